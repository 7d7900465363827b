"""A quotation with its corrections, in reading order: what it has wrong is struck out, what the source says is offered."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from ..quotes.report import QuoteReport, WordEdit

Pieces = tuple[tuple[Literal["", "del", "ins"], str], ...]
"""Words in order; `del` are only in the quotation, `ins` only in the source, which offers them instead."""


def pieces(edits: Iterable[WordEdit]) -> Pieces:
    """Return the words of all edits; what the quotation marks itself counts as its own words.

    A `WordEdit` goes from the corpus to the quotation; a reader corrects the quotation, so it is shown the other way round.
    """
    found: list[tuple[Literal["", "del", "ins"], str]] = []
    for edit in edits:
        if edit.op == "equal" or edit.marked:
            found.append(("", edit.given))
        else:
            found += [
                ("del", edit.given if edit.given.strip() else ""),
                ("ins", edit.corpus if edit.corpus.strip() else ""),
            ]
    return tuple((kind, words) for kind, words in found if words)


def corrections(report: QuoteReport) -> tuple[WordEdit, ...]:
    """Return the edits of a report by which its quotation has to be corrected; empty if there are none.

    What the quotation marks itself is no correction, unless it is the one thing that alters the words: a bracket that adds.
    """
    if any(one.op != "equal" and not one.marked for one in report.diff):
        return report.diff
    brackets = [one for one in report.diff if one.op != "equal" and "[" in one.given]
    if report.verdict != "altered" or len(brackets) != 1:
        return ()
    return tuple(replace(one, marked=False) if one is brackets[0] else one for one in report.diff)
