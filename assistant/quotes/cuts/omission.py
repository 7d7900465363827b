"""A word left out of a quotation that changes its meaning, what kind it is, and how people are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..report import QuoteFlag, in_order

OmissionKind = Literal[
    "negation", "quantity", "condition", "attribution", "hedge", "restriction", "question", "omission"
]
"""What the omitted word does to the words kept.

`negation` denies them, `quantity` says of how many they hold, `condition` under what condition or from what time on,
`attribution` whose claim they are, `hedge` how certain or wished for they are, `restriction` to what they are limited,
`question` asks them, and `omission` is the clause that some of them belong to.
"""


@dataclass(frozen=True, slots=True)
class OmittedWord:
    """A word left out of the quotation that changes its meaning, and how."""

    word: str
    kind: OmissionKind


_NAMED: dict[OmissionKind, str] = {
    "negation": "a negation",
    "quantity": "a quantity",
    "condition": "a condition",
    "attribution": "whose claim it is",
    "hedge": "how certain it is",
    "restriction": "a restriction",
    "question": "that it is a question",
    "omission": "what the other words refer to",
}


def flags_and_reasons(omitted: Sequence[OmittedWord]) -> tuple[tuple[QuoteFlag, ...], tuple[str, ...]]:
    """Return the flags of a truncated quotation, and the sentence that names the words left out."""
    named = ", ".join(dict.fromkeys(f"“{one.word}”" for one in omitted))
    kinds = " and ".join(dict.fromkeys(_NAMED[one.kind] for one in omitted))
    flags: set[QuoteFlag] = {one.kind for one in omitted}
    return in_order(flags), (f"The words left out change the meaning: {named} ({kinds}).",)


def unique(omitted: Iterable[OmittedWord]) -> tuple[OmittedWord, ...]:
    """Return each word once, in order, and none that is a part of another of its kind."""
    found = tuple(dict.fromkeys(omitted))
    return tuple(
        one
        for one in found
        if not any(
            one != other and one.kind == other.kind and one.word.lower() in other.word.lower() for other in found
        )
    )
