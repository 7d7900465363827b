"""The shapes of what is checked: quotations, drafts, claims, and who said what."""

from typing import Literal

from pydantic import Field

from ..quotes.report import QuoteVerdict
from ..types import Verdict
from .shapes import ID, OFFSETS, Given, Report, Shape


class Edit(Shape):
    """A stretch of words that both have, or one has otherwise."""

    op: Literal["equal", "replace", "delete", "insert"]
    corpus: str
    given: str
    marked: bool = Field(description="The quotation itself marks it (an ellipsis, brackets).")


class Asked(Shape):
    """One thing that was asked of a quotation, and what the corpus has."""

    asked: str | None
    found: str | None
    verdict: Literal["confirmed", "different", "unknown", "not_asked"]


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
    published: str | None
    said_on: str | None


class Selector(Shape):
    """A W3C TextQuoteSelector."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class Searched(Shape):
    """What a report speaks for."""

    home: str
    documents: int
    as_of: str | None


class QuoteReport(Shape):
    """What `quote` reports."""

    quote: str
    verdict: QuoteVerdict
    flags: list[str]
    diff: list[Edit]
    words: Asked
    speaker: Asked
    publisher: Asked
    said_on: Asked
    places: list[Place]
    earliest: Place | None
    nearest: Place | None
    normalisations: list[str]
    selector: Selector | None
    searched: Searched
    reasons: list[str]
    seconds: float


class Quoted(QuoteReport):
    """The same with the caller's id."""

    id: Given = ID


class DraftQuotation(QuoteReport):
    """A quotation of a draft, with its report."""

    line: int = Field(description="From 1; a paragraph where `unit` says so.")
    speaker_given: str | None
    passes: bool


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

    id: Given = ID
    draft: str
    passes: bool
    unit: Literal["line", "paragraph"]
    quotations: list[DraftQuotation]
    too_short: list[TooShort]
    notes: list[Note]
    seconds: float


class Evidence(Shape):
    """The sentence that says most about the claim: of a text given, or of a document."""

    start: int
    end: int
    text: str
    index: int | None = Field(None, description="Which of the texts given, from 0.")
    document_id: str | None = None
    external_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    based_on: Report | None = None


class Supported(Shape):
    """What `support` finds."""

    id: Given = ID
    verdict: Verdict
    score: float
    reasons: list[str]
    evidence: Evidence | None


class Utterance(Shape):
    """Words that somebody is reported to have said."""

    document_id: str
    external_id: str | None
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    start: int = Field(description=OFFSETS)
    end: int
    text: str
    speaker: str | None
    role: str | None
    cue: str | None
    kind: Literal["direct", "partial", "indirect"]
    said_on: str | None
    said_on_basis: str | None
    via: str | None


class Said(Shape):
    """What `said` lists."""

    id: Given = ID
    utterances: list[Utterance]
    seconds: float
