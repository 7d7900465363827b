"""Answer questions about diplomatic talks with exact quotations, and check quotations; `from dragoman import Dragoman`.

The repository's root is this package: `assistant/` is `dragoman.assistant`, in the wheel as well. Public names are imported
when they are first used, so that importing one part does not load the others.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assistant.dragoman import Dragoman
    from .assistant.quotes.report import QuoteReport
    from .assistant.types import Answer, Citation, Claim, Turn
    from .index.filters import Filters, UtteranceQuery

_MODULES = {
    "Answer": "assistant.types",
    "Citation": "assistant.types",
    "Claim": "assistant.types",
    "Dragoman": "assistant.dragoman",
    "Filters": "index.filters",
    "QuoteReport": "assistant.quotes.report",
    "Turn": "assistant.types",
    "UtteranceQuery": "index.filters",
}

__all__ = ["Answer", "Citation", "Claim", "Dragoman", "Filters", "QuoteReport", "Turn", "UtteranceQuery"]


def __getattr__(name: str) -> Any:
    """Import a public name from the module that defines it."""
    if name not in _MODULES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
