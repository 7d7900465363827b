"""Bodies of requests that only HTTP has, and reading those that may come in two forms."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePosixPath
from typing import Any, Literal, TypeVar

from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, field_validator
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from ..assistant.contract.requests import AskRequest, Body, Request
from ..corpus.readers.fields import parse_url

ADDRESSES = 100
"""Addresses that one request may name."""

FILES = 1000
"""Files that one form may have."""

_SUFFIXES = {"markdown": ".md", "text": ".txt", "html": ".html"}


class AskBody(AskRequest):
    """A question; `stream` asks for server-sent events."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"id": 1, "question": "Who leads Egyptian General Intelligence?"}]}
    )

    stream: bool = False


class AskQuery(Request):
    """A question in an address."""

    question: str
    literal: bool = False


class DraftBody(Body):
    """A draft as text; a file is uploaded as `file` in a form instead."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"text": "“Fatah was not present at that gathering,” said Abdel Fattah Dawla.", "format": "text"}
            ]
        },
    )

    id: str | int | FiniteFloat | None = None
    text: str
    format: Literal["markdown", "text", "html"] = "markdown"
    name: str = Field(default="draft", max_length=200, description="What the report calls it.")

    @property
    def filename(self) -> str:
        """A name whose suffix says what it is."""
        return f"draft{_SUFFIXES[self.format]}"


class AddressesBody(Body):
    """Web pages and feeds to add."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"urls": ["https://example.org/report"]}]})

    urls: tuple[str, ...] = Field(min_length=1, max_length=ADDRESSES)

    @field_validator("urls")
    @classmethod
    def _web(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        # Anything else would be taken for a path on the server.
        for url in urls:
            if not url.lower().startswith(("http://", "https://")) or parse_url(url) is None:
                raise ValueError(f"{url[:200]!r} is not an http or https address")
        return urls


B = TypeVar("B", bound=BaseModel)


@asynccontextmanager
async def form_of(request: HttpRequest) -> AsyncIterator[FormData | None]:
    """The form of a request that has one, with its files until the block ends; `None` where the body is JSON.

    Raises:
        HTTPException: the form is broken.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "multipart/form-data":
        yield None
        return
    async with request.form(max_files=FILES) as form:
        yield form


async def json_of(request: HttpRequest, form: type[B]) -> B:
    """The body of a request as `form`.

    Raises:
        RequestValidationError: it is not.
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
    """The files under a field of a form.

    Raises:
        HTTPException: there are none.
    """
    found = [one for one in form.getlist(field) if isinstance(one, UploadFile) and one.filename]
    if not found:
        raise HTTPException(422, f"the form has no file under '{field}'; upload one there")
    return found


def name_of(file: UploadFile) -> str:
    """The name of a file, without folders."""
    return PurePosixPath((file.filename or "").replace("\\", "/")).name or "file"


def either(json_body: type[BaseModel], fields: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """A request's body that is JSON or a form, for the OpenAPI document."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": json_body.model_json_schema()},
            "multipart/form-data": {"schema": {"type": "object", "properties": fields, "required": required}},
        },
    }
