"""The errors that every route may answer, for the OpenAPI document."""

from typing import Any

from ..assistant.contract.base import Problem

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "What is wrong with the request, and what to do."},
    "5XX": {"model": Problem, "description": "What failed here, and what to do."},
}
