"""Checking a draft: each of its quotations, what was not checked, and the state of a check in the background."""

from typing import Literal

from pydantic import Field

from ...corpus.readers.docx_walk import WordPart
from .. import drafts
from ..runtime.background import Snapshot, State
from .base import Identified, Shape
from .quotes import QuoteReport, quote_fields


class _InDraft(Shape):
    line: int = Field(description="From 1; a paragraph if `unit` says so.")
    where: WordPart = Field(description="Where in the draft it stands.")
    speaker_given: str | None = Field(
        description="The speaker that the draft names; null if it is not clear whom it names."
    )
    passes: bool


class DraftQuotation(QuoteReport, _InDraft):
    """A quotation of a draft, with its report."""

    @classmethod
    def within(cls, value: drafts.CheckedQuote) -> "DraftQuotation":
        """Describe a checked quotation."""
        return DraftQuotation(
            line=value.quoted.line,
            where=value.quoted.part,
            speaker_given=value.quoted.speaker,
            passes=value.passes,
            **{**quote_fields(value.report), "faults": value.faults},
        )


class TooShort(Shape):
    """A quotation of fewer than three words, which is not checked."""

    line: int
    quote: str


class Unchecked(Shape):
    """What stands in quotation marks and is not checked, with the reason: a title, a name, a scare quote."""

    line: int
    where: WordPart
    quote: str
    reason: str


class Note(Shape):
    """What was not checked, and why."""

    line: int | None
    message: str


class Draft(Shape):
    """What `draft` reports."""

    draft: str
    passes: bool
    unit: Literal["line", "paragraph"]
    quotations: tuple[DraftQuotation, ...]
    checked: dict[WordPart, int] = Field(description="How many quotations were checked in each part of the draft.")
    unchecked: tuple[Unchecked, ...]
    too_short: tuple[TooShort, ...] = Field(description="Those of `unchecked` that have fewer than three words.")
    notes: tuple[Note, ...]
    seconds: float

    @classmethod
    def of(cls, value: drafts.DraftReport) -> "Draft":
        """Describe a checked draft."""
        return Draft(
            draft=value.name,
            passes=value.passes,
            unit=value.unit,
            quotations=tuple(map(DraftQuotation.within, value.quotations)),
            checked=value.counts,
            unchecked=tuple(
                Unchecked(line=one.line, where=one.part, quote=one.words, reason=one.unchecked)
                for one in value.unchecked
            ),
            too_short=tuple(TooShort(line=one.line, quote=one.words) for one in value.too_short),
            notes=tuple(Note(line=one.line or None, message=one.message) for one in value.notes),
            seconds=value.seconds,
        )


class DraftReply(Draft, Identified):
    """What `draft` reports, with the caller's id."""


class DraftCheck(Shape):
    """A draft that is checked in the background; `result` is there when its `state` is done, `error` when it has failed."""

    job: str = Field(description="The id of the check, for /api/drafts/{job}.")
    state: State
    done: int = Field(description="Quotations that have been checked.")
    total: int = Field(description="All quotations; 0 until they have been counted.")
    seconds_left: float | None = Field(description="An estimate, while the check runs.")
    error: str | None
    result: Draft | None

    @classmethod
    def of(cls, job: str, value: Snapshot[drafts.DraftReport]) -> "DraftCheck":
        """Describe the state of a check."""
        left = None if value.seconds_left is None else round(value.seconds_left, 1)
        found = None if value.result is None else Draft.of(value.result)
        return DraftCheck(
            job=job,
            state=value.state,
            done=value.done,
            total=int(value.total),
            seconds_left=left,
            error=value.error,
            result=found,
        )
