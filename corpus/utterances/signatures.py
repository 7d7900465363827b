"""Quotations that the next paragraph signs: "— Ali Shaath"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .attributed import Attributed
from .labels import signature
from .layout import LONGEST_JOINED
from .marks import Quotation
from .parsing import Bounds

Rows = Sequence[Sequence[Bounds]]
"""The sentences of each paragraph of a text."""

Quoted = Mapping[Bounds, Sequence[Quotation]]
"""The quotations of each sentence."""


def block_quotations(text: str, rows: Rows, quoted: Quoted, paragraphs: range | None) -> Iterator[Attributed]:
    """Yield the paragraphs without quotation marks that the next one signs; only of some `paragraphs` if they are given."""
    for number in range(len(rows) - 1):
        row, following = rows[number], rows[number + 1]
        if not row or len(following) != 1 or (paragraphs is not None and number not in paragraphs):
            continue
        start, end = row[0][0], row[-1][1]
        name = signature(text, following[0][0], following[0][1])
        if name and not any(quoted[one] for one in (*row, *following)) and end - start < LONGEST_JOINED:
            yield Attributed((start, end), "direct", (name,), None, following[0], following[0], (), "said", number)


def signed(text: str, rows: Rows, quoted: Quoted, found: Sequence[Attributed]) -> list[Attributed]:
    """Return what was found, with quotations that fill a paragraph given to the name that signs it in the next one."""
    made = []
    for one in found:
        row = rows[one.paragraph]
        following = rows[one.paragraph + 1] if one.paragraph + 1 < len(rows) else []
        if one.kind == "direct" and one.cue is None and row and len(following) == 1 and not quoted[following[0]]:
            outside = text[row[0][0] : one.span[0]] + text[one.span[1] : row[-1][1]]
            name = signature(text, *following[0])
            if name and not any(letter.isalnum() for letter in outside):
                one = replace(one, phrases=(name,), polarity="said")
        made.append(one)
    return made
