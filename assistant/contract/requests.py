"""The requests: what lines of JSONL, HTTP bodies and queries, and options may say."""

from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    field_validator,
    model_validator,
)

from ...index.filters import Filters, Kind, UtteranceQuery
from ..timeline.speakers import SpeakerKind
from ..types import Turn
from . import limits
from .fields import (
    CHOSEN,
    HAS_WORDS,
    LANGUAGE,
    NOT_BLANK,
    SOME,
    Chosen,
    Count,
    Day,
    HouseRules,
    Id,
    Identifiable,
    Name,
    SetName,
    Topic,
)


class Request(Identifiable):
    """A request that may have an id and filters on the documents to look at."""

    publisher: Name | Annotated[tuple[Name, ...], Strict(False), Field(max_length=CHOSEN)] | None = Field(
        default=None, description="Only documents whose publisher's name contains this, or one of these."
    )
    since: Day | None = Field(default=None, description="Only documents published on this day or later.")
    until: Day | None = Field(default=None, description="Only documents published on this day or earlier.")
    language: str | None = Field(
        default=None, max_length=LANGUAGE, description="Only documents in this language (ISO 639-1)."
    )
    within: SetName | None = Field(default=None, alias="set", description="Only documents of this document set.")
    documents: Chosen = Field(default=(), description="Only documents with these ids; a list, or a text with commas.")

    @field_validator("documents", mode="before")
    @classmethod
    def _ids(cls, given: object) -> object:
        return _split(given)

    @property
    def filters(self) -> Filters:
        """The filters as a value."""
        return Filters(self.publisher, self.since, self.until, self.language, self.within, self.documents)


def _split(given: object) -> object:
    """Split ids with commas: one text, or the one value of a query such as `?documents=a,b`. Empty ids are left out."""
    if isinstance(given, (list, tuple)) and len(given) == 1:
        given = given[0]
    if isinstance(given, str):
        given = given.split(",")
    return tuple(one for one in given if one != "") if isinstance(given, (list, tuple)) else given


class SearchRequest(Request):
    """A search."""

    query: str = Field(
        max_length=limits.QUESTION, description="A question, or a few words.", json_schema_extra=NOT_BLANK
    )
    k: Count = Field(default=10, ge=1, le=100, description="How many passages at most.")


class HistoryTurn(BaseModel):
    """One earlier message of a conversation."""

    model_config = ConfigDict(frozen=True)

    role: Literal["user", "assistant"]
    content: str = Field(max_length=limits.TURN)


