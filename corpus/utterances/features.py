"""Classes of values that features are named after."""

from collections.abc import Sequence

from .tokens import Phrase


def source_type(phrases: Sequence[Phrase]) -> str:
    """Return the class of a source: pronoun, name, role and so on."""
    first = phrases[0]
    if first.pronoun or first.written.lower() in ("him", "her", "them", "us", "me"):
        low = first.written.lower()
        return (
            "pronoun" if low in ("he", "she", "they") else "me" if low in ("i", "we", "me", "us") else "other-pronoun"
        )
    if first.name:
        return "several" if len(phrases) > 1 else "full-name" if " " in first.name else "name"
    return "role" if first.written[:1].islower() or first.written[:4] in ("The ", "A re") else "described"


def size(count: int) -> str:
    """Return the class of a count, by its upper limit."""
    return next(str(limit) for limit in (0, 1, 2, 3, 5, 8, 12, 20, 99999) if count <= limit)
