"""Whether a sentence says that something happened, or will happen, on a day: not what was denied, prevented or only imagined.

The parse tells which verb a date belongs to; short lists say which words above and beside it disown what it tells.
"""

from .utterances.parsing import ParsedSentence
from .utterances.polarity import inverted, negated, nobody

_DENYING = frozenset(
    "deny refute reject dispute disavow refuse decline fail avoid avert prevent foil thwart stop forget neglect".split()
)
_FALSE = frozenset("false untrue wrong fake rumour rumor hoax myth".split())
_CALLED_OFF = frozenset(
    "cancel postpone abandon scrap shelve suspend avert delay defer reschedule adjourn abort".split()
)
_OFF = frozenset(("put", "call", "push", "break"))
_PLANNED = frozenset("due expect schedule plan set suppose mean slate intend bill promise".split())
_CONDITIONS = frozenset(("if", "unless", "whether", "lest"))


def happens(sentence: ParsedSentence, start: int, end: int) -> bool:
    """Return whether the sentence says that something takes place on the date at `start` to `end` of the document."""
    words, syntax = sentence.syntax.words, sentence.syntax
    inside = [at for at in range(len(words)) if sentence.starts[at] < end and start < sentence.ends[at]]
    if not inside:
        return True
    way = [inside[0], *syntax.ancestors(inside[0])]
    verbs = [at for at in way if words[at].tag[:2] == "VB" or words[at].lemma.lower() in _PLANNED]
    if not verbs:
        return True
    planned = any(words[at].lemma.lower() in _PLANNED for at in verbs)
    if planned and _called_off(sentence, verbs):
        return False
    for at in way:
        noun = words[at].tag[:2] == "NN" and words[at].lemma.lower() in _FALSE
        if noun or (at in verbs and not _real(sentence, at, at == verbs[0])):
            return False
    return not any(_called(sentence, at) for at in verbs[1:] if words[verbs[0]].relation in ("acl", "relcl"))


def _real(sentence: ParsedSentence, at: int, own: bool) -> bool:
    """Return whether a verb above a date leaves it a fact; `own` is the verb that the date belongs to."""
    words, children = sentence.syntax.words, sentence.syntax.children
    subject = next((c for c in children[at] if words[c].relation in ("nsubj", "nsubjpass")), None)
    below = [words[c].text.lower() for c in children[at]]
    if inverted(sentence, at, subject) or _CONDITIONS & {
        words[c].text.lower() for c in children[at] if words[c].relation == "mark"
    }:
        return False
    denies = words[at].lemma.lower() in _DENYING and not own
    no = negated(sentence, at) or (subject is not None and nobody(sentence, subject))
    if denies != (no and (own or not denies)):
        return False
    if "have" in below and ({"would", "could", "might", "should"} & set(below) or "to" in below):
        return False
    false = (c for c in children[at] if words[c].relation in ("acomp", "attr"))
    if any(words[c].text.lower() in _FALSE for c in false):
        return False
    # What holds only on a condition: "it will shut on Friday if the storm comes".
    return not any(
        words[c].relation == "advcl"
        and (
            any(words[m].relation == "mark" and words[m].text.lower() in ("if", "unless") for m in children[c])
            or inverted(sentence, c, next((s for s in children[c] if words[s].relation == "nsubj"), None))
        )
        for c in children[at]
    )


def _called(sentence: ParsedSentence, at: int) -> bool:
    """Return whether a verb says that something was called off."""
    words, children = sentence.syntax.words, sentence.syntax.children
    lemma = words[at].lemma.lower()
    away = any(words[c].text.lower() in ("off", "back") for c in children[at])
    return lemma in _CALLED_OFF or (lemma in _OFF and away)


def _called_off(sentence: ParsedSentence, verbs: list[int]) -> bool:
    """Return whether another clause says that what was planned was called off or did not come."""
    words = sentence.syntax.words
    others = (at for at in range(len(words)) if words[at].tag[:2] == "VB" and at not in verbs[:1])
    return any(_called(sentence, at) or negated(sentence, at) for at in others)
