"""What the tools give, as JSON schemas: the contract's shapes, which `assistant.render` makes.

A client may hold results to them. Objects may have more in them than stands here.
"""

from typing import Literal

from pydantic import BaseModel, Field


class Shape(BaseModel):
    """The root of every shape."""


class Source(Shape):
    """The report that a brief is about; the brief's words are not that publisher's."""

    publisher: str
    title: str | None
    url: str | None
    published: str | None


class Named(Shape):
    """Which document."""

    document_id: str
    external_id: str | None
    title: str
    publisher: str | None = Field(description="Whoever wrote these words.")
    url: str | None
    published: str | None
    based_on: Source | None


class Words(Shape):
    """Words of a document, by their offsets in characters."""

    start: int
    end: int
    text: str


class Hit(Named):
    """A passage found."""

    rank: int
    score: float
    passage: Words
    evidence: Words = Field(description="The sentence of the passage that fits best.")


class Searched(Shape):
    """`search`."""

    query: str
    searched_for: str
    hits: list[Hit]
    seconds: float


class Citation(Named):
    """Words of a document that a claim rests on."""

    marker: int
    start: int
    end: int
    quote: str = Field(description="Exactly the document's text from start to end.")


class Claim(Shape):
    """One statement of an answer."""

    text: str
    verdict: Literal["supported", "contradicted", "not_enough_evidence", "unchecked"]
    reasons: list[str]
    citations: list[Citation]


class Answered(Shape):
    """`ask`."""

    question: str
    searched_for: str
    mode: Literal["quoting", "writing"]
    abstained: bool = Field(description="The corpus does not say.")
    confidence: float
    text: str
    claims: list[Claim]
    notes: list[str]
    retrieved: list[Hit]
    seconds: float


class Check(Shape):
    """What was asked, what the corpus has, and whether that is the same."""

    asked: str | None
    found: str | None
    verdict: Literal["confirmed", "different", "unknown", "not_asked"]


class Edit(Shape):
    """A step from the corpus's words to those given; `marked` where the quotation itself says so."""

    op: Literal["equal", "replace", "insert", "delete"]
    corpus: str
    given: str
    marked: bool


class Place(Words):
    """Where the words stand."""

    document_id: str
    external_id: str | None
    title: str
    url: str | None
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


class Extent(Shape):
    """What was searched."""

    home: str
    documents: int
    as_of: str | None


class Checked(Shape):
    """`check_quote`."""

    quote: str
    verdict: Literal["verbatim", "elided", "altered", "truncated", "stitched", "paraphrase", "not_found"]
    flags: list[str] = Field(description="What kinds of difference there are, such as negation, number or name.")
    diff: list[Edit]
    words: Check
    speaker: Check
    publisher: Check
    said_on: Check
    places: list[Place]
    earliest: Place | None
    nearest: Place | None = Field(description="Not the quotation, but what comes nearest to it.")
    normalisations: list[str]
    selector: Selector | None
    searched: Extent
    reasons: list[str]
    seconds: float


class Utterance(Words):
    """Words that a report has somebody say."""

    document_id: str
    external_id: str | None
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    speaker: str | None
    role: str | None
    cue: str | None
    kind: Literal["direct", "partial", "indirect"]
    said_on: str | None
    said_on_basis: str | None
    via: str | None = Field(description="Who relayed the words, where the speaker was not heard directly.")


class Said(Shape):
    """`said`."""

    utterances: list[Utterance]


class Mark(Shape):
    """A page of a PDF (`label` is its number), or a turn of a transcript (its time)."""

    kind: Literal["page", "cue"]
    start: int
    end: int
    label: str
    speaker: str | None


class Read(Named):
    """`get_document`."""

    characters: int = Field(description="How many the whole text has.")
    start: int
    end: int
    text: str = Field(description="The document's text from start to end.")
    words: Words | None = Field(description="The words that were asked for by start and end.")
    next_start: int | None = Field(description="Where the text goes on; null where this reaches its end.")
    language: str | None
    marks: list[Mark]
    metadata: dict[str, str]
