"""The OpenAPI document: FastAPI's, with each error that a route may answer instead of all errors as one.

Most errors come from what all routes share (the guards, the parsing of bodies, the error handlers), so they are added here
by what a route takes, not at each route.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from ..assistant.contract.base import Problem
from .errors import OPENAI, OpenAIProblem

Operation = dict[str, Any]

_MEANING = {
    400: "The body is not JSON, or the form cannot be read.",
    401: "The server requires users, and there is no valid token (`Authorization: Bearer TOKEN`).",
    403: "The request comes from another web page, is not permitted to this user, or would change the corpus where that is "
    "not allowed.",
    404: "There is no such document or document set.",
    405: "The path does not take this method; `Allow` lists those that it takes.",
    408: "The body came too slowly.",
    409: "The document set is built in, or another one has the name.",
    413: "The body is too large, or a draft is too long to wait for.",
    415: "The body is neither JSON nor a form with files.",
    421: "The server is asked under another name than this machine's.",
    422: "A field is missing or wrong, or the text cannot be used.",
    429: "This visitor has sent too many requests.",
    500: "Something failed inside Dragoman, or the index is damaged.",
    501: "An optional part is not installed.",
    503: "Too many requests are waiting, or another process is writing to the home; try again.",
}
_UNPARSED = "The address is too long; the server answers before the request is read, in plain text."
_ALWAYS = (405, 421, 500)
_API = (401, 403, 429, 503)
_BODY = (400, 408, 413, 415, 422)
_NAMES_DOCUMENTS = frozenset({"set", "documents", "document", "add", "drop"})
_HEADERS = {
    405: {"Allow": {"description": "The methods of this path.", "required": True, "schema": {"type": "string"}}},
    401: {"WWW-Authenticate": {"description": "`Bearer`.", "required": True, "schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "Seconds.", "required": True, "schema": {"type": "string"}}},
    503: {"Retry-After": {"description": "Seconds.", "schema": {"type": "string"}}},
}
_UNUSED = ("HTTPValidationError", "ValidationError")


def add_document(app: FastAPI) -> None:
    """Make `app` serve the completed document."""
    plain = app.openapi

    def complete() -> dict[str, Any]:
        made = app.openapi_schema is None
        document = plain()
        if made:
            _complete(document)
        return document

    app.openapi = complete  # type: ignore[method-assign]  # the way that FastAPI documents


def _complete(document: dict[str, Any]) -> None:
    shapes = document["components"]["schemas"]
    for name in _UNUSED:
        shapes.pop(name, None)
    for shape in (Problem, OpenAIProblem):
        described = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        shapes.update(described.pop("$defs", {}))
        shapes[shape.__name__] = described
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            responses = operation["responses"]
            for general in ("4XX", "5XX"):
                responses.pop(general, None)
            if "422" in responses and "HTTPValidationError" in str(responses["422"]):
                del responses["422"]
            shape = OpenAIProblem if path.startswith(OPENAI) else Problem
            for status in sorted(set(_statuses(path, method, operation, shapes))):
                responses.setdefault(str(status), _problem(status, shape.__name__))
            if operation.get("parameters"):
                responses.setdefault("400", {"description": _UNPARSED})


def _statuses(path: str, method: str, operation: Operation, shapes: dict[str, Any]) -> Iterator[int]:
    """Yield the statuses of the errors that a route may answer, some of them twice."""
    yield from _ALWAYS
    if path.startswith(("/api/", OPENAI)):
        yield from _API
    if "requestBody" in operation:
        yield from _BODY
    if operation.get("parameters"):
        yield 422
    if "{" in path or _NAMES_DOCUMENTS & set(_fields(operation, shapes)):
        yield 404
    if path.startswith("/api/sets") and method != "get":
        yield 409
    if {"asking", "checking", "record", "OpenAI"} & set(operation.get("tags", ())):
        yield 501


def _fields(operation: Operation, shapes: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the query's and the body's fields."""
    yield from (one["name"] for one in operation.get("parameters", ()))
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        name = schema.get("$ref", "").rpartition("/")[2]
        yield from shapes.get(name, schema).get("properties", ())


def _problem(status: int, shape: str) -> dict[str, Any]:
    headers = {"headers": _HEADERS[status]} if status in _HEADERS else {}
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    return {"description": _MEANING[status], **headers, "content": content}
