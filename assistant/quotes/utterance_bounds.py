"""What one utterance is: how far words go on, so that a marked omission may join two of their pieces.

Somebody's own words go on to their closing mark; over who says them (“We are ready,” he said, “and we will sign.”); and
into the next paragraph only where the mark was left open before it: once closed at a paragraph's end, what the next one
quotes is another utterance, though by the same person. The reporter's own words, and whatever holds some of them, go on
inside their paragraph. Words of somebody else's and the reporter's are one only inside a sentence.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ...corpus.language.lexicon import cues
from ...corpus.language.names import same_person
from ...corpus.sentences import sentence_bounds
from ...corpus.types import Document, Span, Utterance
from ...corpus.utterances import arabic, utterances
from .report import Place

REPORTED = 12
"""Words of the reporter's that may interrupt somebody's utterance: who says it, and when."""

SKIPPED = 80
"""Words of the reporter's that an omission may skip in a paragraph: about as many as a paragraph of news has.

A text without paragraphs would else be one utterance from its first word to its last.
"""

# What was said without marks is told within a sentence; a mark may be open for so many characters when it opens anew.
BEFORE, BEHIND = 6_000, 1_500
_MARK = re.compile("[“”„‟«»\"＂]|(?<![^\\W_])['‘’‚]|['‘’](?![^\\W_])")
_ENDED = re.compile(r"[^\s\0][ \t]*\n")  # a paragraph that ends with a closed mark, or in the reporter's words


@lru_cache(maxsize=128)
def said(document: Document) -> tuple[Utterance, ...]:
    """The utterances of a document."""
    return utterances(document)


def said_at(document: Document, span: Span) -> tuple[Utterance, ...]:
    """The utterances of a document, or none where no word around a span can be anybody's.

    To read a whole document takes a hundred times as long as to see that.
    """
    text = document.text
    low = min(text.rfind("\n", 0, span.start), text.rfind("\n", 0, max(0, span.start - BEFORE))) + 1
    around = text[low : span.end + BEHIND]
    silent = not (document.marks or _MARK.search(around) or arabic.present(around) or cues(around))
    return () if silent else said(document)


def own_words(one: Place) -> Span | None:
    """Somebody's whole words in quotation marks that a place is a part of."""
    spans = [u.span for u in said_at(one.document, one.span) if u.kind == "direct"]
    return next((span for span in spans if span.start <= one.span.start and one.span.end <= span.end), None)


def together(pieces: Sequence[Place]) -> bool:
    """Whether pieces of one document, in order, can be one utterance of one speaker."""
    speakers = [piece.speaker for piece in pieces if piece.speaker]
    if any(not same_person(speakers[0], other) for other in speakers[1:]):
        return False
    return all(_go_on(before, after) for before, after in pairwise(pieces))


def _go_on(before: Place, after: Place) -> bool:
    """Whether the words of `before` go on in `after`."""
    text = before.document.text
    one, other = own_words(before), own_words(after)
    if one and other:
        if one == other:
            return True
        reported = _reported(before.document, before.span.end, after.span.start)
        return _words(reported) <= REPORTED and not _ENDED.search(reported)
    between = text[before.span.end : after.span.start]
    if "\n" in between or _words(between) > SKIPPED:
        return False
    strangers = (one and not _quotes(after)) or (other and not _quotes(before))
    return not strangers or not _sentence_ends(text, before.span.end, after.span.start)


def _quotes(one: Place) -> bool:
    """Whether a place holds somebody's own words besides the reporter's."""
    return any(u.kind == "direct" and u.span.overlaps(one.span) for u in said_at(one.document, one.span))


def _reported(document: Document, start: int, end: int) -> str:
    """The text between two offsets, everything that is somebody's own words blanked out."""
    kept = list(document.text[start:end])
    for utterance in said(document):
        if utterance.kind == "direct":
            low, high = max(start, utterance.span.start) - start, min(end, utterance.span.end) - start
            kept[low:high] = "\0" * max(0, high - low)
    return "".join(kept)


def _words(text: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in text.replace("\0", " ").split())


def _sentence_ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two offsets of one paragraph."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    bounds = sentence_bounds(text[low : high if high >= 0 else len(text)])
    return any(start <= low + stop <= end for block in bounds for _, stop in block)
