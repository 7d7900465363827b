"""Decide whether two sentences of different reports contradict each other, and how. Rules decide; similarity alone never does.

Each rule describes the contradiction in words. Before the rules apply, the two sentences must be about the same thing:
their vectors are not far apart, and they share a name or topic word, with neither naming somebody whom the other (and the
title of its report) does not. A false contradiction is worse than a missed one, so doubtful cases count as none.
"""

from ..statements.reported import ReportedSentence, own_names
from .rules.dates import day_reasons
from .rules.members import member_reasons
from .rules.negation import negation_reasons
from .rules.numbers import number_reasons
from .rules.roles import role_reasons

_ANOTHER = frozenset("first second third fourth fifth last next another".split())

CLOSE = 0.45
"""The cosine from which two sentences may be about the same thing."""

CLOSE_TURNED = 0.6
"""The cosine for a *not* or an opposite, where the rule compares fewer words."""

CLOSE_LISTS = 0.2
"""The cosine for members of a list: a sentence that only says who was absent has few words."""


def contradictions(one: ReportedSentence, other: ReportedSentence, cosine: float) -> tuple[str, ...]:
    """Describe how `one` ("here") and `other` ("there") contradict each other; empty if no rule applies."""
    if one.document_id == other.document_id or cosine < CLOSE_LISTS:
        return ()
    if not (one.comparable and other.comparable):
        return ()
    found: list[str] = []
    if cosine >= CLOSE:
        apart = bool(own_names(one, other)) and bool(own_names(other, one))
        found += role_reasons(one, other)
        if not apart and _which(one) == _which(other):
            found += number_reasons(one, other, cosine)
            found += day_reasons(one, other)
            if cosine >= CLOSE_TURNED:
                found += negation_reasons(one, other)
    found += member_reasons(one, other)
    return tuple(dict.fromkeys(found))


def _which(sentence: ReportedSentence) -> frozenset[str]:
    """Return the words that single out one of several: the second camp is not the camp."""
    return frozenset(word.text for word in sentence.words) & _ANOTHER
