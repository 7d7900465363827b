"""Read the places of words that many reports have: syndicated text stands in dozens of them.

To read who says the words takes a parse of the paragraphs around them. So the likeliest places are read first, and the
others only if they could still change the verdict, the status of the words or what was asked about their speaker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ...corpus.types import Document, Span
from ...corpus.utterances.labels import signature
from ...corpus.utterances.marks import quotations
from ...corpus.utterances.turns import turns
from .attribution import place_order
from .cuts.sentence import rest_of_sentence
from .places import PlaceFinder, Window
from .report import Fit, Place
from .tokens import TokenisedText
from .truncation import omitted_around

Occurrence = tuple[Window, TokenisedText, int, int]
"""A stretch of the corpus, its tokens, and the half-open range of those that are the words."""

SentenceKey = tuple[bool, str, str, str]
"""Whether words may be quoted, the words, and the rest of their sentence before and after them."""

READ = 3
"""Places that are always read, besides the earliest; a report lists the others only if they were read, too."""


@dataclass(frozen=True)
class _Unread:
    """An occurrence with what is known of it without a parse; `promise` as in `PlaceFit`, `marked` by `may_be_quoted`."""

    occurrence: Occurrence
    document: Document
    span: Span
    promise: int
    marked: bool

    @cached_property
    def sentence(self) -> "SentenceKey":
        """The sentence that the words are cut from."""
        return sentence_key(self.document, self.span)

    @property
    def order(self) -> tuple[int, bool, str, str, Span]:
        """A sort key like that of `place_order`."""
        published = str(self.document.published or "9999")
        return -self.promise, not self.marked, published, self.document.id, self.span


def read_places(
    finder: PlaceFinder, found: Sequence[Occurrence], fit: Fit, *, short: bool
) -> list[tuple[Place, Occurrence]]:
    """Return the places of these occurrences, best first: all, or the likeliest if the others could change nothing.

    `short`: the quotation is too short for its context to count.
    """
    finder.fetch({window.stretch.row for window, *_ in found})
    if len(found) <= READ + 1:
        return _placed(finder, found, fit)
    unread = sorted((_unread(finder, one, fit) for one in found), key=lambda one: one.order)
    likely, rest = unread[:READ], unread[READ:]
    dated = [one for one in rest if one.document.published]
    if dated:
        likely.append(min(dated, key=lambda one: str(one.document.published)))
    read = _placed(finder, [one.occurrence for one in likely], fit)
    if read[0][0].status != "quoted" and (marked := [one for one in rest if one.marked and one not in likely]):
        likely += marked
        read = _placed(finder, [one.occurrence for one in likely], fit)
    best = read[0][0]
    if fit is not None and not fit.satisfied(best):
        return _placed(finder, found, fit)
    if not short and omitted_around(best, asks=finder.asks):
        # The same sentence is cut in the same way everywhere; another one may not be.
        likely += {
            one.sentence: one for one in rest if one.sentence not in {other.sentence for other in likely}
        }.values()
        return _placed(finder, [one.occurrence for one in likely], fit)
    return read


def _placed(finder: PlaceFinder, found: Sequence[Occurrence], fit: Fit) -> list[tuple[Place, Occurrence]]:
    finder.fetch_utterances({window.stretch.row for window, *_ in found})
    return sorted(((finder.place(*one), one) for one in found), key=lambda pair: place_order(pair[0], fit))


def _unread(finder: PlaceFinder, one: Occurrence, fit: Fit) -> _Unread:
    window, corpus, first, last = one
    document, span = finder.document(window.stretch.row), window.span(corpus, first, last)
    return _Unread(one, document, span, fit.promise(document) if fit else 0, may_be_quoted(document, span))


def sentence_key(document: Document, span: Span) -> SentenceKey:
    """Return a value that is the same wherever the same words are cut from the same sentence, quoted or not."""
    return (may_be_quoted(document, span), span.of(document.text), *rest_of_sentence(document.text, span))


def may_be_quoted(document: Document, span: Span) -> bool:
    """Return whether words can have the status `quoted`: in a transcript, in quotation marks, or signed in the next paragraph."""
    text = document.text
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    high = high if high >= 0 else len(text)
    letters = [at for at in range(span.start, span.end) if text[at].isalnum()]
    ends = {letters[0] - low, letters[-1] - low} if letters else set[int]()
    marked = quotations(text[low:high], [(0, high - low)])
    if all(any(one.start <= end < one.end for one in marked) for end in ends):
        return True
    start = high + len(text[high:]) - len(text[high:].lstrip())
    stop = text.find("\n", start)
    signed = start < len(text) and signature(text, start, stop if stop >= 0 else len(text)) is not None
    return signed or bool(turns(document))
