"""Whether two sentences of different reports contradict each other, and in what: rules, never a likeness alone.

Each rule names the contradiction in words. Before any is asked the two must be about the same thing: their vectors not
far apart, and a name or topic word in common with neither naming somebody that the other (and its report's title)
does not. To call a difference where there is none is worse than to miss one, so what a rule cannot tell is no difference.
"""

from ..statements.reported import ReportedSentence, own_names
from .rules.dates import other_day
from .rules.members import other_member
from .rules.negation import turned
from .rules.numbers import other_number
from .rules.roles import other_holder

_ANOTHER = frozenset("first second third fourth fifth last next another".split())

CLOSE = 0.45
"""Cosine from which two sentences may be about the same thing."""

CLOSE_TURNED = 0.6
"""… for a *not* or an opposite, where less is compared word by word."""

CLOSE_LISTS = 0.2
"""… for members of a list: a sentence that only says who was not there has few words."""


def differences(one: ReportedSentence, other: ReportedSentence, cosine: float) -> tuple[str, ...]:
    """How `one` ("here") and `other` ("there") contradict each other; nothing where no rule tells."""
    if one.sentence.document.id == other.sentence.document.id or cosine < CLOSE_LISTS:
        return ()
    if not (one.comparable and other.comparable):
        return ()
    found: list[str] = []
    if cosine >= CLOSE:
        apart = bool(own_names(one, other)) and bool(own_names(other, one))
        found += other_holder(one, other)
        if not apart and _which(one) == _which(other):
            found += other_number(one, other, cosine)
            found += other_day(one, other)
            if cosine >= CLOSE_TURNED:
                found += turned(one, other)
    found += other_member(one, other)
    return tuple(dict.fromkeys(found))


def _which(told: ReportedSentence) -> frozenset[str]:
    """The words that tell one of several: the second camp is not the camp."""
    return frozenset(word.text for word in told.words) & _ANOTHER
