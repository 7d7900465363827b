"""How far an utterance extends, and so whether a marked omission may join two of its pieces.

Directly quoted words extend to their closing mark, across an attribution (“We are ready,” he said, “and we will sign.”),
and into the next paragraph only if the mark is still open. If it was closed at the end of a paragraph, the quotation in the
next one is another utterance, even by the same speaker. In a transcript a turn is one utterance. The
reporter's own words, and any passage that contains some of them, extend within their paragraph. A speaker's words and the
reporter's belong together only inside one sentence.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ...corpus.document_cache import DocumentCache, cached_by_document
from ...corpus.language.names import same_person
from ...corpus.sentences import sentence_bounds
from ...corpus.types import Document, Span, Utterance
from ...corpus.utterances import may_speak, utterances
from ...corpus.utterances.extract import utterances_around
from ...corpus.utterances.turns import turns
from .report import Place

REPORTED = 12
"""The most words of the reporter that may interrupt an utterance: who says it, and when."""

SKIPPED = 80
"""The most words of the reporter that an omission may skip: about one paragraph of news.

Without this limit a text without paragraphs would be a single utterance.
"""

NEXT = 100
"""Characters of the next paragraph in which a signature is looked for."""

_ENDED = re.compile(r"[^\s\0][ \t]*\n")  # a paragraph that ends with a closed mark or in the reporter's words


REMEMBERED = 256
"""The most documents whose utterances are kept as the index has them."""

_known: DocumentCache[tuple[Utterance, ...]] = DocumentCache(REMEMBERED)


def remember(document: Document, said: tuple[Utterance, ...]) -> None:
    """Keep the utterances that the index has of a document, so that it need not be parsed again."""
    _known.get(document, None, lambda: said)


def is_known(document: Document) -> bool:
    """Return whether the utterances of a document are kept."""
    return _known.kept(document) is not None


def utterances_at(document: Document, span: Span) -> tuple[Utterance, ...]:
    """Return the utterances of the paragraphs that a span touches; in a transcript, of the whole document."""
    if turns(document):
        return utterances_of(document)
    # Reading a whole report takes a hundred milliseconds: only the paragraphs around the words are parsed.
    low, high = document.text.rfind("\n", 0, span.start) + 1, document.text.find("\n", span.end)
    paragraphs = Span(low, high if high > low else len(document.text))
    said = _known.kept(document)
    if said is not None:
        return tuple(one for one in said if one.span.overlaps(paragraphs))
    # A block quotation is signed in the next paragraph.
    return _near(document, paragraphs) if may_speak(document.text[low : paragraphs.end + NEXT]) else ()


@cached_by_document(128)
def utterances_of(document: Document) -> tuple[Utterance, ...]:
    """Return the utterances of a whole document, which takes about 100 ms for a long report that the index has not read."""
    said = _known.kept(document)
    return utterances(document) if said is None else said


@cached_by_document(512)
def _near(document: Document, paragraphs: Span) -> tuple[Utterance, ...]:
    return utterances_around(document, paragraphs)


def own_words(one: Place) -> Span | None:
    """Return the span of the direct quotation that contains the whole place, or `None`."""
    spans = [u.span for u in utterances_at(one.document, one.span) if u.kind == "direct"]
    return next((span for span in spans if span.start <= one.span.start and one.span.end <= span.end), None)


def one_utterance(pieces: Sequence[Place]) -> bool:
    """Return whether these pieces of one document, in order, can belong to one utterance of one speaker."""
    speakers = [piece.speaker for piece in pieces if piece.speaker]
    if any(not same_person(speakers[0], other) for other in speakers[1:]):
        return False
    return all(_go_on(before, after) for before, after in pairwise(pieces))


def _go_on(before: Place, after: Place) -> bool:
    """Return whether the utterance of `before` continues in `after`."""
    text = before.document.text
    turn, next_turn = _turn(before), _turn(after)
    if turn is not None and next_turn is not None:
        return turn == next_turn
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


def _turn(one: Place) -> int | None:
    """Return the number of the turn of a transcript in which a place begins, or `None`."""
    at = one.span.start
    inside = [u for u in utterances_at(one.document, one.span) if u.turn is not None and u.span.start <= at]
    return next((u.turn for u in reversed(inside) if at < u.span.end), None)


def _quotes(one: Place) -> bool:
    """Return whether a place contains directly quoted words besides the reporter's."""
    return any(u.kind == "direct" and u.span.overlaps(one.span) for u in utterances_at(one.document, one.span))


def _reported(document: Document, start: int, end: int) -> str:
    """Return the text between two offsets with directly quoted words blanked out."""
    kept = list(document.text[start:end])
    for utterance in utterances_at(document, Span(start, end)):
        if utterance.kind == "direct":
            low, high = max(start, utterance.span.start) - start, min(end, utterance.span.end) - start
            kept[low:high] = "\0" * max(0, high - low)
    return "".join(kept)


def _words(text: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in text.replace("\0", " ").split())


def _sentence_ends(text: str, start: int, end: int) -> bool:
    """Return whether a sentence ends between two offsets of one paragraph."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    bounds = sentence_bounds(text[low : high if high >= 0 else len(text)])
    return any(start <= low + stop <= end for block in bounds for _, stop in block)


def are_whole_sentences(text: str, start: int, end: int) -> bool:
    """Return whether nothing but whole sentences stands between two offsets of one paragraph."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    high = high if high >= 0 else len(text)
    if "\n" in text[start:end]:
        return False
    # Inside quotation marks several sentences count as one, so the marks are taken out.
    plain = text[low:high].translate(_NO_MARKS)
    bounds = [(a + low, b + low) for block in sentence_bounds(plain) for a, b in block]
    ends = any(b >= start and not any(map(str.isalnum, text[start:b])) for _, b in bounds)
    begins = any(a <= end and not any(map(str.isalnum, text[a:end])) for a, _ in bounds if a > start)
    return ends and begins


_NO_MARKS = dict.fromkeys(map(ord, '“”„‟«»"'), " ")
