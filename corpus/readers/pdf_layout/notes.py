"""Footnotes: lines in a smaller font at the foot of a column, of which the first begins with a number or sign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .columns import Column
from .lines import Line

_SMALLER = 0.93  # of the size of the text
_SIGN = re.compile(r"(?P<sign>\d{1,3}|\[\d{1,3}\]|[*†‡§¶]{1,3}|[a-z](?=\)))[.)]?\s*(?=\S)")
_ONLY_SIGN = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3})[\])]?(?:,\d{1,3})*")
_APART = 1.25  # usual distances between lines


@dataclass(frozen=True, slots=True)
class WithoutNotes:
    """A column without its footnotes, and these, apart; `signs` are the numbers and signs with which they begin."""

    column: Column
    notes: Column
    signs: frozenset[str]


def without_notes(column: Column, size: float) -> WithoutNotes:
    """Take the footnotes off a column; `size` is the height of the document's text in points."""
    start = len(column)
    while start > 0 and column[start - 1].size < _SMALLER * size:
        start -= 1
    while start < len(column) and not _begins(column[start]):
        start += 1
    if start == len(column) or (start and not _stands_apart(column, start)):
        return WithoutNotes(column, (), frozenset())
    notes = column[start:]
    signs = frozenset(found["sign"] for line in notes if (found := _SIGN.match(line.text)))
    return WithoutNotes(column[:start], notes, signs)


def _begins(line: Line) -> bool:
    return bool(_SIGN.match(line.text)) and len(line.text) > 8


def _stands_apart(lines: Sequence[Line], start: int) -> bool:
    """Whether there is more room above the notes than between the lines of the text, or they are clearly smaller."""
    gaps = [a.base - b.base for a, b in pairwise(lines[:start])]
    if lines[start].size < 0.85 * lines[start - 1].size or not gaps:
        return True
    return lines[start - 1].base - lines[start].base > _APART * median(gaps)


def without_signs(column: Column, signs: frozenset[str]) -> Column:
    """Take the raised signs of footnotes out of the text: "the wall.¹" → "the wall."."""
    lines = []
    for line in column:
        kept = tuple(word for word in line.words if not (word.raised and _refers(word.text, signs)))
        if kept:
            lines.append(Line(kept, line.page_from_right) if len(kept) < len(line.words) else line)
    return tuple(lines)


def _refers(text: str, signs: frozenset[str]) -> bool:
    return bool(_ONLY_SIGN.fullmatch(text)) and all(one in signs for one in re.split("[,\\[\\]()]+", text) if one)
