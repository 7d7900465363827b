"""The values of a checked draft: its quotations with their reports, what was not checked, and the text to show them in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...corpus.readers.docx_walk import WordPart
from ..quotes.house_rules import STRICT, Allowed, Fault, faults
from ..quotes.report import QuoteReport
from .attribution_check import quotes_the_document
from .line_map import DraftText, LineUnit, ParagraphKind
from .not_quotations import FEW
from .quotations import DraftNote, DraftQuotation

WHOLE = 200_000
"""Characters of a draft that a report holds as a whole; of a longer one it holds the paragraphs with quotations."""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation of a draft and its report; `allowed` are the faults that the house accepts."""

    quoted: DraftQuotation
    report: QuoteReport
    allowed: Allowed = STRICT

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why it must be mended, the gravest reason first. Words that the draft gives to the document itself are no fault."""
        found = faults(self.report, self.allowed)
        if "narration" in found and quotes_the_document(self.report, self.quoted.named):
            return tuple(one for one in found if one != "narration")
        return found

    @property
    def waived(self) -> tuple[Fault, ...]:
        """What would be a fault if the house, or whom the draft names for the words, did not make it none."""
        return tuple(one for one in faults(self.report) if one not in self.faults)

    @property
    def fails(self) -> bool:
        """Whether it must be mended before it is printed."""
        return bool(self.faults)

    @property
    def passes(self) -> bool:
        """Whether it can stay as it is."""
        return not self.fails


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph of the draft as it is shown: its text from offset `start` on, its line, where it stands and what it is.

    `gap`: paragraphs before it are left out.
    """

    start: int
    text: str
    line: int
    part: WordPart
    kind: ParagraphKind
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Advanced:
    """`done` of `total` quotations have been checked."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DraftReport:
    """All quotations of one draft, in order. `unit` is what line numbers count: lines, or paragraphs of a DOCX file.

    `unchecked` lists what stands in quotation marks and is not checked, each with the reason; it does not fail. `shown` is the
    text of the draft; of a long one only the paragraphs with quotation marks.
    """

    name: str
    unit: LineUnit
    quotations: tuple[CheckedQuote, ...]
    unchecked: tuple[DraftQuotation, ...]
    notes: tuple[DraftNote, ...]
    seconds: float
    shown: tuple[ShownParagraph, ...] = ()

    def searched_in(self, home: Path) -> "DraftReport":
        """Name the home by its whole path in every report, for users of this machine."""
        located = tuple(replace(one, report=one.report.searched_in(home)) for one in self.quotations)
        return replace(self, quotations=located)

    @property
    def failures(self) -> tuple[CheckedQuote, ...]:
        """The quotations that must be mended."""
        return tuple(one for one in self.quotations if one.fails)

    @property
    def passes(self) -> bool:
        """Whether every checked quotation can stay; true if there is none."""
        return not self.failures

    @property
    def too_short(self) -> tuple[DraftQuotation, ...]:
        """What is not checked because it has fewer than three words."""
        return tuple(one for one in self.unchecked if one.unchecked == FEW)

    @property
    def counts(self) -> dict[WordPart, int]:
        """How many quotations were checked in each part of the draft."""
        return dict(Counter(one.quoted.part for one in self.quotations))


def shown_paragraphs(source: DraftText, spans: Sequence[tuple[int, int]]) -> tuple[ShownParagraph, ...]:
    """Return the paragraphs of a draft to show; of one longer than `WHOLE` only those that overlap `spans`."""
    whole = len(source.text) <= WHOLE
    starts = sorted(spans)
    found: list[ShownParagraph] = []
    at, gap = 0, False
    for one in source.regions:
        while at < len(starts) and starts[at][1] <= one.start:
            at += 1
        if whole or (at < len(starts) and starts[at][0] < one.end):
            text = source.text[one.start : one.end].rstrip("\n")
            found.append(ShownParagraph(one.start, text, source.line(one.start), one.part, one.kind, gap))
            gap = False
        else:
            gap = True
    return tuple(found)
