"""What stands at the edges of pages and is no part of the text: running heads, page numbers, and a browser's print headers.

A line is furniture if pages repeat it at the same height, apart from its numbers, or if it stands alone at the edge of the
paper and consists of a page's number, an address or the time of printing.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .lines import line_of, rows_of
from .words import PageWord, PageWords

_EDGE = 3  # rows at the top and at the bottom of a page that may be furniture
_SAME_HEIGHT = 3.0  # points by which the height of a repeated line may differ
_ALONE = 1.45  # usual distances between lines: furniture stands farther from the text
_MARGIN = 0.11  # of the page's height, at its top and bottom, in which furniture stands
_OFTEN = 0.6  # share of pages with a line that may stand close to the text
_ROMAN = r"(?=[ivxl])x{0,3}(?:ix|iv|v?i{0,3})"
_PAGE = r"(?:page|p\.|seite|pagina|страница|صفحة|stran)"
_NUMBER = re.compile(rf"\W*(?:{_PAGE}\s*)?(?:\d{{1,4}}|{_ROMAN})(?:\s*(?:of|/|de|von|из|من|\|)\s*\d{{1,4}})?\W*", re.I)
_OF_PAGES = re.compile(rf"(?:{_PAGE}\s*)?\d{{1,4}}\s*(?:/|of|von|de)\s*\d{{1,4}}$", re.I)
_ADDRESS = re.compile(r"(?:https?://|file:///|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}/\S*", re.I)
_CLOCK = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? +(?:at +)?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?", re.I)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row at the edge of a page; `rank` counts from the edge, from 0, and `apart` is the distance to the text in lines."""

    text: str
    base: float
    page: int
    top: bool
    rank: int
    apart: float
    outer: bool
    words: tuple[PageWord, ...]

    @property
    def form(self) -> str:
        """The text with `#` for each number, in the order of its parts."""
        words = re.sub(r"\d+", "#", self.text.lower()).split()
        return " ".join(word for word in words if word.strip("|-–—#·•"))


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages without furniture; `address` is that which a browser printed below the page."""

    pages: tuple[PageWords, ...]
    address: str | None


def without_furniture(pages: Sequence[PageWords]) -> Pages:
    """Take the furniture out of the pages."""
    edges = [edge for at, page in enumerate(pages) for edge in _edges(page, at)]
    gone = _repeated(edges, len(pages)) | {edge for edge in edges if _is_printed(edge) or _is_number(edge)}
    gone = _whole(edges, gone)
    out: defaultdict[int, set[PageWord]] = defaultdict(set)
    for edge in gone:
        out[edge.page].update(edge.words)
    left = tuple(
        replace(page, words=tuple(word for word in page.words if word not in out[at])) if out[at] else page
        for at, page in enumerate(pages)
    )
    addresses = [found[0] for edge in sorted(gone, key=lambda one: one.page) if (found := _ADDRESS.search(edge.text))]
    return Pages(left, addresses[0] if addresses else None)


def _edges(page: PageWords, at: int) -> list[_Edge]:
    rows = rows_of(page.words)
    if not rows:
        return []
    lines = [line_of(row) for row in rows]
    gaps = [a.base - b.base for a, b in pairwise(lines)]
    usual = max(median(sorted(gaps)[: max(1, len(gaps) * 3 // 4)]) if gaps else lines[0].size, 0.8 * lines[0].size, 1)
    found = []
    for rank in range(min(_EDGE, len(rows))):
        for top in (True, False):
            index = rank if top else len(rows) - 1 - rank
            inner = index if top else index - 1
            apart = gaps[inner] / usual if 0 <= inner < len(gaps) else 9.0
            base = lines[index].base
            outer = base > (1 - _MARGIN) * page.height if top else base < _MARGIN * page.height
            found.append(_Edge(lines[index].text, base, at, top, rank, apart, outer, tuple(rows[index])))
    return found


def _repeated(edges: Sequence[_Edge], pages: int) -> set[_Edge]:
    """Return the lines that stand at the same height on several pages and differ in their numbers only."""
    groups: defaultdict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.top, edge.form].append(edge)
    found = set()
    for (_, form), group in groups.items():
        for edge in group:
            same = {one.page for one in group if abs(one.base - edge.base) <= _SAME_HEIGHT}
            if len(same) < 2:
                continue
            often = len(same) >= max(3, _OFTEN * pages)
            if often or edge.apart >= _ALONE or (not form and _NUMBER.fullmatch(edge.text)):
                found.add(edge)
    return found


def _is_printed(edge: _Edge) -> bool:
    """Whether a browser printed the line: at the very edge stand the time, the address or the number of pages."""
    if not edge.outer or (edge.apart < _ALONE and edge.rank == 0):
        return False
    words = edge.text
    rest = _ADDRESS.sub("", _OF_PAGES.sub("", words)).strip()
    return bool(
        _CLOCK.match(words)
        or _CLOCK.search(words[-24:])
        or not rest
        or (_OF_PAGES.search(words) and _ADDRESS.match(words))
    )


def _is_number(edge: _Edge) -> bool:
    return edge.rank == 0 and edge.outer and edge.apart >= _ALONE and bool(_NUMBER.fullmatch(edge.text))


def _whole(edges: Sequence[_Edge], gone: set[_Edge]) -> set[_Edge]:
    """Leave out lines with text between them and the edge of the page: furniture is outermost."""
    there = {(edge.page, edge.top, edge.rank): edge for edge in edges}
    kept = set()
    for edge in gone:
        outside = [there.get((edge.page, edge.top, rank)) for rank in range(edge.rank)]
        if all(one in gone for one in outside):
            kept.add(edge)
    return kept