class AskRequest(Request):
    """A question."""

    question: str = Field(max_length=limits.QUESTION, json_schema_extra=NOT_BLANK)
    history: Annotated[tuple[HistoryTurn, ...], Strict(False)] = Field(
        default=(),
        max_length=limits.TURNS,
        description=f"Earlier messages of the conversation, oldest first; {limits.HISTORY:,} characters at most in all.",
    )
    literal: bool = Field(default=False, description="Search for the question's own words alone.")

    @field_validator("history")
    @classmethod
    def _affordable(cls, history: tuple[HistoryTurn, ...]) -> tuple[HistoryTurn, ...]:
        if (total := sum(len(one.content) for one in history)) > limits.HISTORY:
            raise ValueError(limits.too_long("conversation", total, limits.HISTORY))
        return history

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The history as values."""
        return tuple(Turn(message.role, message.content) for message in self.history)


class QuoteRequest(HouseRules):
    """A quotation to check."""

    quote: str = Field(
        max_length=limits.QUOTE,
        description="The quotation, with or without quotation marks.",
        json_schema_extra=HAS_WORDS,
    )
    speaker: Name | None = Field(default=None, description="Who is said to have said it.")
    publisher: Name | None = Field(default=None, description="Who is said to report it; this is checked, not a filter.")
    said_on: Day | None = Field(default=None, description="The day on which it is said to have been said.")


DraftFormat = Literal["markdown", "text", "html"]
"""What a draft that is given as text is written in."""

_SUFFIXES: dict[DraftFormat, str] = {"markdown": ".md", "text": ".txt", "html": ".html"}


def draft_file(written_in: DraftFormat) -> str:
    """Return a file name whose suffix tells the format of a draft."""
    return f"draft{_SUFFIXES[written_in]}"


class DraftRequest(HouseRules):
    """A draft as text."""

    text: str = Field(max_length=limits.DRAFT)
    format: DraftFormat = "markdown"
    name: str = Field(default="draft", max_length=200, description="What the report calls it.")


class SupportRequest(Identifiable):
    """A claim to check against texts, or against a stored document."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["evidence"], "properties": {"evidence": {"type": "array"}}},
                {"required": ["document"], "properties": {"document": {"type": "string"}}},
            ]
        }
    )

    claim: str = Field(max_length=limits.CLAIM, json_schema_extra=HAS_WORDS)
    evidence: Annotated[tuple[Annotated[str, Field(max_length=limits.EVIDENCE)], ...], Strict(False)] | None = Field(
        default=None,
        max_length=limits.EVIDENCE_TEXTS,
        description=f"Texts that may support it; {limits.EVIDENCE:,} characters at most in all.",
    )
    document: Id | None = Field(default=None, description="The id of a stored document, instead of texts.")

    @field_validator("evidence")
    @classmethod
    def _affordable(cls, evidence: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if (total := sum(map(len, evidence or ()))) > limits.EVIDENCE:
            raise ValueError(limits.too_long("evidence", total, limits.EVIDENCE))
        return evidence


class UtteranceRequest(Request):
    """A request about what was said or happened; `since` and `until` are days on which it was said, or published."""

    about: Topic | None = Field(default=None, description="Words, or a topic.")

    @property
    def utterances(self) -> UtteranceQuery:
        """The utterances to look for, as a value."""
        return UtteranceQuery.among(self.filters, about=self.about)


class SaidRequest(UtteranceRequest):
    """A request for who said what."""

    speaker: Name | None = Field(default=None, description="A name in any spelling, or words of a role.")
    kind: Kind | None = Field(
        default=None,
        description="direct: whole quoted words; partial: a quoted fragment; indirect: without quotation marks.",
    )
    limit: Count = Field(default=50, ge=1, le=1000, description="How many utterances at most.")

    @property
    def utterances(self) -> UtteranceQuery:
        """The utterances to look for, as a value."""
        return UtteranceQuery.among(self.filters, speaker=self.speaker, about=self.about, kind=self.kind)


class TimelineRequest(UtteranceRequest):
    """A request for what happened on which day."""

    speaker: Name | None = Field(default=None, description="A person or body that speaks, or that an event names.")

    @property
    def utterances(self) -> UtteranceQuery:
        """The utterances and events to look for, as a value."""
        return UtteranceQuery.among(self.filters, speaker=self.speaker, about=self.about)


class PeopleRequest(UtteranceRequest):
    """A request for who speaks."""

    kind: SpeakerKind | None = Field(
        default=None, description="Only speakers of this kind; by default, people and organisations."
    )

    @property
    def kinds(self) -> tuple[SpeakerKind, ...]:
        """The kinds of speakers to list."""
        return (self.kind,) if self.kind else ("person", "organisation")


class CompareRequest(Request):
    """A request for reports side by side: those with the ids in `documents`, or those about a topic."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["documents"], "properties": {"documents": {"anyOf": SOME}}},
                {"required": ["about"], "properties": {"about": {"type": "string"}}},
            ]
        }
    )

    documents: Chosen = Field(
        default=(), description="The ids of the reports to compare; a list, or a text with commas."
    )
    about: Topic | None = Field(
        default=None,
        description="A topic or question instead of ids; filters choose among the reports about it.",
        json_schema_extra=NOT_BLANK,
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.documents) == (self.about is not None):
            raise ValueError("give either ids of documents to compare or a topic in 'about'")
        return self
