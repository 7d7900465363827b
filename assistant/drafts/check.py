"""Check every quotation of a draft, with the speaker that the draft names, against the corpus."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ...corpus.errors import InputError
from ...corpus.interruption import checkpoint
from ...corpus.progress import Progress
from ..quotes.report import QuoteReport
from .line_map import DraftText, LineUnit
from .quotations import DraftNote, DraftQuotation, find_quotations
from .reader import read_draft

LEAST = 3
"""The least number of words in a quotation that is checked; shorter ones are titles, names and scare quotes."""


MOST = 5_000
"""The most quotations of one draft; they take a minute or two."""


class QuoteChecker(Protocol):
    """Checks one quotation, as `Dragoman.check_quote` does."""

    def __call__(self, quote: str, *, speaker: str | None = None) -> QuoteReport:
        """Check the words, and the speaker if one is given."""


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation of a draft and its report."""

    quoted: DraftQuotation
    report: QuoteReport

    @property
    def passes(self) -> bool:
        """Whether the quotation is verbatim or has only marked omissions."""
        return self.report.passes


@dataclass(frozen=True, slots=True)
class DraftReport:
    """All quotations of one draft, in order. `unit` is what line numbers count: lines, or paragraphs of a DOCX file.

    `too_short` lists quotations with fewer than three words; they are not checked and do not fail.
    """

    name: str
    unit: LineUnit
    quotations: tuple[CheckedQuote, ...]
    too_short: tuple[DraftQuotation, ...]
    notes: tuple[DraftNote, ...]
    seconds: float

    def searched_in(self, home: Path) -> "DraftReport":
        """Name the home by its whole path in every report, for users of this machine."""
        located = tuple(replace(one, report=one.report.searched_in(home)) for one in self.quotations)
        return replace(self, quotations=located)

    @property
    def failures(self) -> tuple[CheckedQuote, ...]:
        """The quotations that do not pass."""
        return tuple(one for one in self.quotations if not one.passes)

    @property
    def passes(self) -> bool:
        """Whether every checked quotation passes; true if there is none."""
        return not self.failures


def check_draft(path: Path, check: QuoteChecker, progress: Progress | None = None) -> DraftReport:
    """Read a draft and check its quotations.

    Raises:
        InputError: the file cannot be read, or is not Markdown, text, HTML or DOCX.
    """
    return check_source(read_draft(path), str(path), check, progress)


@dataclass(frozen=True, slots=True)
class Advanced:
    """`done` of `total` quotations have been checked."""

    done: int
    total: int


def check_source(source: DraftText, name: str, check: QuoteChecker, progress: Progress | None = None) -> DraftReport:
    """Check the quotations of a draft that has been read; the report calls it `name`.

    Raises:
        InputError: it has more than `MOST` quotations.
    """
    for step in checked(source, name, check):
        if isinstance(step, DraftReport):
            return step
        if progress:
            progress(step.done, step.total)
    raise AssertionError("a check ends with its report")


def checked(source: DraftText, name: str, check: QuoteChecker) -> Iterator[Advanced | DraftReport]:
    """Check as `check_source` does, quotation by quotation; the report comes last."""
    started = time.perf_counter()
    found, notes = find_quotations(source)
    if len(found) > MOST:
        raise InputError(f"{name} has {len(found):,} quotations; check at most {MOST:,} at a time")
    too_short = tuple(one for one in found if one.length < LEAST)
    long = [one for one in found if one.length >= LEAST]
    known: dict[tuple[str, str | None], QuoteReport] = {}
    reports = []
    for at, one in enumerate(long):
        checkpoint()
        yield Advanced(at, len(long))
        key = (one.words, one.speaker)
        if key not in known:
            known[key] = check(one.words, speaker=one.speaker)
        reports.append(CheckedQuote(one, known[key]))
    if not found:
        notes = [
            *notes,
            DraftNote(0, "No quotation was found: the draft has no quotation marks and no block quotation."),
        ]
    seconds = round(time.perf_counter() - started, 3)
    yield DraftReport(name, source.unit, tuple(reports), too_short, tuple(notes), seconds)
