"""Checking a quotation: the words, whose they are, where they stand, and three separate answers."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from ..quotes import report
from ..quotes.house_rules import STRICT, Allowed, Fault, faults
from ..quotes.report import Confirmation, QuoteFlag, QuoteVerdict, WordStatus
from .base import OFFSETS, Identified, Shape
from .documents import BasedOn

STATUS = (
    "quoted: inside quotation marks, or in a speaker's turn of a transcript or a speech of one speaker; "
    "reported: what somebody said, in the document's words; narration: the document's own words."
)


class WordEdit(Shape):
    """A step from the corpus's words to those given: `delete` is only in the corpus, `insert` only in the quotation."""

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
    based_on: BasedOn | None = Field(description="The report that the document is about, if it is a brief.")
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
            based_on=BasedOn.model_validate(document.based_on) if document.based_on else None,
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
    faults: tuple[Fault, ...] = Field(
        description="Why the quotation fails, after what the request allows: words (they do not pass), misattributed "
        "(another speaker), reported or narration (not quoted). Empty if it does not fail."
    )
    flags: tuple[QuoteFlag, ...] = Field(description="Kinds of difference, such as negation, number or name.")
    diff: tuple[WordEdit, ...]
    words: Check
    speaker: Check
    publisher: Check
    said_on: Check
    places: tuple[Place, ...]
    further: int = Field(
        ge=0, description="Other places with the same words, which are not listed: they change nothing."
    )
    earliest: Place | None
    nearest: Place | None = Field(description="Not the quotation, but the words that come nearest to it.")
    normalisations: tuple[str, ...] = Field(description="Harmless differences that were ignored.")
    selector: Selector | None
    searched: Extent
    reasons: tuple[str, ...]
    seconds: float

    @classmethod
    def of(cls, value: report.QuoteReport, allowed: Allowed = STRICT) -> "QuoteReport":
        """Describe a report; `allowed` is what the house accepts."""
        return QuoteReport(**quote_fields(value, allowed))


def quote_fields(value: report.QuoteReport, allowed: Allowed = STRICT) -> dict[str, Any]:
    """The fields of `QuoteReport`, for it and for shapes that add to it."""
    return {
        "quote": value.quote,
        "verdict": value.verdict,
        "status": value.status,
        "printable": value.printable,
        "faults": faults(value, allowed),
        "flags": value.flags,
        "diff": tuple(WordEdit.model_validate(one) for one in value.diff),
        "words": Check.model_validate(value.words),
        "speaker": Check.model_validate(value.speaker),
        "publisher": Check.model_validate(value.publisher),
        "said_on": Check.model_validate(value.said_on),
        "places": tuple(map(Place.of, value.places)),
        "further": value.further,
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
