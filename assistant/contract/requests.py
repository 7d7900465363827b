"""Requests: lines of JSONL, HTTP bodies and queries, and options, checked, with one clear sentence about what is wrong."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict, JsonValue
from pydantic_core import PydanticCustomError

from ...corpus.errors import InputError
from ...index.filters import Filters, Kind, UtteranceQuery
from ..timeline.speakers import SpeakerKind
from ..types import Turn
from . import limits
from .base import CallerId

Name = Annotated[str, Field(max_length=300)]
"""A name, or part of one."""

Topic = Annotated[str, Field(max_length=1000)]
"""Words, or a topic."""

CHOSEN = 200
"""Documents that a request may list one by one; more make a set."""

LANGUAGE = 35
"""Characters of a language code; the longest that RFC 5646 foresees."""

NOT_BLANK: JsonDict = {"minLength": 1, "pattern": r"[^\s\x1c-\x1f\x85]"}
"""For the OpenAPI document: a text that is not white space alone, as Python defines it. The facade refuses others itself."""

HAS_WORDS: JsonDict = {"minLength": 1, "pattern": r"[\p{L}\p{N}]"}
"""For the OpenAPI document: a text with a letter or a digit."""


def _whole_day(given: object) -> object:
    """Read a day; pydantic alone would also take seconds since 1970, and a time of day."""
    if isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        with suppress(ValueError):
            return date.fromisoformat(given)
    if given is None or type(given) is date:
        return given
    raise PydanticCustomError("date_parsing", "give YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_whole_day)]
"""A day, as YYYY-MM-DD."""


def _whole_number(given: object) -> object:
    return int(given) if isinstance(given, float) and given.is_integer() else given


Count = Annotated[int, BeforeValidator(_whole_number)]
"""A whole number; JSON knows one kind of number only, so 3.0 is one."""

Id = Annotated[str, Field(max_length=limits.IDENTIFIER)]
"""The id of a document."""

Ids = Annotated[tuple[Id, ...], Strict(False)]
"""Ids of documents. Not strict, like every tuple here, because JSON has lists."""

_LISTED: JsonDict = {"type": "array", "items": {"type": "string", "maxLength": limits.IDENTIFIER}, "maxItems": CHOSEN}
Chosen = Annotated[Ids, Field(max_length=CHOSEN), WithJsonSchema({"anyOf": [_LISTED, {"type": "string"}]})]
"""Ids of documents as a list, or as one text with commas."""

_SOME: list[JsonValue] = [
    {"type": "array", "minItems": 1, "contains": {"pattern": "[^,]"}},
    {"type": "string", "pattern": "[^,]"},
]

SetName = Annotated[str, Field(max_length=limits.IDENTIFIER)]
"""The name of a document set."""


class Body(BaseModel):
    """Anything that comes in as JSON; unknown fields are ignored.

    Types are strict: neither `"1"` nor `true` is a number. In a query string everything is text, so a form that is also
    read from there has a subclass with `strict=False`.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, given: Any) -> Any:
        # JSON can name half of a character, which no text can hold.
        try:
            json.dumps(given, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError as error:
            raise ValueError("there is half of a character in it (a lone surrogate); send whole ones") from error
        return given


class Identifiable(Body):
    """A request that may have the caller's own id, which comes back with the answer."""

    id: CallerId = Field(default=None, description="Your own id; it comes back with the answer.")


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


class QuoteRequest(Identifiable):
    """A quotation to check."""

    quote: str = Field(
        max_length=limits.QUOTE,
        description="The quotation, with or without quotation marks.",
        json_schema_extra=HAS_WORDS,
    )
    speaker: Name | None = Field(default=None, description="Who is said to have said it.")
    publisher: Name | None = Field(default=None, description="Who is said to report it; this is checked, not a filter.")
    said_on: Day | None = Field(default=None, description="The day on which it is said to have been said.")


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
                {"required": ["documents"], "properties": {"documents": {"anyOf": _SOME}}},
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


R = TypeVar("R", bound=Identifiable)


def lines(source: Iterable[str], form: type[R]) -> Iterator[tuple[Any, R | InputError]]:
    """Parse each line that is not blank: its `id`, and the request or the error, in order."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except (ValueError, RecursionError) as error:  # the latter for thousands of brackets inside one another
            yield None, InputError(f"line {number} is not JSON ({error}); give one JSON object a line")
            continue
        name = given.get("id") if isinstance(given, dict) else None
        try:
            yield name, form.model_validate(given)
        except ValidationError as error:
            yield name, InputError(f"line {number}: {explain(error)}")


def checked(form: type[R], given: dict[str, Any]) -> R:
    """Make a request from options.

    Raises:
        InputError: an option is wrong.
    """
    try:
        return form.model_validate(given)
    except ValidationError as error:
        raise InputError(explain(error)) from error


def explain(error: ValidationError) -> str:
    """Say what is wrong with a request, in a sentence that names the fields."""
    return described(error.errors(include_url=False))


def described(errors: Iterable[Mapping[str, Any]], whole: str = "the line") -> str:
    """Describe pydantic's errors; `whole` names the object that has the fields."""
    found = []
    for one in errors:
        field = ".".join(str(part) for part in one["loc"]) or whole
        if one["type"] == "missing":
            found.append(f"'{field}' is missing")
        elif one["type"].startswith("date_"):
            found.append(f"{field}: {str(one['input'])[:100]!r} is not a day; give YYYY-MM-DD")
        elif one["type"] in ("string_too_long", "too_long"):
            what = "characters" if one["type"] == "string_too_long" else "entries"
            found.append(f"{field}: give at most {one['ctx']['max_length']:,} {what}")
        else:
            found.append(f"{field}: {one['msg'].removeprefix('Value error, ').lower()}")
    return "; ".join(found)
