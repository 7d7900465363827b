"""Requests that Gradio would answer with a server's error and a traceback in the log: they are refused before they reach it.

Gradio takes forms where it expects JSON, repeats in its error what no JSON can hold, and looks for files under names that
no file can have.
"""

import json
import re
from collections.abc import Collection
from http import HTTPStatus
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..api.errors import kind_of, problem
from ..corpus.clean import holds_whole_texts

EVENTS = "/gradio_api/"
FILES = "/assets/"

_FILE = re.compile(r"\w[\w.-]{0,199}", re.ASCII)
_PAGE = "open this server's page again; programs use the routes that /api/openapi.json lists"

Name = Annotated[str, Field(max_length=200)]


class _Event(BaseModel, extra="ignore", strict=True):
    """What Gradio reads of an event, a cancellation and a reset; the handlers check `data` themselves."""

    fn_index: int | None = None
    session_hash: Name | None = None
    event_id: Name | None = None
    trigger_id: int | None = None
    data: list[Any] | None = None


class GradioRequests:
    """Middleware that passes on only what Gradio can read."""

    def __init__(self, app: ASGIApp, functions: Collection[int]) -> None:
        """Wrap `app`; `functions` are the numbers of the page's events."""
        self._app = app
        self._functions = functions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        path: str = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(FILES) and not _FILE.fullmatch(path[len(FILES) :]):
            await _refusal(path, HTTPStatus.NOT_FOUND, f"there is no file {path[:200]} here")(scope, receive, send)
            return
        if scope["type"] != "http" or scope["method"] != "POST" or not path.startswith(EVENTS):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            message = "send JSON, with the header 'Content-Type: application/json'"
            await _refusal(path, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message)(scope, receive, send)
            return
        body = await request.body()
        if (wrong := self._fault(body)) is not None:
            await _refusal(path, HTTPStatus.UNPROCESSABLE_ENTITY, f"{wrong}; {_PAGE}")(scope, receive, send)
            return
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)

    def _fault(self, body: bytes) -> str | None:
        """Say what is wrong with the body of an event; `None` if nothing is."""
        try:
            text = body.decode("utf-8")
            parsed = json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError):
            return "the body is not JSON"
        if not holds_whole_texts(parsed):
            return "a text has half of a character (a lone surrogate)"
        try:
            event = _Event.model_validate(parsed)
        except ValidationError:
            return "the body is no event of the page"
        if event.fn_index is not None and event.fn_index not in self._functions:
            return "the page has no such event"
        return None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _refusal(path: str, status: HTTPStatus, message: str) -> ASGIApp:
    return problem(path, status, kind_of(status), message)
