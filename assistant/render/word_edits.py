"""The words of a quotation with those that only the corpus has, in reading order, for HTML."""

from collections.abc import Iterable
from typing import Literal

from ..quotes.report import WordEdit

Pieces = tuple[tuple[Literal["", "del", "ins"], str], ...]
"""Words in order; `del` are only in the corpus, `ins` only in the quotation."""


def pieces(edits: Iterable[WordEdit]) -> Pieces:
    """Return the words of all edits; what the quotation marks itself counts as its own words."""
    found: list[tuple[Literal["", "del", "ins"], str]] = []
    for edit in edits:
        if edit.op == "equal" or edit.marked:
            found.append(("", edit.given))
        else:
            found += [
                ("del", edit.corpus if edit.corpus.strip() else ""),
                ("ins", edit.given if edit.given.strip() else ""),
            ]
    return tuple((kind, words) for kind, words in found if words)
