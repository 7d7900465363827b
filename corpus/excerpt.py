"""Excerpts of a document: a span with its context, or the text page by page.

Paging makes documents of any length readable. Offsets count from the start of the whole text, as those of citations do.
"""

from dataclasses import dataclass

from .errors import InputError
from .types import Document, Span

MOST = 20_000
"""Maximum length of an excerpt in characters."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The document's text over `span`. `words` is the requested span inside it, `None` if none was requested or it does not fit.

    `next_start` is the offset of the next page, `None` at the end of the text.
    """

    document: Document
    span: Span
    words: Span | None
    next_start: int | None

    @property
    def text(self) -> str:
        """The text, by its offsets."""
        return self.span.of(self.document.text)


def excerpt(
    document: Document, start: int | None = None, end: int | None = None, *, context: int = 0, most: int = MOST
) -> Excerpt:
    """Return `start` to `end` with up to `context` characters on either side, or a page from `start` on.

    A page ends at the end of a line or between two words, after at most `most` characters. If the requested span is
    longer than that, its first page is returned. Without `start`, the page begins at offset 0.

    Raises:
        InputError: the offsets are not within the text.
    """
    length = len(document.text)
    first = start or 0
    if not 0 <= first < length:
        raise InputError(f"start is {first}, but the document has {length:,} characters; give 0 to {length - 1}")
    if end is not None and not first < end <= length:
        raise InputError(f"end is {end}, but must lie after start, {first}, and not beyond the text's end, {length}")
    if end is not None and end - first <= most:
        words = Span(first, end)
        around = Span(_before(document.text, first, context), _after(document.text, end, context))
        return _excerpt(document, around, words)
    return _excerpt(document, Span(first, _page(document.text, first, min(first + most, end or length))), None)


def _excerpt(document: Document, span: Span, words: Span | None) -> Excerpt:
    return Excerpt(document, span, words, span.end if span.end < len(document.text) else None)


def _before(text: str, start: int, context: int) -> int:
    """Return where up to `context` characters before `start` begin, with a whole word."""
    first = max(0, start - context)
    if first == 0 or first == start:
        return first
    found = [at for at in (text.find(mark, first - 1, start) for mark in " \n") if at >= 0]
    return min(found) + 1 if found else start


def _after(text: str, end: int, context: int) -> int:
    """Return where up to `context` characters after `end` end, with a whole word."""
    last = min(len(text), end + context)
    if last == len(text) or last == end:
        return last
    return max(text.rfind(" ", end, last + 1), text.rfind("\n", end, last + 1), end)


def _page(text: str, start: int, end: int) -> int:
    """Return the end of a page, at most `end`: the end of a line in its second half, else between two words."""
    if end == len(text):
        return end
    half = (start + end) // 2 + 1
    for mark in "\n ":
        if (found := text.rfind(mark, half, end)) >= 0:
            return found + 1
    return end
