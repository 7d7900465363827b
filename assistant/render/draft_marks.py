"""The draft with its quotations marked in place, as values for templates.

Each checked quotation has a number, in the order of the draft, by which its entry in the list is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..drafts import CheckedQuote, DraftReport, ShownParagraph
from .draft_report import label

Grade = Literal["ok", "even", "warn", "bad", "none"]
"""How a quotation is shown; `even` passes by the house's rules, but may not be printed as a quotation; `none` is not checked."""

SIGNS: dict[Grade, str] = {"ok": "✓", "even": "=", "warn": "!", "bad": "✕", "none": "–"}

_AMBER = frozenset(("truncated", "paraphrase"))


class Marked(NamedTuple):
    """A quotation, or part of one, in the text: its words, its grade and sign, its number (0: not checked) and what it is.

    `first`: the part to which the entry leads.
    """

    words: str
    grade: Grade
    sign: str
    number: int
    label: str
    first: bool


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph of the draft: plain words and marked quotations in their order. `part` is empty in the text itself."""

    line: int
    part: str
    heading: bool
    gap: bool
    pieces: tuple[str | Marked, ...]


def grade(one: CheckedQuote) -> Grade:
    """Return how a quotation is shown: what others said or wrote otherwise is bad, what is only not a quotation is a warning.

    Only quoted words by a speaker who is not contradicted are `ok`.
    """
    fault = next(iter(one.faults), None)
    if fault is None:
        return "ok" if one.report.printable else "even"
    if fault == "words":
        return "warn" if one.report.verdict in _AMBER else "bad"
    return "bad" if fault == "misattributed" else "warn"


def numbered(report: DraftReport) -> list[tuple[int, CheckedQuote]]:
    """Return the checked quotations with their numbers, what must be mended first."""
    every = list(enumerate(report.quotations, 1))
    return [pair for pair in every if pair[1].fails] + [pair for pair in every if pair[1].passes]


def marked_draft(report: DraftReport) -> list[MarkedParagraph]:
    """Return the paragraphs of the draft that the report holds, with every quotation marked."""
    spans = sorted(_spans(report), key=lambda one: one[:2])
    shown = []
    at = 0
    for paragraph in report.shown:
        while at < len(spans) and spans[at][1] <= paragraph.start:
            at += 1
        part = "" if paragraph.part == "text" else paragraph.part.capitalize()
        pieces = tuple(_pieces(paragraph, spans, at))
        shown.append(MarkedParagraph(paragraph.line, part, paragraph.kind == "heading", paragraph.gap, pieces))
    return shown


def _spans(report: DraftReport) -> Iterator[tuple[int, int, Marked]]:
    """Yield the offsets of every part of every quotation, with its mark."""
    for number, one in enumerate(report.quotations, 1):
        shown = grade(one)
        for at, (start, end) in enumerate(one.quoted.spans):
            yield start, end, Marked("", shown, SIGNS[shown], number, label(one), at == 0)
    for other in report.unchecked:
        for start, end in other.spans:
            yield start, end, Marked("", "none", SIGNS["none"], 0, f"not checked: {other.unchecked}", True)


def _pieces(paragraph: ShownParagraph, spans: list[tuple[int, int, Marked]], at: int) -> Iterator[str | Marked]:
    """Yield the words of a paragraph; a quotation that runs over several paragraphs is marked in each."""
    begin, end = paragraph.start, paragraph.start + len(paragraph.text)
    done = begin
    for first, last, mark in spans[at:]:
        if first >= end:
            break
        first_here, last_here = max(first, done), min(last, end)
        if first_here >= last_here:
            continue
        if first_here > done:
            yield paragraph.text[done - begin : first_here - begin]
        words = paragraph.text[first_here - begin : last_here - begin]
        yield mark._replace(words=words, first=mark.first and first_here == first)
        done = last_here
    if done < end:
        yield paragraph.text[done - begin :]
