"""The types of fields that requests share, and what every request is made from."""

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema, model_validator
from pydantic.config import JsonDict, JsonValue
from pydantic_core import PydanticCustomError

from ...corpus.clean import holds_whole_texts
from ..quotes.house_rules import ALLOWANCES, Allowance, Allowed, DraftRules
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


AllowedFaults = Annotated[
    tuple[Allowance, ...],
    Strict(False),
    Field(
        max_length=len(ALLOWANCES),
        description="Faults that do not count: words that are only reported, the report's own words (narration), another "
        "speaker than the one named (misattributed).",
    ),
]
"""What a house accepts."""

TypographyOnly = Annotated[
    bool,
    Field(description="Ignore differences of typography only: no other spelling, letter case, numeral or contraction."),
]
"""Whether quotations are checked letter by letter."""


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

SOME: list[JsonValue] = [
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
        if not holds_whole_texts(given):
            raise ValueError("there is half of a character in it (a lone surrogate); send whole ones")
        return given


class Identifiable(Body):
    """A request that may have the caller's own id, which comes back with the answer."""

    id: CallerId = Field(default=None, description="Your own id; it comes back with the answer.")


class HouseRules(Identifiable):
    """A request to check quotations by the rules of a house."""

    allow: AllowedFaults = ()
    strict: TypographyOnly = False

    @property
    def allowed(self) -> Allowed:
        """What the house accepts, as a value."""
        return Allowed.of(self.allow)

    @property
    def rules(self) -> DraftRules:
        """The rules as a value."""
        return DraftRules(self.allowed, self.strict)
