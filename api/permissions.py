"""What each route of the API requires: the one table, and finding a request's line in it.

A route that has no line here requires the permission `edit`, so that a new one is never open by oversight; a test demands a
line for each.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..assistant.accounts import Permission
from .paths import under

Requirement = Permission | Literal["open", "closed"]
"""A permission, or `open` (nobody has to sign in), or `closed` (not served at all)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What requests of one method (HEAD counts as GET) to one path require. `action` is how the log names a change.

    What only reads is not logged.
    """

    method: str
    path: str
    requires: Requirement
    action: str = ""
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read the path: `{name}` is a part of it, `{name:path}` any rest."""
        parts = re.split(r"(\{\w+(?::path)?\})", self.path)
        read = [
            (".+" if one.endswith(":path}") else "[^/]+") if one.startswith("{") else re.escape(one) for one in parts
        ]
        object.__setattr__(self, "pattern", re.compile("".join(read), re.DOTALL))


class Rules:
    """A table of rules."""

    def __init__(self, rules: Iterable[Rule], otherwise: Requirement) -> None:
        """`otherwise` holds for requests that no rule is about."""
        self.rules = tuple(rules)
        self._otherwise = otherwise

    def find(self, method: str, path: str) -> Rule:
        """Return the first rule for a request."""
        wanted = "GET" if method == "HEAD" else method
        for rule in self.rules:
            if rule.method == wanted and rule.pattern.fullmatch(path):
                return rule
        return Rule(method, path, self._otherwise, "changed something")


def requiring(requires: Requirement, routes: str | Mapping[str, str]) -> list[Rule]:
    """Return rules for routes: `METHOD /path`, one a line, or as the keys of a mapping whose values are their actions."""
    lines = (
        routes if isinstance(routes, Mapping) else dict.fromkeys(filter(None, map(str.strip, routes.split("\n"))), "")
    )
    found = []
    for route, action in lines.items():
        method, _, path = route.partition(" ")
        found.append(Rule(method, path, requires, action))
    return found


def api_rules(metrics: Requirement) -> Rules:
    """Return the table of the API; `metrics` is what /metrics requires."""
    return Rules(
        [
            *requiring(
                "open",
                """
                GET /health
                GET /ready
                """,
            ),
            *requiring(metrics, "GET /metrics"),
            *requiring(
                "read",
                """
                GET /api/openapi.json
                GET /api/search
                POST /api/search
                GET /api/ask
                POST /api/ask
                GET /api/said
                POST /api/said
                GET /api/people
                POST /api/people
                GET /api/timeline
                POST /api/timeline
                GET /api/documents
                GET /api/documents/{document_id}
                GET /api/documents/{document_id}/history
                GET /api/sets
                GET /api/stats
                GET /v1/models
                POST /v1/chat/completions
                POST /mcp
                """,
            ),
            *requiring(
                "check",
                """
                POST /api/quote
                POST /api/support
                POST /api/draft
                POST /api/drafts
                GET /api/drafts/{job}
                DELETE /api/drafts/{job}
                GET /api/compare
                POST /api/compare
                GET /api/compare/events
                """,
            ),
            *requiring(
                "edit",
                {
                    "POST /api/documents": "added documents",
                    "DELETE /api/documents/{document_id}": "removed documents",
                    "PATCH /api/documents/{document_id}": "changed a document",
                    "GET /api/removed": "",
                    "POST /api/versions/{version_id}/restore": "brought a document back",
                    "POST /api/sets": "made a set",
                    "PATCH /api/sets/{name:path}": "changed a set",
                    "DELETE /api/sets/{name:path}": "deleted a set",
                },
            ),
        ],
        otherwise="edit",
    )


_PREFIXES = ("/api", "/v1", "/mcp", "/health", "/ready", "/metrics")


def is_api(path: str) -> bool:
    """Whether a path belongs to the API; everything else is the page's."""
    return under(path, _PREFIXES)
