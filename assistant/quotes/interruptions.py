"""Attributions in the middle of a quotation (`“We will stay,” she said, “and we will pay”`).

The reporter's words between a closing and an opening mark may be left out of a quotation, or a writer may put some in, if they
say no more than who speaks: at most a dozen words with a verb of saying, without a negation, in one clause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...corpus.language.lexicon import CUES, PRONOUNS
from ...corpus.language.titles import TITLES
from .flags import negates
from .tokens import QuoteToken, TokenisedText

MOST = 12
"""The most words of an attribution."""

CARRYING = 14
"""The most words on either side of a quotation that its writer puts in the same sentence."""

SHORTENED = 4
"""The most words of an attribution that leaves out some of the source's."""

PLAIN = frozenset(("said", "says", "told", "added", "continued"))
"""Verbs that claim no more than that the words were said, so that they may stand for any other."""

_APOSTROPHES = "'’"
_PAUSES = frozenset(",.;:!?…-")
_DENIALS = frozenset(
    "denied denies deny denying refused refuses rejected rejects disputed disputes hardly falsely".split()
)
# No attribution ends in one of these: `the “deal,” he said, is “dead”`.
_UNFINISHED = frozenset(
    "is are was were be been has have had do does did will would can could shall should must may might that which to of in on at "
    "by for from with about and or but nor if not as than the a an his its their our my your".split()
)


@dataclass(frozen=True, slots=True)
class Interruption:
    """An attribution: `mark` is the punctuation before it, or empty, `ends` that after it; `after` is the token behind both."""

    mark: str
    ends: str
    after: int


def interruption(text: TokenisedText, at: int) -> Interruption | None:
    """Return the attribution that interrupts a quotation at token `at`, the punctuation mark or closing mark before it."""
    tokens = text.tokens
    mark = ""
    if at < len(tokens) and tokens[at].key in _PAUSES:
        mark = tokens[at].key
        at += 1
    if at >= len(tokens) or tokens[at].kind != "quote" or _spaced_before(text, at):
        return None
    inside = at + 1
    words = 0
    doubled = text.text[tokens[at].start] not in _APOSTROPHES
    for place in range(inside, min(len(tokens), inside + 2 * MOST + 4)):
        token = tokens[place]
        words += token.kind == "word"
        if "\n" in text.text[tokens[place - 1].end : token.start] or words > MOST:
            return None
        if token.kind == "quote" and not (doubled and _is_apostrophe(text, place)):
            if not _spaced_before(text, place) or not is_attribution(tokens[inside:place]):
                return None
            ends = tokens[place - 1].key if tokens[place - 1].key in _PAUSES else ""
            return Interruption(mark, ends, place + 1) if place + 1 < len(tokens) else None
    return None


def _is_apostrophe(text: TokenisedText, at: int) -> bool:
    """Return whether the mark at token `at` may end a possessive: "the growers’ head"."""
    start = text.tokens[at].start
    return text.text[start] in _APOSTROPHES and start > 0 and text.text[start - 1].isalpha()


def _spaced_before(text: TokenisedText, at: int) -> bool:
    """Return whether white space stands before token `at`, as before an opening mark."""
    start = text.tokens[at].start
    return start == 0 or text.text[start - 1].isspace()


def is_attribution(tokens: Sequence[QuoteToken]) -> bool:
    """Return whether these tokens say who speaks, and nothing that turns what is said."""
    words = [token.key.lower() for token in tokens if token.kind == "word"]
    if not words or not any(word in CUES for word in words):
        return False
    if any(negates(word) or word in _DENIALS for word in words) or words[-1] in _UNFINISHED:
        return False
    # A full stop inside belongs to a title or an initial; any other ends a sentence.
    return all(
        token.key not in "!?" and (token.key != "." or _abbreviates(tokens[at - 1].key))
        for at, token in enumerate(tokens[:-1])
        if token.kind == "mark" and at
    )


def is_changed_copy(there: Sequence[QuoteToken], here: Sequence[QuoteToken]) -> bool:
    """Return whether an attribution is one of the source's with words changed, rather than the writer's own.

    "Rehn said on Friday" for "Rehn said on Monday" is; "she said", or "Ada Rehn said" for "Rehn said", is not.
    """
    old, new = ([token.key for token in side if token.kind == "word"] for side in (there, here))
    matcher = SequenceMatcher(None, [word.lower() for word in old], [word.lower() for word in new], autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    if 2 * shared < max(len(old), len(new)) or shared == len(old) == len(new):
        return False
    known = {word.lower() for word in old}
    added = [word for word in new if word.lower() not in known]
    if not added:
        return len(new) > SHORTENED
    pronouns = PRONOUNS.intersection(word.lower() for word in added)
    if pronouns and not PRONOUNS.isdisjoint(word.lower() for word in old):
        return True  # "he said" for "she said"
    given_name = shared == len(old) and len(added) == 1 and added[0][0].isupper()
    return not given_name and not all(word.lower() in PLAIN or word.lower() in PRONOUNS for word in added)


def _abbreviates(word: str) -> bool:
    return word.lower() in TITLES or len(word) == 1 or "." in word


def carried(text: TokenisedText) -> tuple[int, int] | None:
    """Return the characters of the quotation (half-open) in a sentence that carries one (`She said: “We will stay”`).

    `None` if there is no such sentence around, or no attribution in it.
    """
    tokens = text.tokens
    marks = [at for at, token in enumerate(tokens) if token.kind == "quote"]
    if len(marks) < 2:
        return None
    first, last = marks[0], marks[-1]
    before, after = tokens[:first], tokens[last + 1 :]
    outside = [side for side in (before, after) if any(token.kind == "word" for token in side)]
    if not outside or not _spaced_before(text, first) or (after and _spaced_before(text, last)):
        return None
    if any(sum(token.kind == "word" for token in side) > CARRYING for side in outside):
        return None
    if any(negates(token.key) or token.key.lower() in _DENIALS for side in outside for token in side):
        return None
    if not any(token.key.lower() in CUES for side in outside for token in side):
        return None
    if any(token.kind == "ellipsis" or token.key in "[]" for side in outside for token in side):
        return None
    if after and any(token.kind == "word" for token in after) and "." in (tokens[last - 1].key, after[0].key):
        return None  # what follows is a sentence of its own
    # Words that lead into the quotation without a pause may be part of its sentence: `He called it “a farce”`.
    if before and outside[0] is before and before[-1].key not in ",:":
        return None
    return tokens[first].start, tokens[last].end
