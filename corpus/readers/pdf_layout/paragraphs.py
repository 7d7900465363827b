"""Paragraphs from lines: where a line was broken only because the column was full, it goes on in the next.

A paragraph ends where the next line's first word would have fitted, where the next line is indented, farther away or of
another size, or where it begins with a bullet. A sentence that is not closed goes on in the next column or on the next page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ...clean import CLOSED, letters, one_line
from ...hyphens import divides, joins_at_hyphen
from .columns import Column
from .lines import Line

_BULLET = re.compile(r"[•◦▪‣●○■*–—-]\s|[•◦▪‣●○■]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s(?=\S)")
_FARTHER = 1.35  # usual distances between lines: a new paragraph
_OTHER_SIZE = 1.08  # ratio of two sizes: a headline
_INDENTED = 0.7  # heights of a line by which a first line is set in
_ROOM = 0.35  # heights of a line that must be left over beside the next word, before a line counts as short
_CELLS = 1.6  # heights of a line: so wide is no gap between words, but one between cells


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with its text, the page and the ends of its column; `first_width` is the width of its first word in points."""

    text: str
    page: int
    column: int
    left: float
    right: float
    column_left: float
    column_right: float
    base: float
    size: float
    first_width: float
    pitch: float
    cells: bool
    from_right: bool

    @property
    def room(self) -> float:
        """The room that is left at the line's end."""
        return self.left - self.column_left if self.from_right else self.column_right - self.right

    @property
    def indent(self) -> float:
        """How far its beginning is set in."""
        return self.column_right - self.right if self.from_right else self.left - self.column_left


def placed(column: Column, page: int, number: int) -> list[PlacedLine]:
    """Return the lines of a column with their surroundings; lines without a visible character are left out."""
    if not column:
        return []
    gaps = [a.base - b.base for a, b in pairwise(column) if a.base > b.base]
    pitch = median(sorted(gaps)[: max(1, len(gaps) * 3 // 4)]) if gaps else 0.0
    ends = _ends(column)
    found = []
    for line in column:
        text = one_line(letters(line.text))
        if text:
            first = line.words[0]
            found.append(
                PlacedLine(
                    text, page, number, line.left, line.right, *ends, line.base, line.size,
                    first.right - first.left, pitch, _has_cells(line), line.from_right,
                )
            )  # fmt: skip
    return found


def _ends(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the left and right end of most lines, so that one line that sticks out does not count."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 20], rights[len(rights) - 1 - len(rights) // 20]


def _has_cells(line: Line) -> bool:
    placed = sorted(line.words, key=lambda word: word.left)
    gaps = sorted((b.left - a.right) / (line.size or 1) for a, b in pairwise(placed))
    return bool(gaps) and gaps[-1] > _CELLS and gaps[-1] > 3 * (median(gaps[:-1]) if len(gaps) > 1 else 0.1)


def joined(lines: Sequence[PlacedLine], words: frozenset[str]) -> Iterator[tuple[str, PlacedLine]]:
    """Yield each line's text with what stands before it: nothing, a space, or a line end.

    `words` are those of the text, for hyphens at line ends (`corpus.hyphens`). The text of a line that ends with a hyphen
    which only divides a word is given without it.
    """
    if not lines:
        return
    indents = _has_indents(lines)
    before = ""
    for line, following in pairwise(lines):
        after, text = "\n", line.text
        if _goes_on(line, following, indents):
            after = " "
            if divides(text, following.text, words):
                text, after = text[:-1], ""
            elif joins_at_hyphen(text, following.text):
                after = ""
        yield before + text, line
        before = after
    yield before + lines[-1].text, lines[-1]


def _has_indents(lines: Sequence[PlacedLine]) -> bool:
    """Whether the text sets in the first line of a paragraph."""
    inside = [one for one, other in pairwise(lines) if one.column == other.column]
    return sum(0.7 < one.indent / one.size < 4 for one in inside) > 0.06 * len(inside) if len(inside) > 8 else False


def _goes_on(line: PlacedLine, following: PlacedLine, indents: bool) -> bool:
    closed = bool(CLOSED.search(line.text))
    ratio = following.size / line.size if line.size else 1
    if not 1 / _OTHER_SIZE < ratio < _OTHER_SIZE:
        return not closed and following.text[0].islower() and 0.85 < ratio < 1.18
    if _BULLET.match(following.text) and (
        closed or following.indent > 0.3 * following.size or _BULLET.match(line.text)
    ):
        return False
    if line.cells or following.cells:  # a table's row, or a label beside a speech that goes on below
        return line.cells != following.cells and not closed and following.text[0].islower()
    short = line.room > following.first_width + _ROOM * line.size
    if line.column != following.column:
        if not closed:
            return following.text[0].islower() or not short
        return not short and not (indents and following.indent > _INDENTED * following.size)
    distance = line.base - following.base
    if distance > _FARTHER * max(line.pitch, line.size * 0.9) or distance < -0.5 * line.size:
        return not closed and following.text[0].islower() and distance > 0
    if following.indent - line.indent > _INDENTED * line.size and (closed or not following.text[0].islower()):
        return not closed and not short and not following.text[0].isupper()
    return not short or (not closed and following.text[0].islower())
