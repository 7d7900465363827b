"""Describe the failures of a language model in our own words: a server's message may repeat a secret key."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil, isfinite
from typing import Any

from .model_name import KEYS, ModelName


@dataclass(frozen=True, slots=True)
class ProviderError:
    """Why a request failed.

    `options`: the server may accept other options. `again`: the same request may succeed later, after `wait` seconds if
    the server says so.
    """

    kind: str
    status: int | None = None
    options: bool = False
    again: bool = False
    wait: float | None = None


def classify(error: Exception) -> ProviderError:
    """Classify an error of any provider's library; these have little more in common than an HTTP status."""
    status = getattr(error, "status_code", None)
    response = getattr(error, "response", None)
    if not isinstance(status, int):
        status = getattr(response, "status_code", None)
    if not isinstance(status, int) or not 400 <= status <= 599:
        return _without_status(error)
    wait = _wait(getattr(response, "headers", None))
    if status in (400, 422):
        return ProviderError("request", status, options=True)
    return ProviderError("status", status, again=status in (408, 409, 429) or status >= 500, wait=wait)


def _without_status(error: Exception) -> ProviderError:
    # Libraries wrap the original error; the class names of the whole chain say more than the outermost one.
    names, seen = "", error
    for _ in range(6):
        names += f" {' '.join(kind.__name__ for kind in type(seen).__mro__[:-2])}"
        following = seen.__cause__ or seen.__context__
        if not isinstance(following, Exception):
            break
        seen = following
    lowered = names.lower()
    if "timeout" in lowered:
        return ProviderError("time")
    if "protocolerror" in lowered or "incompleteread" in lowered or "readerror" in lowered:
        return ProviderError("broken", again=True)
    if "connect" in lowered:
        return ProviderError("connection")
    return ProviderError(type(error).__name__)


def _wait(headers: Any) -> float | None:
    """`Retry-After` in seconds from now, from a number or a date (RFC 9110); `None` if it is neither."""
    given = headers.get("retry-after") if isinstance(headers, Mapping) else None
    if not isinstance(given, str):
        return None
    with suppress(ValueError):
        seconds = float(given)
        return max(seconds, 0.0) if isfinite(seconds) else None
    with suppress(ValueError):
        until = parsedate_to_datetime(given)
        if until.tzinfo is None:  # -0000 still means UTC by the standard
            until = until.replace(tzinfo=UTC)
        return max(ceil((until - datetime.now(UTC)).total_seconds()), 0.0)
    return None


def explain(why: ProviderError, model_name: ModelName, begun: bool) -> str:
    """The reason as a sentence without its full stop; `begun`: the reply had begun."""
    if begun and why.kind != "time":
        return "the connection to the model broke while it was writing"
    if why.status is not None:
        return _by_status(why.status, why.wait, model_name)
    reasons = {
        "time": "the model did not answer in time",
        "connection": f"the model's server ({model_name.place}) cannot be reached",
        "broken": f"the model's server ({model_name.place}) closed the connection without an answer",
    }
    return reasons.get(why.kind, f"the model failed ({why.kind})")


def _by_status(status: int, wait: float | None, model_name: ModelName) -> str:
    if status in (401, 403):
        key = KEYS.get(model_name.provider)
        return f"the model's server refused the key ({status})" + (f"; check {key}" if key else "")
    if status == 404:
        return f"the model's server knows no model {model_name.name!r}, or has another address (404)"
    if status == 429:
        later = f" and asks to wait {wait:g} seconds" if wait is not None else ""
        return f"the model's server limits requests (429){later}"
    return f"the model's server {'failed' if status >= 500 else 'refused the request'} ({status})"
