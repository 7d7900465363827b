"""Texts and numbers for reports: forbidden characters, rounding, and the words that differ between two texts."""

import re
from difflib import SequenceMatcher

from ..run_file import Figure

# Characters that XML 1.0 (section 2.2, Char) or UTF-8 does not allow. HTML does not need them either.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TOKEN = re.compile(r"\w+(?:[.,:’'-]\w+)*|[^\w\s]")
_LIKE = 0.5  # texts less similar than this have different subjects, and every word would be marked
_LONGEST = 600  # tokens; the time grows with the square


def clean(text: str) -> str:
    """Replace every character that XML forbids or discourages by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def shortened(text: str, most: int) -> str:
    """Return the text as one line of at most `most` characters, cut between words if possible."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > most // 2 else cut) + "…"


def number(value: float, signed: bool = False) -> str:
    """Format with three decimals between -1 and 1, and with fewer beyond (times, counts)."""
    places = 3 if abs(value) <= 1 else 1 if abs(value) < 1000 else 0
    return f"{value:{'+' if signed else ''},.{places}f}".replace("-", "−")


def interval(figure: Figure) -> str:
    """Format the 95 % interval; empty if the figure has none."""
    return "" if figure.low is None or figure.high is None else f"{number(figure.low)} to {number(figure.high)}"


def differing(text: str, other: str) -> list[tuple[bool, str]]:
    """Split the text into pieces, each with whether `other` lacks its words at that place.

    The pieces joined are the text. Nothing is marked if the two texts have little in common.
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
