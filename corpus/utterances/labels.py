"""Names that label words without a verb: "Ali Shaath: “…”" before them, "— Ali Shaath" after them.

These forms are as good as absent from labelled news, but mean only one thing.
"""

import re
from collections.abc import Sequence

from ..language.lexicon import PARTICLES, ROLES
from .naming import named_phrase
from .person_names import PEOPLE as GIVEN
from .tokens import Phrase, TextToken, tokens

MARKS = "“”„‟«»\"＂'‘’‚`"
"""Quotation marks of every style."""

_DIVIDER = re.compile(r"(?:\s[-–—]+\s?|[.!?;]\s)")
_INTRODUCING = frozenset("more and from also or but as then with words of in the".split())
_SIGNED = re.compile(rf"[{MARKS}]{{0,2}}\s{{0,3}}(?:[—–―:]|--)\s?(?=the\b|[^\W\d_a-z])")
_ABOUT = frozenset("on to at about after before vs versus in during".split())
# Notes of a newspaper: "Editor's Note: “…”".
_NOTES = frozenset("note notes correction update caption photo video quote poll exclusive watch read".split())
# The most words of a name with its role in a label or signature.
_MOST = 7
_LONG_NAME = 3


def label(text: str, start: int, end: int) -> Phrase | None:
    """Return the name that ends `text[start:end]` with a colon: "Ali Shaath:", "And from Chairwoman Rana Odeh:"."""
    low = text[start:end].rstrip(MARKS + " \xa0\n>*_")
    if not low.endswith(":"):
        return None
    first = max((one.end() for one in _DIVIDER.finditer(low)), default=0)
    row = [one for one in tokens(text, start + first, start + len(low) - 1) if one.plain or one.word in "-&'’"]
    while row and row[0].low in _INTRODUCING:
        row.pop(0)
    about = next((at for at, one in enumerate(row) if at and one.low in _ABOUT), len(row))
    row = row[:about]  # "Ana Ruiz on the Ferry: “…”", a headline
    if not row or row[-1].low in _NOTES or (len(row) > _LONG_NAME and not _is_person(row)):
        return None  # "Harbour Closes After Storm: “…”" is a headline
    if not row or len(row) > _MOST or not row[-1].capital or sum(one.capital for one in row) < len(row) - 1:
        return None
    found = named_phrase(text, row)
    return found if found and found.name else None


def _is_person(row: Sequence[TextToken]) -> bool:
    """Whether several words are a name with a role, a given name or a particle."""
    return row[0].low in GIVEN or any(one.low in ROLES | PARTICLES for one in row)


def signature(text: str, start: int, end: int) -> Phrase | None:
    """Return the name that signs the words before `start`, if the rest of the sentence, up to `end`, is only that name."""
    mark = _SIGNED.match(text, start, end)
    if mark is None:
        return None
    row = tokens(text, mark.end(), end)
    comma = next((at for at, one in enumerate(row) if one.word in (",", "(", ";")), len(row))
    named, rest = row[:comma], row[comma + 1 :]
    while named and not named[-1].plain:
        named.pop()
    if (
        not named
        or len(named) > _MOST
        or len(rest) > 2 * _MOST
        or any(not one.plain and one.word not in "-&'’." for one in named)
    ):
        return None
    found = named_phrase(text, named)
    if found is None or not found.name or " " not in found.name or text[named[-1].start].islower():
        return None
    role = text[rest[0].start : rest[-1].end].rstrip(" .)" + MARKS) if rest else None
    return Phrase(found.written, found.name, found.role or role, found.start, found.end)
