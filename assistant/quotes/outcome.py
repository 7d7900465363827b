"""What comparison finds, before it becomes a report."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quotes.turning import Dropped
from assistant.quotes.values import Place, QuoteFlag, QuoteVerdict, WordEdit

FLAGS: tuple[QuoteFlag, ...] = (
    "negation", "number", "name", "condition", "attribution", "added", "dropped", "omission", "order", "character",
    "punctuation",
)  # fmt: skip
"""The order in which flags are listed: what matters most first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict on the words, with what it rests on; `nearest` where the words do not stand as given."""

    verdict: QuoteVerdict
    flags: tuple[QuoteFlag, ...] = ()
    diff: tuple[WordEdit, ...] = ()
    places: tuple[Place, ...] = ()
    nearest: Place | None = None
    normalisations: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def listed(flags: set[QuoteFlag]) -> tuple[QuoteFlag, ...]:
    """Flags in their order."""
    return tuple(flag for flag in FLAGS if flag in flags)


def cut(dropped: Sequence[Dropped]) -> tuple[tuple[QuoteFlag, ...], tuple[str, ...]]:
    """Flags and reasons for words left out that turn the meaning."""
    named = ", ".join(dict.fromkeys(f"“{one.word}”" for one in dropped))
    kinds = " and ".join(dict.fromkeys(f"{'an' if one.turn == 'attribution' else 'a'} {one.turn}" for one in dropped))
    flags: set[QuoteFlag] = {one.turn for one in dropped}
    return listed(flags), (f"What is left out turns the meaning: {named} ({kinds}).",)
