"""The columns of a page in reading order.

A column is recognised by the empty strip beside it: several rows in a sequence have no word in it, and on both sides of it
stands running text. Cells of a table are short and do not fill their width, so rows of a table are read across.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .lines import Line, line_of, rows_of
from .words import PageWord

_STRIP = 0.75  # the least width of an empty strip, in heights of a line
_LEAST_LINES = 3  # of running text on each side of a strip
_LEAST_LETTERS = 14  # in a line of running text
_FILLED = 0.62  # of a column's width that its lines fill, in the median
_DEEPEST = 4  # columns beside columns
_MOST_ROWS = 400  # of a page that may have columns; looking for them takes quadratic time
_WIDER_GAP = 1.7  # times the usual distance between lines: what stands below is not in the columns


Column = tuple[Line, ...]
"""Lines that follow each other from top to bottom."""


def columns_of(words: Sequence[PageWord]) -> list[Column]:
    """Return the columns in which the words of a page are read."""
    return list(_columns(words, 0, _from_right(words)))


def _columns(words: Sequence[PageWord], depth: int, from_right: bool) -> Iterator[Column]:
    rows = rows_of(words)
    plain: list[list[PageWord]] = []
    at = 0
    while at < len(rows):
        found = _beside(rows, at) if depth < _DEEPEST and len(rows) <= _MOST_ROWS else None
        if found is None:
            plain.append(rows[at])
            at += 1
            continue
        end, strip = found
        if plain:
            yield _column(plain, from_right)
            plain = []
        parts = [word for row in rows[at:end] for word in row]
        first = [word for word in parts if word.middle < strip]
        second = [word for word in parts if word.middle >= strip]
        if from_right:
            first, second = second, first
        yield from _columns(first, depth + 1, from_right)
        yield from _columns(second, depth + 1, from_right)
        at = end
    if plain:
        yield _column(plain, from_right)


def _column(rows: Sequence[Sequence[PageWord]], from_right: bool) -> Column:
    return tuple(line_of(row, from_right) for row in rows)


def _from_right(words: Sequence[PageWord]) -> bool:
    return sum(len(word.text) if word.from_right else -len(word.text) for word in words) > 0


def _beside(rows: Sequence[Sequence[PageWord]], start: int) -> tuple[int, float] | None:
    """Return the end of the rows from `start` on that stand in columns, and the middle of the strip between the first two."""
    left = min(word.left for row in rows[start:] for word in row)
    right = max(word.right for row in rows[start:] for word in row)
    free = [(left, right)]
    end, kept = start, free
    for row in rows[start:]:
        least = _STRIP * median(word.size for word in row)
        free = [one for one in _without(free, row) if one[1] - one[0] >= least]
        if not free:
            break
        end, kept = end + 1, free
    best: tuple[int, float] | None = None
    for low, high in kept:
        sides = _sides(rows[start:end], (low + high) / 2)
        if sides is None:
            continue
        stop = start + sides
        if best is None or stop > best[0]:
            best = (stop, (low + high) / 2)
    return best


def _without(free: Sequence[tuple[float, float]], row: Sequence[PageWord]) -> list[tuple[float, float]]:
    """Return the empty intervals without what the words of a row take."""
    for word in row:
        parted = []
        for low, high in free:
            if word.right <= low or word.left >= high:
                parted.append((low, high))
                continue
            parted += [one for one in ((low, word.left), (word.right, high)) if one[1] > one[0]]
        free = parted
    return list(free)


def _sides(rows: Sequence[Sequence[PageWord]], strip: float) -> int | None:
    """Return how many of the rows stand in columns beside the strip; `None` if there is no running text on both sides."""
    sides: list[list[list[PageWord]]] = [[], []]
    last = 0  # the last row with words on the right side, or close below those before
    bases: list[float] = []
    for at, row in enumerate(rows):
        halves = ([word for word in row if word.middle < strip], [word for word in row if word.middle >= strip])
        base = max(word.base for word in row)
        usual = median(a - b for a, b in pairwise(bases)) if len(bases) > 2 else None
        if usual and bases[-1] - base > _WIDER_GAP * usual and not all(halves) and _running(sides):
            break
        bases.append(base)
        last = at + 1
        for side, half in zip(sides, halves, strict=True):
            if half:
                side.append(half)
    return last if _running(sides) else None


def _running(sides: Sequence[Sequence[Sequence[PageWord]]]) -> bool:
    return all(_is_running_text(side) for side in sides)


def _is_running_text(rows: Sequence[Sequence[PageWord]]) -> bool:
    if len(rows) < _LEAST_LINES:
        return False
    ends = [(min(word.left for word in row), max(word.right for word in row)) for row in rows]
    left, right = min(one[0] for one in ends), max(one[1] for one in ends)
    letters = [sum(len(word.text) + 1 for word in row) for row in rows]
    filled = median((high - low) / max(right - left, 1) for low, high in ends)
    return median(letters) >= _LEAST_LETTERS and filled >= _FILLED
