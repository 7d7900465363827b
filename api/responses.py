"""Responses that many routes share, for the OpenAPI document."""

from typing import Any

from ..assistant.contract.base import Problem

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "What is wrong with the request, and what to do."},
    "5XX": {"model": Problem, "description": "What failed here, and what to do."},
}
"""The errors of a route; `api.openapi_document` replaces them by the statuses that the route may answer."""


def events(names: tuple[str, ...], example: str) -> dict[str, Any]:
    """Describe server-sent events with these names (none if the events are only data) as content of a response.

    The schema is that of one event: OpenAPI 3.1 has no other place for it (`itemSchema` came with 3.2).
    """
    event = {"event": {"type": "string", "enum": list(names)}} if names else {}
    data = {"type": "string", "description": "JSON on one line."}
    item = {"type": "object", "properties": {**event, "data": data}, "required": [*event, "data"]}
    return {"text/event-stream": {"schema": item, "example": example}}
