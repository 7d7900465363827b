"""The lines of a page or column: words on one baseline, in the order in which they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from statistics import median

from .right_to_left import logical_text
from .words import PageWord

_SAME_ROW = 0.55  # of the smaller height: two words overlap so far, and stand on one line


@dataclass(frozen=True)
class Line:
    """Words on one line, in reading order; never empty."""

    words: tuple[PageWord, ...]

    @cached_property
    def left(self) -> float:
        """The left end in points."""
        return min(word.left for word in self.words)

    @cached_property
    def right(self) -> float:
        """The right end in points."""
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """The height of the font that most letters have."""
        sizes = sorted((word.size, len(word.text)) for word in self.words if not word.raised)
        reached, half = 0, sum(letters for _, letters in sizes) / 2
        for size, letters in sizes:
            reached += letters
            if reached >= half:
                return size
        return self.words[0].size

    @cached_property
    def base(self) -> float:
        """The baseline."""
        return (
            median(word.base for word in self.words if not word.raised) if not self._all_raised else self.words[0].base
        )

    @property
    def _all_raised(self) -> bool:
        return all(word.raised for word in self.words)

    @cached_property
    def from_right(self) -> bool:
        """Whether the line is read from right to left."""
        letters = sum(len(word.text) if word.from_right else -_latin(word.text) for word in self.words)
        return letters > 0

    @cached_property
    def text(self) -> str:
        """The words, with a space where one stands."""
        if self.from_right and all(word.signs for word in self.words):
            return logical_text([sign for word in self.words for sign in word.signs], self.size)
        parts: list[str] = []
        before = None
        for from_right, stretch in groupby(self.words, key=lambda word: word.from_right and bool(word.signs)):
            words = list(stretch)
            if from_right:
                text = logical_text([sign for word in words for sign in word.signs], self.size)
                parts.append(f" {text}" if before else text)
                before = words[-1]
                continue
            for word in words:
                touching = before and word.glued and before.line == word.line and before.order < word.order
                parts.append(word.text if touching or not before else f" {word.text}")
                before = word
        return "".join(parts)


def _latin(text: str) -> int:
    return sum(character.isalpha() for character in text)


def rows_of(words: Iterable[PageWord]) -> list[list[PageWord]]:
    """Group words into rows, from the top of the page to its bottom."""
    rows: list[list[PageWord]] = []
    spans: list[tuple[float, float]] = []  # the height of each row's tallest word
    for word in sorted(words, key=lambda one: (-(one.top + one.bottom), one.left)):
        at = next((at for at in range(len(rows) - 1, max(-1, len(rows) - 5), -1) if _together(spans[at], word)), None)
        if at is None:
            rows.append([word])
            spans.append((word.bottom, word.top))
            continue
        rows[at].append(word)
        low, high = spans[at]
        if word.size > high - low:
            spans[at] = (word.bottom, word.top)
    return rows


def _together(row: tuple[float, float], word: PageWord) -> bool:
    low, high = row
    shared = min(high, word.top) - max(low, word.bottom)
    return shared > _SAME_ROW * max(min(high - low, word.size), 0.1)


def line_of(row: Sequence[PageWord]) -> Line:
    """Put the words of a row into reading order.

    PDFium has the words of a stretch in their order, and the stretches come from left to right. Where most letters are read
    from right to left, the words do, too.
    """
    unordered = Line(tuple(row))
    if unordered.from_right:
        return Line(tuple(_marked(sorted(row, key=lambda word: -word.right), unordered)))
    stretches: list[list[PageWord]] = []
    for word in sorted(row, key=lambda one: one.order):
        before = stretches[-1][-1] if stretches else None
        if before is None or before.line != word.line or _goes_back(before, word):
            stretches.append([])
        stretches[-1].append(word)
    stretches.sort(key=lambda one: min(word.left for word in one))
    return Line(tuple(_marked([word for stretch in stretches for word in stretch], unordered)))


def _goes_back(before: PageWord, word: PageWord) -> bool:
    """Whether a word stands before its predecessor, which then belongs to another stretch."""
    return word.right < before.left and not (before.from_right or word.from_right)


def _marked(words: Sequence[PageWord], line: Line) -> list[PageWord]:
    """Mark the signs of notes: small, and set above the line's baseline."""
    size, base = line.size, line.base
    small = [word.size < 0.85 * size and word.base > base + 0.12 * size and len(word.text) <= 5 for word in words]
    return [replace(word, raised=True) if one else word for word, one in zip(words, small, strict=True)]
