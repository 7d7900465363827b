"""Searching and asking: hits, claims with their citations, answers, and the events of a stream."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field

from ...index.retrieval import search
from .. import types
from ..answering.answer_text import answer_text
from ..types import Verdict
from .base import OFFSETS, Identified, Shape
from .documents import PlacedIn, QuotedWords, place_fields


class _Ranked(Shape):
    rank: int = Field(description="From 1.")
    score: float = Field(description="Greater is better.")


class Hit(PlacedIn, _Ranked):
    """A passage found."""

    passage: QuotedWords
    evidence: QuotedWords = Field(description="The sentence of the passage that fits best.")

    @classmethod
    def of(cls, value: search.Hit) -> "Hit":
        """Describe a hit."""
        document = value.passage.document
        return Hit(
            rank=value.rank,
            score=round(value.score, 6),
            **place_fields(document),
            passage=QuotedWords.of(document, value.passage.span),
            evidence=QuotedWords.of(document, value.evidence.span),
        )


class SearchResult(Shape):
    """What `search` finds."""

    query: str
    searched_for: str
    hits: tuple[Hit, ...]
    seconds: float

    @classmethod
    def of(cls, query: str, found: search.Results, seconds: float) -> "SearchResult":
        """Describe the results of a query."""
        return SearchResult(query=query, searched_for=query, hits=tuple(map(Hit.of, found.hits)), seconds=seconds)


class _Marked(Shape):
    marker: int = Field(description="The number that the text shows, from 1.")


class Citation(PlacedIn, _Marked):
    """Words of a document that a claim rests on."""

    start: int = Field(description=OFFSETS)
    end: int
    quote: str = Field(description="Exactly the document's text from start to end.")
    replies_to: QuotedWords | None = Field(
        description="In a transcript, the question that these words reply to; it is no part of the answer."
    )

    @classmethod
    def of(cls, value: types.Citation) -> "Citation":
        """Describe a citation."""
        return Citation(**citation_fields(value))


def citation_fields(value: types.Citation) -> dict[str, Any]:
    """The fields of `Citation`, for it and for shapes that add to it."""
    return {
        "marker": value.marker,
        **place_fields(value.document),
        "start": value.span.start,
        "end": value.span.end,
        "quote": value.quote,
        "replies_to": QuotedWords.of(value.document, asked) if (asked := value.replies_to) else None,
    }


class Claim(Shape):
    """One statement of an answer, with what it rests on."""

    text: str
    verdict: Verdict
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]

    @classmethod
    def of(cls, value: types.Claim) -> "Claim":
        """Describe a claim."""
        return Claim(
            text=value.text,
            verdict=value.verdict,
            reasons=value.reasons,
            citations=tuple(map(Citation.of, value.citations)),
        )


class Difference(Citation):
    """Words of another report that contradict the leading claim; a citation made already keeps its marker."""

    reasons: tuple[str, ...] = Field(description="How they differ: `here` is the claim, `there` are these words.")
    earlier: bool = Field(description="A state is asked for, and this older report tells what it was before.")

    @classmethod
    def between(cls, value: types.Difference) -> "Difference":
        """Describe a difference."""
        return Difference(**citation_fields(value.citation), reasons=value.reasons, earlier=value.earlier)


class Trace(Shape):
    """What a language model did for an answer. Counts are null if the model's server gives none."""

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
    direct_reply: str = Field(
        description="Dragoman's own words instead of an answer: to a message that asks nothing of the reports, such as a"
        " greeting, or in a language that is not read; else empty."
    )
    looked_for: str = Field(
        description="What the question was read as asking for, in words; empty if it was not searched."
    )
    confidence: float = Field(description="0 to 1: how likely the corpus answers.")
    text: str
    claims: tuple[Claim, ...]
    differs: tuple[Difference, ...] = Field(description="Words of other reports that contradict the leading claim.")
    notes: tuple[str, ...] = Field(description="What to know before relying on the answer.")
    retrieved: tuple[Hit, ...] = Field(description="The passages that were read, best first.")
    seconds: float
    trace: Trace | None = Field(description="What a language model did; null if none was asked.")

    @classmethod
    def of(cls, value: types.Answer) -> "Answer":
        """Describe an answer."""
        return Answer(**answer_fields(value))


def answer_fields(value: types.Answer) -> dict[str, Any]:
    """The fields of `Answer`, for it and for shapes that add to it."""
    return {
        "question": value.question,
        "searched_for": value.searched_for,
        "mode": value.mode,
        "abstained": value.abstained,
        "direct_reply": value.reply,
        "looked_for": value.looked_for,
        "confidence": value.confidence,
        "text": answer_text(value),
        "claims": tuple(map(Claim.of, value.claims)),
        "differs": tuple(map(Difference.between, value.differing)),
        "notes": value.notes,
        "retrieved": tuple(map(Hit.of, value.hits)),
        "seconds": value.seconds,
        "trace": Trace.model_validate(value.trace) if value.trace else None,
    }


class SearchReply(SearchResult, Identified):
    """What `search` finds, with the caller's id."""


class AnswerReply(Answer, Identified):
    """What `ask` answers, with the caller's id."""


class SearchedEvent(Shape):
    """The search is done."""

    searched_for: str
    confidence: float


class WrittenEvent(Shape):
    """The words so far of the claim at `place` (from 0); they are not checked yet."""

    place: int
    text: str


class CheckedEvent(Shape):
    """The claim at `place` has been checked; null if it is dropped."""

    place: int
    claim: Claim | None


def event(value: types.Event) -> tuple[str, Shape]:
    """One event of a stream: its name and its data; the last one has the whole answer."""
    match value:
        case types.Searched():
            return "searched", SearchedEvent.model_validate(value)
        case types.Written():
            return "written", WrittenEvent.model_validate(value)
        case types.Checked():
            return "checked", CheckedEvent(place=value.place, claim=Claim.of(value.claim) if value.claim else None)
        case types.Answered():
            return "answered", Answer.of(value.answer)


class TurnRecord(Shape):
    """A message of the conversation, or of a request to a model."""

    role: str
    content: str


class CallRecord(Shape):
    """One request to a language model, word for word."""

    purpose: Literal["condense", "write", "judge"]
    messages: tuple[TurnRecord, ...]
    reply: str
    seconds: float
    tokens_in: int | None
    tokens_out: int | None
    failed: str | None

    @classmethod
    def of(cls, value: types.Call) -> "CallRecord":
        """Record a request."""
        return CallRecord(
            purpose=value.purpose,
            messages=tuple(TurnRecord(role=role, content=content) for role, content in value.messages),
            reply=value.reply,
            seconds=value.seconds,
            tokens_in=value.tokens_in,
            tokens_out=value.tokens_out,
            failed=value.failed,
        )


class RunRecord(Shape):
    """`--trace`: an answer with its conversation and every request to a model."""

    history: tuple[TurnRecord, ...]
    answer: Answer
    calls: tuple[CallRecord, ...]

    @classmethod
    def of(cls, value: types.Answer, history: Sequence[types.Turn] = ()) -> "RunRecord":
        """Record how an answer was made."""
        return RunRecord(
            history=tuple(TurnRecord.model_validate(turn) for turn in history),
            answer=Answer.of(value),
            calls=tuple(map(CallRecord.of, value.trace.calls if value.trace else ())),
        )
