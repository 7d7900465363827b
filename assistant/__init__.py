"""Answering and checking; `from assistant import Dragoman`.

Names are looked up when they are used: `dragoman --help`, which imports this package's commands, waits for no database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.dragoman import Dragoman
    from assistant.types import Answer, Citation, Claim, QuoteReport, Turn
    from index.lookup import Filters

_HOMES = {
    "Answer": "assistant.types",
    "Citation": "assistant.types",
    "Claim": "assistant.types",
    "Dragoman": "assistant.dragoman",
    "Filters": "index.lookup",
    "QuoteReport": "assistant.types",
    "Turn": "assistant.types",
}

__all__ = ["Answer", "Citation", "Claim", "Dragoman", "Filters", "QuoteReport", "Turn"]


def __getattr__(name: str) -> Any:
    """The value of a public name, from where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
