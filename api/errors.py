"""Errors as `{"error": {"type", "message"}}` with the caller's `id`, or as OpenAI's clients expect them.

A message is one sentence that says what is wrong and what to do. Unforeseen errors all have the same message; the server's
log has the details.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import DatabaseError
from starlette.exceptions import HTTPException

from ..assistant.contract.base import CallerId, ErrorDetail, Shape
from ..assistant.contract.parsing import described
from ..assistant.runtime.faults import OUR_FAULT
from ..corpus.errors import (
    CorruptIndex,
    DocumentSetFixed,
    DragomanError,
    HomeBusy,
    HomeError,
    HomeFull,
    HomeReadOnly,
    InputError,
    MissingExtra,
    NotAllowed,
    ServerBusy,
    UnknownDocument,
    UnknownDocumentSet,
)
from ..index.storage.disk import unreadable

OPENAI = "/v1/"
"""Errors under this path have OpenAI's form."""

_STATUS: tuple[tuple[type[DragomanError], int], ...] = (
    (UnknownDocument, 404),
    (UnknownDocumentSet, 404),
    (DocumentSetFixed, 409),
    (InputError, 422),
    (NotAllowed, 403),
    (HomeBusy, 503),
    (ServerBusy, 503),
    (HomeReadOnly, 503),
    (HomeFull, 507),
    (HomeError, 500),
    (MissingExtra, 501),
    (CorruptIndex, 500),
)
_SEE = "/api/openapi.json says what this route takes"


# Plainer words for messages of FastAPI and Starlette.
_PLAINER = {
    "Not Found": "there is nothing at this address; /api/openapi.json lists the routes",
    "There was an error parsing the body": "the body cannot be read; send JSON in UTF-8",
}


class OpenAIError(Shape):
    """What went wrong, as OpenAI's clients expect it."""

    message: str
    type: Literal["invalid_request_error", "server_error"]
    param: None
    code: str


class OpenAIProblem(Shape):
    """An error, as OpenAI's clients expect it."""

    error: OpenAIError


def status_of(error: DragomanError) -> int:
    """Get the HTTP status of an expected error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def detail_of(error: DragomanError | None) -> ErrorDetail:
    """Describe an error; `None` stands for one that nobody foresaw."""
    if error is None:
        return ErrorDetail(type="InternalError", message=OUR_FAULT)
    return ErrorDetail(type=type(error).__name__, message=str(error))


def problem(
    path: str, status: int, kind: str, message: str, given: object = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Make the response for an error; `given` is the caller's own `id`, if known."""
    if path.startswith(OPENAI):
        side: Literal["invalid_request_error", "server_error"] = (
            "invalid_request_error" if status < 500 else "server_error"
        )
        error = OpenAIError(message=message, type=side, param=None, code=kind)
        content: dict[str, Any] = OpenAIProblem(error=error).as_object()
    else:
        content = {"id": given, "error": ErrorDetail(type=kind, message=message).as_object()}
    return JSONResponse(content, status, dict(headers or {}))


_KINDS = {
    400: "BadRequest",
    401: "SignInRequired",
    403: "NotAllowed",
    404: "NotFound",
    405: "MethodNotAllowed",
    408: "TooSlow",
    413: "TooLarge",
    415: "WrongContentType",
    421: "WrongHost",
    422: "InputError",
    429: "TooManyRequests",
    503: "Busy",
    507: "DiskFull",
}


def kind_of(status: int) -> str:
    """Name the `type` of an error that has no class of its own."""
    return _KINDS.get(status, "InternalError" if status >= 500 else "BadRequest")


def sentence(error: ValidationError | RequestValidationError) -> str:
    """Say what is wrong with a request, and where to read what is right."""
    found = []
    for one in error.errors():
        found.append({**one, "loc": one["loc"][1:] if one["loc"][:1] in (("body",), ("query",)) else one["loc"]})
    if any(one["type"] == "json_invalid" for one in found):
        return f"the body is not JSON; {_SEE}"
    return f"{described(found, 'the body')}; {_SEE}"


def _given(request: Request, body: object = None) -> object:
    """Get the caller's `id` from a body that could not be used, or else from the request being answered."""
    if isinstance(body, dict):
        try:
            caller_id = TypeAdapter(CallerId).validate_python(body.get("id"))
            str(caller_id).encode()  # half of a character cannot be sent back
        except (ValidationError, UnicodeEncodeError):
            return None
        return caller_id
    return getattr(request.state, "given", None)


def add_handlers(app: FastAPI) -> None:
    """Register error handlers."""

    @app.exception_handler(DragomanError)
    async def _explained(request: Request, error: DragomanError) -> JSONResponse:
        status = status_of(error)
        headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
        return problem(request.url.path, status, type(error).__name__, str(error), _given(request), headers)

    @app.exception_handler(DatabaseError)
    async def _damaged(request: Request, error: DatabaseError) -> JSONResponse:
        return await _explained(request, unreadable(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        unread = any(one["type"] == "json_invalid" for one in error.errors())
        status = HTTPStatus.BAD_REQUEST if unread else HTTPStatus.UNPROCESSABLE_ENTITY
        body = None if unread else error.body
        return problem(request.url.path, status, "InputError", sentence(error), _given(request, body))

    @app.exception_handler(HTTPException)
    async def _refused(request: Request, error: HTTPException) -> JSONResponse:
        message = _PLAINER.get(error.detail, error.detail)
        return problem(
            request.url.path,
            error.status_code,
            kind_of(error.status_code),
            message,
            _given(request),
            error.headers,
        )

    # Starlette logs the error after sending this.
    @app.exception_handler(Exception)
    async def _bug(request: Request, _error: Exception) -> JSONResponse:
        return problem(request.url.path, 500, "InternalError", OUR_FAULT, _given(request))
