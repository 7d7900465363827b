"""Checking: quotations, drafts, and whether evidence supports a claim."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field

from ...corpus.types import Document
from .. import drafts
from ..quotes import report
from ..quotes.report import Confirmation, QuoteFlag, QuoteVerdict, WordStatus
from ..runtime.background import Snapshot, State
from ..types import Verdict
from ..verification import judge
from .base import OFFSETS, Identified, Shape
from .documents import PlacedIn, place_fields

STATUS = (
    "quoted: inside quotation marks, or in a speaker's turn of a transcript or a speech of one speaker; "
    "reported: what somebody said, in the document's words; narration: the document's own words."
)


class WordEdit(Shape):
    """A step from the corpus's words to those given."""

    op: Literal["equal", "replace", "insert", "delete"]
    corpus: str
    given: str
    marked: bool = Field(description="The quotation itself marks it (an ellipsis, brackets).")


class Check(Shape):
    """One separate question about a quotation: what was asked, what the corpus has, and whether they agree."""

    asked: str | None
    found: str | None
    verdict: Confirmation


class Place(Shape):
    """Where the words stand."""

    document_id: str
    external_id: str | None
    title: str
    url: str | None
    start: int = Field(description=OFFSETS)
    end: int
    text: str
    speaker: str | None
    role: str | None
    publisher: str | None
    published: date | None
    said_on: date | None
    status: WordStatus = Field(description=STATUS)

    @classmethod
    def of(cls, value: report.Place) -> "Place":
        """Describe a place."""
        document = value.document
        return Place(
            document_id=document.id,
            external_id=document.external_id,
            title=document.title,
            url=document.url,
            start=value.span.start,
            end=value.span.end,
            text=value.text,
            speaker=value.speaker,
            role=value.role,
            publisher=document.publisher,
            published=document.published,
            said_on=value.said_on,
            status=value.status,
        )


class Selector(Shape):
    """A W3C TextQuoteSelector."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class Extent(Shape):
    """What was searched."""

    home: str
    documents: int
    as_of: str | None = Field(description="When the last document was added, in UTC.")


class QuoteReport(Shape):
    """What the corpus says about a quotation."""

    quote: str
    verdict: QuoteVerdict
    status: WordStatus | None = Field(description=f"Of the words at the best place; null without a place. {STATUS}")
    printable: bool = Field(
        description="May be printed as a quotation: the words pass, are quoted, and the speaker is not contradicted."
    )
    flags: tuple[QuoteFlag, ...] = Field(description="Kinds of difference, such as negation, number or name.")
    diff: tuple[WordEdit, ...]
    words: Check
    speaker: Check
    publisher: Check
    said_on: Check
    places: tuple[Place, ...]
    earliest: Place | None
    nearest: Place | None = Field(description="Not the quotation, but the words that come nearest to it.")
    normalisations: tuple[str, ...] = Field(description="Harmless differences that were ignored.")
    selector: Selector | None
    searched: Extent
    reasons: tuple[str, ...]
    seconds: float

    @classmethod
    def of(cls, value: report.QuoteReport) -> "QuoteReport":
        """Describe a report."""
        return QuoteReport(**quote_fields(value))


def quote_fields(value: report.QuoteReport) -> dict[str, Any]:
    """The fields of `QuoteReport`, for it and for shapes that add to it."""
    return {
        "quote": value.quote,
        "verdict": value.verdict,
        "status": value.status,
        "printable": value.printable,
        "flags": value.flags,
        "diff": tuple(WordEdit.model_validate(one) for one in value.diff),
        "words": Check.model_validate(value.words),
        "speaker": Check.model_validate(value.speaker),
        "publisher": Check.model_validate(value.publisher),
        "said_on": Check.model_validate(value.said_on),
        "places": tuple(map(Place.of, value.places)),
        "earliest": Place.of(value.earliest) if value.earliest else None,
        "nearest": Place.of(value.nearest) if value.nearest else None,
        "normalisations": value.normalisations,
        "selector": _selector(value.selector) if value.selector else None,
        "searched": Extent.model_validate(value.searched),
        "reasons": value.reasons,
        "seconds": value.seconds,
    }


def _selector(value: report.Selector) -> Selector:
    return Selector(exact=value.exact, prefix=value.prefix, suffix=value.suffix)


class QuoteReply(QuoteReport, Identified):
    """What the corpus says about a quotation, with the caller's id."""


class _InDraft(Shape):
    line: int = Field(description="From 1; a paragraph if `unit` says so.")
    speaker_given: str | None = Field(description="The speaker that the draft names.")
    passes: bool


class DraftQuotation(QuoteReport, _InDraft):
    """A quotation of a draft, with its report."""

    @classmethod
    def within(cls, value: drafts.CheckedQuote) -> "DraftQuotation":
        """Describe a checked quotation."""
        return DraftQuotation(
            line=value.quoted.line,
            speaker_given=value.quoted.speaker,
            passes=value.passes,
            **quote_fields(value.report),
        )


class TooShort(Shape):
    """A quotation of fewer than three words, which is not checked."""

    line: int
    quote: str


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
    too_short: tuple[TooShort, ...]
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


class _Sentence(Shape):
    start: int = Field(description=OFFSETS)
    end: int
    text: str


class TextEvidence(_Sentence):
    """The sentence of the given texts that says most about the claim."""

    index: int = Field(description="Which of the given texts, from 0.")


class DocumentEvidence(PlacedIn, _Sentence):
    """The sentence of a stored document that says most about the claim."""


class Support(Shape):
    """Whether evidence supports a claim."""

    verdict: Verdict
    score: float = Field(description="0 to 1: how likely the evidence supports the claim.")
    reasons: tuple[str, ...]
    evidence: TextEvidence | DocumentEvidence | None

    @classmethod
    def of(cls, value: judge.Supported, evidence: Sequence[str] | None, source: Document | None = None) -> "Support":
        """Describe a judgement on texts, or on a stored document, whose text is then the only evidence."""
        texts = evidence or () if source is None else (source.text,)
        where: TextEvidence | DocumentEvidence | None = None
        if value.evidence is not None and value.span is not None:
            start, end, text = value.span.start, value.span.end, value.span.of(texts[value.evidence])
            if source is None:
                where = TextEvidence(start=start, end=end, text=text, index=value.evidence)
            else:
                where = DocumentEvidence(start=start, end=end, text=text, **place_fields(source))
        return Support(verdict=value.verdict, score=value.score, reasons=value.reasons, evidence=where)


class SupportReply(Support, Identified):
    """Whether evidence supports a claim, with the caller's id."""
