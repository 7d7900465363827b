"""Answer questions about diplomatic talks with exact quotations, and check quotations; `from dragoman import Dragoman`.

The repository's root is this package: `assistant/` is `dragoman.assistant`, in the wheel as well. Public names are imported
when they are first used, so that importing one part does not load the others.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assistant.dragoman import Dragoman
    from .assistant.types import Answer, Citation, Claim, QuoteReport, Turn
    from .index.filters import Filters

_HOMES = {
    "Answer": "assistant.types",
    "Citation": "assistant.types",
    "Claim": "assistant.types",
    "Dragoman": "assistant.dragoman",
    "Filters": "index.filters",
    "QuoteReport": "assistant.types",
    "Turn": "assistant.types",
}

__all__ = ["Answer", "Citation", "Claim", "Dragoman", "Filters", "QuoteReport", "Turn"]


def __getattr__(name: str) -> Any:
    """Import a public name from the module that defines it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
