"""What comes in from outside (lines of JSONL, HTTP bodies), checked, with one clear sentence where it is wrong."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, field_validator, model_validator

from ...corpus.errors import InputError
from ...index.filters import Filters, Kind, UtteranceQuery
from ..types import Turn

_NAME = 300
"""Characters of a name, or of a few words, that are looked for."""

Name = Annotated[str, Field(max_length=_NAME)]

CHOSEN = 200
"""Documents that may be chosen one by one; more make a set."""


class Body(BaseModel):
    """Whatever comes in as JSON; what is not known of it is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, given: Any) -> Any:
        # JSON can name half of a character, which no text can hold.
        try:
            json.dumps(given, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError as error:
            raise ValueError("there is half of a character in it (a lone surrogate); send whole ones") from error
        return given


class Request(Body):
    """What every request may have: the caller's own `id`, which comes back with the answer, and filters.

    `publisher` may be several, of which one has to fit; `set` names a document set, `documents` has the
    ids of the only documents to look at, also in one string with commas.
    """

    id: str | int | FiniteFloat | None = None
    publisher: Name | tuple[Name, ...] | None = None
    since: date | None = None
    until: date | None = None
    language: str | None = None
    within: str | None = Field(default=None, alias="set")
    documents: tuple[str, ...] = Field(default=(), max_length=CHOSEN)

    @field_validator("documents", mode="before")
    @classmethod
    def _ids(cls, given: object) -> object:
        return tuple(filter(None, given.split(","))) if isinstance(given, str) else given

    @property
    def filters(self) -> Filters:
        """The filters as a value."""
        return Filters(self.publisher, self.since, self.until, self.language, self.within, self.documents)


class SearchRequest(Request):
    """A line for `search`."""

    query: str
    k: int = Field(default=10, ge=1, le=100)


class Message(BaseModel):
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


class AskRequest(Request):
    """A line for `ask`."""

    question: str
    history: tuple[Message, ...] = ()
    literal: bool = False

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The history as values."""
        return tuple(Turn(message.role, message.content) for message in self.history)


class QuoteRequest(Request):
    """A line for `quote`: `publisher` is who is said to report the words, and no filter."""

    publisher: Name | None = None
    quote: str
    speaker: str | None = Field(default=None, max_length=_NAME)
    said_on: date | None = None


class SupportRequest(Request):
    """A line for `support`: a claim with texts, or with the id of a stored document."""

    claim: str = Field(max_length=20_000)
    evidence: tuple[str, ...] | None = None
    document: str | None = None


class SaidRequest(Request):
    """What `said` is asked for; `since` and `until` are days on which it was said, or published."""

    speaker: str | None = Field(default=None, max_length=_NAME)
    about: str | None = Field(default=None, max_length=1000)
    kind: Kind | None = None
    limit: int = Field(default=50, ge=1, le=1000)

    @property
    def utterances(self) -> UtteranceQuery:
        """The utterances to look for, as a value."""
        return UtteranceQuery.among(self.filters, speaker=self.speaker, about=self.about, kind=self.kind)


R = TypeVar("R", bound=Request)


def lines(source: Iterable[str], form: type[R]) -> Iterator[tuple[Any, R | InputError]]:
    """Each line that is not blank as (its `id`, the request or what is wrong with it), in order."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except ValueError as error:
            yield None, InputError(f"line {number} is not JSON ({error}); give one JSON object a line")
            continue
        name = given.get("id") if isinstance(given, dict) else None
        try:
            yield name, form.model_validate(given)
        except ValidationError as error:
            yield name, InputError(f"line {number}: {explain(error)}")


def checked(form: type[R], given: dict[str, Any]) -> R:
    """A request from options; raises `InputError` where one is wrong."""
    try:
        return form.model_validate(given)
    except ValidationError as error:
        raise InputError(explain(error)) from error


def explain(error: ValidationError) -> str:
    """What is wrong with a request, as a sentence that names the fields."""
    return told(error.errors(include_url=False))


def told(errors: Iterable[Mapping[str, Any]], whole: str = "the line") -> str:
    """The same of Pydantic's errors; `whole` is what the fields are fields of."""
    found = []
    for one in errors:
        field = ".".join(str(part) for part in one["loc"]) or whole
        if one["type"] == "missing":
            found.append(f"'{field}' is missing")
        else:
            found.append(f"{field}: {one['msg'].removeprefix('Value error, ').lower()}")
    return "; ".join(found)
