"""Requests that only HTTP has, and reading bodies that may be JSON or a form."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Self, TypeVar

from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError, field_validator, model_validator
from pydantic.config import JsonDict
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from ..assistant.contract import limits
from ..assistant.contract.fields import NOT_BLANK, Body, HouseRules, Ids, SetName
from ..assistant.contract.requests import AskRequest, DraftRequest, Request, SaidRequest, SearchRequest
from ..assistant.quotes.house_rules import DraftRules
from ..assistant.types import Turn
from ..corpus.readers.fields import parse_url
from ..index.document_list import Order
from ..index.storage import edits
from ..index.storage.document_sets import LONGEST as SET_NAME

ADDRESSES = 100
"""Addresses in one request, at most."""

FILES = 1000
"""Files in one form, at most."""

SET = 10_000
"""Documents in one request about a set, at most."""

URL = 2_000
"""Characters of an address."""

WEB = r"^[hH][tT][tT][pP][sS]?://[^\s\x00-\x20\x7f-\x9f\ufeff<>\"]+$"
"""The address of a web page, as a pattern that means the same in Python and in JSON Schema."""

NAMED: JsonDict = {"minLength": 1, "maxLength": SET_NAME, "pattern": r"^[^\p{C}]*[\p{L}\p{N}][^\p{C}]*$"}
"""For the OpenAPI document: a name for a document set, with a letter or a digit and without control characters."""


class AskBody(AskRequest):
    """A question; `stream` asks for server-sent events."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"id": 1, "question": "Who leads Egyptian General Intelligence?"}]}
    )

    stream: bool = False


class SearchQuery(SearchRequest, strict=False):
    """A search in a query string."""


class AskQuery(Request, strict=False):
    """A question in a query string, which has no room for earlier turns."""

    question: str = Field(max_length=limits.QUESTION, json_schema_extra=NOT_BLANK)
    literal: bool = False
    turns: ClassVar[tuple[Turn, ...]] = ()


class DraftBody(DraftRequest):
    """A draft as text; a file is uploaded as `file` in a form instead."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"text": "“Fatah was not present at that gathering,” said Abdel Fattah Dawla.", "format": "text"}
            ]
        },
    )


class AddressesBody(Body):
    """Web pages and feeds to add."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"urls": ["https://example.org/report"]}]})

    urls: Annotated[
        tuple[Annotated[str, Field(max_length=URL, json_schema_extra={"pattern": WEB})], ...], Strict(False)
    ] = Field(min_length=1, max_length=ADDRESSES)

    @field_validator("urls")
    @classmethod
    def _web(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        # Anything else would be read as a path on the server.
        for url in urls:
            if not re.match(WEB, url) or parse_url(url) is None:
                raise ValueError(f"{url[:200]!r} is not an http or https address")
        return urls


class SaidQuery(SaidRequest, strict=False):
    """A request for who said what, in a query string."""


class DocumentQuery(Request, strict=False):
    """Which documents to list, in which order, and which part of the list."""

    words: str | None = Field(default=None, max_length=200, description="Words of the title and publisher.")
    sort: Order = Field(default="published", description="What the list is sorted by.")
    ascending: bool = Field(default=False, description="The smallest or oldest first.")
    offset: int = Field(default=0, ge=0, le=10**9, description="How many documents to skip.")
    limit: int = Field(default=50, ge=1, le=500, description="How many documents to list at most.")


class DescriptionBody(Body):
    """New values of a document's description; an empty text is no value, and what is left out stays."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"published": "2025-10-24", "publisher": "Leaders MENA"}], "minProperties": 1}
    )

    title: str | None = Field(default=None, max_length=300, description="The title, which cannot be empty.")
    publisher: str | None = Field(default=None, max_length=300, description="Who published it.")
    published: str | None = Field(default=None, max_length=40, description="The day, such as 2025-10-24.")
    language: str | None = Field(default=None, max_length=20, description="A code such as `en` or `ar`.")

    @property
    def values(self) -> dict[edits.Field, str]:
        """The values that were given."""
        given = {field: getattr(self, field) for field in edits.FIELDS}
        return {field: value for field, value in given.items() if value is not None}

    @model_validator(mode="after")
    def _any_value(self) -> Self:
        if not self.values:
            raise ValueError("give 'title', 'publisher', 'published' or 'language'")
        return self


class SetBody(Body):
    """A new document set."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Cairo", "documents": ["ffec04df89a6c7a4"]}]})

    name: SetName = Field(json_schema_extra=NAMED)
    documents: Ids = Field(min_length=1, max_length=SET, description="Ids of documents.")


