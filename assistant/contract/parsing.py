"""Requests from lines of JSONL and from options, and one clear sentence about what is wrong with them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from ...corpus.errors import InputError
from .fields import Identifiable

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
        elif one["type"] == "bool_parsing":
            found.append(f"{field}: {str(one['input'])[:100]!r} is neither true nor false")
        elif one["type"] in ("string_too_long", "too_long"):
            what = "characters" if one["type"] == "string_too_long" else "entries"
            found.append(f"{field}: give at most {one['ctx']['max_length']:,} {what}")
        else:
            found.append(f"{field}: {one['msg'].removeprefix('Value error, ').lower()}")
    return "; ".join(found)
