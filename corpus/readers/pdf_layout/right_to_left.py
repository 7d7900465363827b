"""Arabic and Hebrew text in the order in which it is read, from the places of its signs.

A PDF may hold the signs of a line in any order, and PDFium's own order is right for some words of a line only. So the signs
are read by their places: from right to left, but numbers and Latin words from left to right. Brackets and quotation marks
open before a word and close behind one, whichever of the two mirrored shapes was drawn.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_GAP, _GAP_IN_WORD = 0.1, 0.2  # heights of the line: room that is a space between two words of the file, and in one
_OPENS_CLOSES = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_BRACKETS = {**{one: pair for pair in _OPENS_CLOSES.items() for one in pair}}
# What is read from left to right inside the line: a number with its separators, or Latin words with the spaces between.
_FROM_LEFT = re.compile(
    r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc()\[\]«»]*"
    r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\d٠-٩۰-۹]+(?:[.,:/%٪٫٬-]?[\d٠-٩۰-۹]+)*[%٪]?|[A-Za-z]"
)


_ANY = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Sign(NamedTuple):
    """A visible sign: its ends in points, its place in the file's order, and the number of the word that it is in."""

    text: str
    left: float
    right: float
    order: int
    word: int


def has_from_right(text: str) -> bool:
    """Return whether a text has any Arabic or Hebrew sign."""
    return bool(_ANY.search(text))


def is_from_right(text: str) -> bool:
    """Return whether most signs of a word are Arabic, Hebrew or of a related script."""
    return sum(map(_from_right, text)) > len(text) / 2


def _from_right(sign: str) -> bool:
    return "\u0590" <= sign <= "\u08ff" or "\ufb1d" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufefc"


def logical_text(signs: Sequence[Sign], size: float) -> str:
    """Return the signs of a line in reading order, with spaces where there is room; `size` is the line's height."""
    visual = sorted(signs, key=lambda one: (-round(one.right, 1), -round(one.left, 1)))
    stretches = _same_places(visual)
    parts: list[str] = []
    end, word = 0.0, -1  # the left end of what was read, and its word
    for group in stretches:
        least = _GAP_IN_WORD if group[0].word == word else _GAP
        if parts and end - max(one.right for one in group) > least * size:
            parts.append(" ")
        end = min(one.left for one in group) if not parts else min(end, *(one.left for one in group))
        parts.extend(one.text for one in group)
        word = group[-1].word
    # From right to left everything stands in order now, except what is read from left to right, which is reversed.
    text = _reversed_back("".join(parts))
    return _brackets(text)


def _same_places(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Group signs that one shape shows, such as a ligature of two letters, in their own order."""
    if not signs:
        return []
    rising = sum(1 if (b.order > a.order) else -1 for a, b in pairwise(signs))
    groups = [[signs[0]]]
    for before, one in pairwise(signs):
        if abs(before.left - one.left) < 0.05 and abs(before.right - one.right) < 0.05:
            groups[-1].append(one)
        else:
            groups.append([one])
    for group in groups:
        group.sort(key=lambda one: one.order, reverse=rising < 0)
    return groups


def _reversed_back(text: str) -> str:
    reversed_text = text[::-1]
    out = []
    at = len(reversed_text)
    spans = [(found.start(), found.end()) for found in _FROM_LEFT.finditer(reversed_text)]
    for start, end in reversed(spans):
        out.append(reversed_text[end:at][::-1])
        out.append(reversed_text[start:end])
        at = start
    out.append(reversed_text[:at][::-1])
    return "".join(out)


def _brackets(text: str) -> str:
    """Turn brackets and quotation marks the way in which the spaces around them say that they stand."""
    signs = list(text)
    for at, sign in enumerate(signs):
        pair = _BRACKETS.get(sign)
        if pair is None:
            continue
        before = (signs[at - 1] if at else "") or " "
        behind = signs[at + 1] if at + 1 < len(signs) else "\n"
        opens, closes = before.isspace() and behind.isalnum(), before.isalnum() and not behind.isalnum()
        if before.isspace() and behind == " " and at:  # drawn with room on both sides
            opens = signs[:at].count(pair[0]) == signs[:at].count(pair[1])
            closes = not opens
            signs[at + 1 if opens else at - 1] = ""
        if opens != closes:
            signs[at] = pair[0] if opens else pair[1]
    return "".join(signs)