class SetChange(Body):
    """One change to a document set: documents to add, documents to drop, or a new name."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"add": ["ffec04df89a6c7a4"]}],
            "oneOf": [
                {"required": ["add"], "properties": {"add": {"type": "array"}}},
                {"required": ["drop"], "properties": {"drop": {"type": "array"}}},
                {"required": ["name"], "properties": {"name": {"type": "string"}}},
            ],
        }
    )

    add: Ids | None = Field(default=None, min_length=1, max_length=SET, description="Ids of documents.")
    drop: Ids | None = Field(default=None, min_length=1, max_length=SET, description="Ids of documents.")
    name: SetName | None = Field(default=None, description="The set's new name.", json_schema_extra=NAMED)

    @model_validator(mode="after")
    def _one_change(self) -> Self:
        if sum(one is not None for one in (self.add, self.drop, self.name)) != 1:
            raise ValueError("give one of 'add', 'drop' and 'name'")
        return self


B = TypeVar("B", bound=BaseModel)


@asynccontextmanager
async def form_of(request: HttpRequest) -> AsyncIterator[FormData | None]:
    """Read a request's form, with its files until the block ends; `None` if the body is JSON.

    Raises:
        HTTPException: the form cannot be read.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "multipart/form-data":
        yield None
        return
    async with request.form(max_files=FILES) as form:
        yield form


async def json_of(request: HttpRequest, form: type[B]) -> B:
    """Read a JSON body as `form`.

    Raises:
        RequestValidationError: the body is not JSON, or has wrong fields.
    """
    given: Any = None
    try:
        given = json.loads(await request.body())
        return form.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False), body=given) from error
    except (ValueError, RecursionError) as error:
        unread = {"type": "json_invalid", "loc": ("body",), "msg": "JSON decode error", "input": None}
        raise RequestValidationError([unread]) from error


def files_of(form: FormData, field: str) -> list[UploadFile]:
    """Get the files under a field of a form.

    Raises:
        HTTPException: the field has no files.
    """
    found = [one for one in form.getlist(field) if isinstance(one, UploadFile) and one.filename]
    if not found:
        raise HTTPException(422, f"the form has no file under '{field}'; upload one there")
    return found


RULE_FIELDS: dict[str, Any] = HouseRules.model_json_schema()["properties"]
"""The fields of a form that give the rules of a house, for the OpenAPI document."""


def rules_of(form: FormData) -> DraftRules:
    """Read the rules of a house from a form: `strict`, and `allow`, each fault in a field of its own or all in one, with commas.

    Raises:
        RequestValidationError: a field has another value.
    """
    allow = [word.strip() for value in form.getlist("allow") for word in str(value).split(",") if word.strip()]
    strict = form.get("strict") or False  # fields of a form are texts
    given = {
        "allow": tuple(dict.fromkeys(allow)),
        "strict": {"true": True, "false": False}.get(str(strict).lower(), strict),
    }
    try:
        return HouseRules.model_validate(given).rules
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False), body=given) from error


def name_of(file: UploadFile) -> str:
    """Get the name of a file, without folders."""
    return PurePosixPath((file.filename or "").replace("\\", "/")).name or "file"


def either(json_body: type[BaseModel], fields: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """Describe a body that is JSON or a form, for the OpenAPI document."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": json_body.model_json_schema()},
            "multipart/form-data": {"schema": {"type": "object", "properties": fields, "required": required}},
        },
    }
