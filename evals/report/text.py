"""Texts of a run made fit to be shown: characters that no page can hold, numbers, and words that differ."""

import re
from difflib import SequenceMatcher
from html import escape

from ..run_file import Figure

# What XML 1.0 (section 2.2, Char) does not allow, and what no UTF-8 file can hold. A page needs no such characters either.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TOKEN = re.compile(r"\w+(?:[.,:’'-]\w+)*|[^\w\s]")
_LIKE = 0.5  # below it two texts are about other things, and every word would be marked
_LONGEST = 600  # tokens; comparing takes the square of it


def clean(text: str) -> str:
    """The text with U+FFFD for every character that XML forbids or discourages."""
    return _FORBIDDEN.sub("\ufffd", text)


def shortened(text: str, most: int) -> str:
    """The text in one line of at most `most` characters, cut between words where it can be."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > most // 2 else cut) + "…"


def number(value: float, signed: bool = False) -> str:
    """Three decimals for what lies between -1 and 1, fewer for what is larger (times, counts)."""
    places = 3 if abs(value) <= 1 else 1 if abs(value) < 1000 else 0
    return f"{value:{'+' if signed else ''},.{places}f}".replace("-", "−")


def interval(figure: Figure) -> str:
    """The 95 % interval, or nothing."""
    return "" if figure.low is None or figure.high is None else f"{number(figure.low)} to {number(figure.high)}"


def counted(count: int, noun: str) -> str:
    """`1 item`, `2 items`, `1,204 items`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def differing(text: str, other: str) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether its words are missing from `other` at that place.

    The pieces joined are the text. Nothing is marked where the two have little in common.
    """
    mine, theirs = list(_TOKEN.finditer(text)), [match.group().casefold() for match in _TOKEN.finditer(other)]
    if not mine or max(len(mine), len(theirs)) > _LONGEST:
        return [(False, text)]
    matcher = SequenceMatcher(None, [match.group().casefold() for match in mine], theirs, autojunk=False)
    if matcher.ratio() < _LIKE:
        return [(False, text)]
    pieces: list[tuple[bool, str]] = []
    at = 0
    for kind, first, last, _, _ in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            start, end = mine[first].start(), mine[last - 1].end()
            pieces += [(False, text[at:start]), (True, text[start:end])]
            at = end
    return [(missing, words) for missing, words in (*pieces, (False, text[at:])) if words]


def escaped(value: str) -> str:
    """The value as text or as an attribute's value."""
    return escape(clean(value), quote=True)
