"""Discrepancies between a claim and its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..statements.statement import ParsedSentence

Kind = Literal[
    "number", "name", "date", "number_apart", "name_apart", "date_apart", "limit", "negation", "hedge", "opposite",
    "order", "replaced", "reworded",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "number",  # not in the evidence
    "name",
    "date",
    "number_apart",  # in the evidence, but about something else
    "name_apart",
    "date_apart",
    "limit",  # "more than" if the evidence has "less than" or no limit
    "negation",
    "hedge",  # a wish, a possibility or a condition in the evidence, a fact in the claim
    "opposite",
    "order",  # two names have changed places
    "replaced",  # a name, number or opposite in an otherwise copied sentence
    "reworded",  # another word, not known to be a synonym or an opposite
)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One discrepancy; `reason` is a clause in plain words.

    A claim with a discrepancy that `blocks` is never called supported; with one that `contradicts` it is called
    contradicted if the evidence is about the same thing.
    """

    kind: Kind
    reason: str
    contradicts: bool = False
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class ClaimInEvidence:
    """A claim's sentence with the `chosen` sentences of evidence, best first, and with `every` sentence of it.

    `shares` has the share (0 to 1) of the claim's weight that each chosen sentence covers; `copied` are the sentences of
    which the claim looks like a changed copy.
    """

    claim: ParsedSentence
    chosen: tuple[ParsedSentence, ...]
    shares: tuple[float, ...]
    copied: tuple[ParsedSentence, ...]
    every: Sequence[ParsedSentence]
