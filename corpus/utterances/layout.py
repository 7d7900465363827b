"""Prepare a text for reading: its paragraphs, its sentences, and the text with quotations blanked out."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..sentences import sentence_bounds
from .marks import Quotation, quotations
from .parsing import Bounds
from .tokens import QUOTED

LONGEST_JOINED = 3000
"""Maximum length in characters of sentences that are joined because a quotation runs across their boundary."""


# An insertion such as "(ret.)" after a rank ends no sentence.
_RANK = re.compile(r"\([a-z]{2,5}\.\)\Z")


@dataclass(frozen=True, slots=True)
class Layout:
    """The sentences, the paragraphs and the quotations of a text, in order."""

    sentences: tuple[Bounds, ...]
    paragraphs: tuple[Bounds, ...]
    quotes: tuple[Quotation, ...]


@lru_cache(maxsize=2)  # a check reads one report after the other, each for several purposes
def layout_of(text: str) -> Layout:
    """Find the sentences, paragraphs and quotations of a text."""
    sentences = tuple(one for block in sentence_bounds(text) for one in block)
    found = paragraphs(text, sentences)
    return Layout(sentences, tuple(found), tuple(quotations(text, found)))


def paragraphs(text: str, sentences: Sequence[Bounds]) -> list[Bounds]:
    """Return the bounds of each paragraph: sentences with no line end between them."""
    found: list[Bounds] = []
    for start, end in sentences:
        if found and "\n" not in text[found[-1][1] : start]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def blanked(text: str, quotes: Sequence[Quotation]) -> str:
    """Replace every character of every quotation by `QUOTED`; the length of the text stays the same."""
    pieces, behind = [], 0
    for one in quotes:
        pieces += [text[behind : one.start].replace(QUOTED, " "), QUOTED * (one.end - one.start)]
        behind = one.end
    pieces.append(text[behind:].replace(QUOTED, " "))
    return "".join(pieces)


def joined_sentences(
    text: str, sentences: Sequence[Bounds], paragraph: Bounds, quotes: Sequence[Quotation]
) -> list[Bounds]:
    """Return the bounds of the paragraph's sentences, joined where a quotation runs across their boundary."""
    first = bisect_left(sentences, (paragraph[0], 0))
    joined: list[Bounds] = []
    at = 0
    while first < len(sentences) and sentences[first][0] < paragraph[1]:
        start, end = sentences[first]
        while at < len(quotes) and quotes[at].end <= start:
            at += 1
        across = at < len(quotes) and quotes[at].start < start < quotes[at].end
        rank = bool(joined) and _RANK.search(text, max(0, joined[-1][1] - 12), joined[-1][1])
        if (rank and start - joined[-1][1] < 3) or (
            joined and across and quotes[at].start < joined[-1][0] + LONGEST_JOINED
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        first += 1
    return joined
