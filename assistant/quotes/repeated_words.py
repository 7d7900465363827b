"""Read the places of words that many reports have: syndicated text stands in dozens of them.

To read who says the words takes a parse of the paragraphs around them. So the likeliest places are read first, and the
others only if they could still change the verdict, the status of the words or what was asked about their speaker.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.types import Document, Span
from ...corpus.utterances.labels import signature
from ...corpus.utterances.marks import quotations
from ...corpus.utterances.turns import turns
from .attribution import place_order
from .places import PlaceFinder, Window
from .report import Fit, Place
from .tokens import TokenisedText
from .truncation import omitted_around

Occurrence = tuple[Window, TokenisedText, int, int]
"""A stretch of the corpus, its tokens, and the half-open range of those that are the words."""

READ = 3
"""Places that are always read, besides the earliest; a report lists the others only if they were read, too."""


@dataclass(frozen=True, slots=True)
class _Unread:
    """An occurrence with what is known of it without a parse; `promise` as in `PlaceFit`, `marked` by `may_be_quoted`."""

    occurrence: Occurrence
    document: Document
    span: Span
    promise: int
    marked: bool

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
    finder.fetch_utterances({window.stretch.row for window, *_ in found})
    if len(found) <= READ + 1:
        return _placed(finder, found, fit)
    unread = sorted((_unread(finder, one, fit) for one in found), key=lambda one: one.order)
    likely, rest = unread[:READ], unread[READ:]
    dated = [one for one in rest if one.document.published]
    if dated:
        likely.append(min(dated, key=lambda one: str(one.document.published)))
    read = _placed(finder, [one.occurrence for one in likely], fit)
    best = read[0][0]
    changes = (
        (best.status != "quoted" and any(one.marked for one in rest))
        or (fit is not None and not fit.satisfied(best))
        or (not short and omitted_around(best, asks=finder.asks))
    )
    return _placed(finder, found, fit) if changes else read


def _placed(finder: PlaceFinder, found: Sequence[Occurrence], fit: Fit) -> list[tuple[Place, Occurrence]]:
    return sorted(((finder.place(*one), one) for one in found), key=lambda pair: place_order(pair[0], fit))


def _unread(finder: PlaceFinder, one: Occurrence, fit: Fit) -> _Unread:
    window, corpus, first, last = one
    document, span = finder.document(window.stretch.row), window.span(corpus, first, last)
    return _Unread(one, document, span, fit.promise(document) if fit else 0, may_be_quoted(document, span))


def may_be_quoted(document: Document, span: Span) -> bool:
    """Return whether words can have the status `quoted`: in a transcript, in quotation marks, or signed in the next paragraph."""
    text = document.text
    low, high = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    high = high if high >= 0 else len(text)
    if turns(document):
        return True
    paragraphs = text[low:high]
    marked = quotations(paragraphs, [(0, len(paragraphs))])
    if any(low + one.start < span.end and span.start < low + one.end for one in marked):
        return True
    start = high + len(text[high:]) - len(text[high:].lstrip())
    stop = text.find("\n", start)
    return start < len(text) and signature(text, start, stop if stop >= 0 else len(text)) is not None
