"""The answers' shapes, for the OpenAPI document. `assistant.render` makes the values; a test holds them to these.

Nothing is validated or left out on the way: these are descriptions.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from ..types import Verdict

Given = str | int | FiniteFloat | None
ID = Field(description="The caller's own id, as it was given.")
OFFSETS = "Offsets are Unicode code points, half-open: `text[start:end]` of the document are the words."


class Shape(BaseModel):
    """What all have in common: nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class ErrorDetail(Shape):
    """What went wrong."""

    type: str = Field(description="The kind of error, such as `QuestionError`.", examples=["QuestionError"])
    message: str = Field(
        description="What is wrong and what to do.",
        examples=["the question is empty; ask in a sentence or a few words"],
    )


class Problem(Shape):
    """An error."""

    id: Given = ID
    error: ErrorDetail


class Report(Shape):
    """The report that a document is about, where its words are somebody else's."""

    publisher: str
    title: str | None
    url: str | None
    published: str | None


class Named(Shape):
    """What is known of a document."""

    external_id: str | None
    title: str
    publisher: str | None = Field(description="Who wrote these words.")
    url: str | None
    published: str | None = Field(description="YYYY-MM-DD.")
    based_on: Report | None


class Words(Shape):
    """Words of a document, by their offsets."""

    start: int = Field(description=OFFSETS)
    end: int
    text: str


class Hit(Named):
    """A passage found."""

    document_id: str
    rank: int = Field(description="From 1.")
    score: float = Field(description="Greater is better.")
    passage: Words
    evidence: Words = Field(description="The best sentence of the passage.")


class Found(Shape):
    """What `search` finds."""

    id: Given = ID
    query: str
    searched_for: str
    hits: list[Hit]
    seconds: float


class Citation(Named):
    """Words of a document that a claim rests on."""

    marker: int = Field(description="The number that the text shows, from 1.")
    document_id: str
    start: int = Field(description=OFFSETS)
    end: int
    quote: str


class Claim(Shape):
    """One statement of an answer, with what it rests on."""

    text: str
    verdict: Verdict
    reasons: list[str]
    citations: list[Citation]


class Differing(Citation):
    """Words of another report that contradict the leading claim; what is cited already keeps its marker."""

    reasons: list[str] = Field(description="In what: `here` is the claim, `there` are these words.")


class Trace(Shape):
    """What a language model had to do with an answer."""

    model: str
    prompt_version: str
    tokens_in: int | None
    tokens_out: int | None
    model_seconds: float
    fallback: str | None = Field(description="Why the answer quotes although a model is configured.")


class Answer(Shape):
    """What `ask` answers."""

    question: str
    searched_for: str
    mode: Literal["quoting", "writing"]
    abstained: bool = Field(description="The corpus does not say; then there are no claims.")
    confidence: float = Field(description="0 to 1: how likely the corpus answers.")
    text: str
    claims: list[Claim]
    differs: list[Differing]
    notes: list[str]
    retrieved: list[Hit]
    seconds: float
    trace: Trace | None


class Answered(Answer):
    """The same with the caller's id."""

    id: Given = ID


PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "What is wrong with the request, and what to do."},
    "5XX": {"model": Problem, "description": "What is wrong here, and what to do."},
}


def answers(shape: type[Shape], **content: Any) -> dict[int | str, dict[str, Any]]:
    """The responses of a route, for the OpenAPI document."""
    return {200: {"model": shape, **content}, **PROBLEMS}
