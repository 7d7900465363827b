"""The lines of a page or column: words on one baseline, in the order in which they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median

from .right_to_left import logical_text
from .words import PageWord

_ROOM = 0.1  # heights of the line between two words
_SAME_ROW = 0.55  # of the smaller height: two words overlap so far, and stand on one line


@dataclass(frozen=True)
class Line:
    """Words on one line, in reading order; never empty. `page_from_right`: most of the page is read from right to left."""

    words: tuple[PageWord, ...]
    page_from_right: bool = False

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
        if not any(word.from_right for word in self.words):
            return False
        return self.page_from_right or not any(_has_letter(word.text) for word in self.words if not word.from_right)

    @cached_property
    def text(self) -> str:
        """The words, with a space where one stands."""
        if self.from_right and all(word.signs for word in self.words):
            return logical_text([sign for word in self.words for sign in word.signs], self.size)
        if any(word.from_right for word in self.words):
            return _mixed(self.words, self.size)
        parts: list[str] = [self.words[0].text]
        for before, word in pairwise(self.words):
            touching = word.glued and before.line == word.line and before.order < word.order
            parts.append(word.text if touching else f" {word.text}")
        return "".join(parts)


def _mixed(words: Sequence[PageWord], size: float) -> str:
    """Return the text of a line that is read from left to right and has words that are read from right to left."""
    parts: list[str] = []
    end: float | None = None
    for from_right, stretch in groupby(sorted(words, key=lambda word: word.left), key=lambda word: word.from_right):
        for group in [list(stretch)] if from_right else [[word] for word in stretch]:
            signs = [sign for word in group for sign in word.signs]
            plain = "".join(sign.text for sign in sorted(signs, key=lambda sign: sign.left))
            space = "" if end is None or group[0].left - end < _ROOM * size else " "
            parts.append(space + (logical_text(signs, size) if from_right else plain))
            end = group[-1].right
    return "".join(parts)


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


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


def line_of(row: Sequence[PageWord], page_from_right: bool = False) -> Line:
    """Put the words of a row into reading order.

    PDFium has the words of a stretch in their order, and the stretches come from left to right. Where most letters are read
    from right to left, the words do, too.
    """
    unordered = Line(tuple(row), page_from_right)
    if any(word.from_right for word in row) and not unordered.from_right:
        return Line(tuple(sorted(row, key=lambda word: word.left)), page_from_right)
    if unordered.from_right:
        return Line(tuple(_marked(sorted(row, key=lambda word: -word.right), unordered)), page_from_right)
    stretches: list[list[PageWord]] = []
    for word in sorted(row, key=lambda one: one.order):
        before = stretches[-1][-1] if stretches else None
        if before is None or before.line != word.line or _goes_back(before, word):
            stretches.append([])
        stretches[-1].append(word)
    stretches.sort(key=lambda one: min(word.left for word in one))
    return Line(tuple(_marked([word for stretch in stretches for word in stretch], unordered)), page_from_right)


def _goes_back(before: PageWord, word: PageWord) -> bool:
    """Whether a word stands before its predecessor, which then belongs to another stretch."""
    return word.right < before.left and not (before.from_right or word.from_right)


def _marked(words: Sequence[PageWord], line: Line) -> list[PageWord]:
    """Mark the signs of notes: small, and set above the line's baseline."""
    size, base = line.size, line.base
    small = [word.size < 0.85 * size and word.base > base + 0.12 * size and len(word.text) <= 5 for word in words]
    return [replace(word, raised=True) if one else word for word, one in zip(words, small, strict=True)]
