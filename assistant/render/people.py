"""Those who speak, as JSON objects and a table."""

from collections.abc import Iterable
from typing import Any

from ..timeline.speakers import Speaker


def as_object(value: Speaker) -> dict[str, Any]:
    """One speaker; `days` are pairs of a day and how many utterances there are of it."""
    return {
        "name": value.name,
        "kind": value.kind,
        "spellings": list(value.spellings),
        "roles": list(value.roles),
        "utterances": value.utterances,
        "direct": value.direct,
        "partial": value.partial,
        "indirect": value.indirect,
        "first": value.first.isoformat() if value.first else None,
        "last": value.last.isoformat() if value.last else None,
        "days": [[day.isoformat(), number] for day, number in value.days],
    }


def as_table(values: Iterable[Speaker]) -> str:
    """For reading: how many utterances, who, and in which roles, from when to when."""
    lines = []
    for one in values:
        roles = f" ({'; '.join(one.roles)})" if one.roles else ""
        days = f"  {one.first} to {one.last}" if one.first != one.last else f"  {one.first or 'no date'}"
        lines.append(f"{one.utterances:6}  {one.name}{roles}{days}")
    return "\n".join(lines)
