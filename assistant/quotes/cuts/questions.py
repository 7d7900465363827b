"""A question's words given as a statement: the sentence asks, and the words kept do not."""

import re

from .cut import Cut
from .omission import OmittedWord
from .sentence import CutSentence

_ASKING = frozenset(
    "who what when where why how which whose whom is are was were do does did has have had will would can could shall should "
    "may might must am isn't aren't wasn't weren't don't doesn't didn't hasn't haven't won't wouldn't can't couldn't".split()
)
_FIRST = re.compile(r"[\w’']+")
TAG = 4
"""The most words of a question that only asks for assent: "…, didn't they?"."""


def asks(sentence: CutSentence) -> bool:
    """Return whether a sentence ends with a question mark that the quotation leaves out."""
    end = sentence.text.rstrip(" \"”»’'")
    return end.endswith(("?", "?!")) and "?" not in sentence.text[sentence.kept[-1][0] : sentence.kept[-1][1]][-3:]


def asks_itself(sentence: CutSentence) -> bool:
    """Return whether the words kept begin like a question: then nobody takes them for a statement."""
    first = _FIRST.search(sentence.text, sentence.kept[0][0])
    return first is not None and first[0].lower().replace("’", "'") in _ASKING


def question(cut: Cut, claims: list[int]) -> OmittedWord | None:
    """Return the question mark if the kept clause belongs to what is asked, not to a statement before it."""
    for claim in claims:
        chain = {claim, *cut.syntax.ancestors(claim)}
        askers = [
            at
            for at in sorted(cut.omitted)
            if cut.verbal(at) and at not in chain and at > max(cut.kept) and _interrogative(cut, at)
        ]
        long = [at for at in askers if len(cut.below(at)) > TAG]
        if not long:
            return OmittedWord("?", "question")
    return None


def _interrogative(cut: Cut, at: int) -> bool:
    subject = cut.subject(at)
    inverted = subject is not None and any(a < subject for a in (*cut.auxiliaries(at), at) if cut.word(a).part in ("AUX",))
    return inverted or any(cut.word(c).tag in ("WP", "WRB", "WDT", "WP$") for c in cut.below(at))
