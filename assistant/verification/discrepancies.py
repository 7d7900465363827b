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
    "number",  # not in the evidence; so are the next two
    "name",
    "date",
    "number_apart",  # in the evidence, but not said of this; so are the next two
    "name_apart",
    "date_apart",
    "limit",  # "more than" in the claim, "less than" or no limit in the evidence
    "negation",
    "hedge",  # a wish, a possibility or a condition in the evidence, a fact in the claim
    "opposite",
    "order",  # two names have changed places
    "replaced",  # a name, number or opposite in a claim that is otherwise a sentence of the evidence
    "reworded",  # any other changed word in such a claim
)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One discrepancy; `reason` is a clause in plain words.

    A claim with a discrepancy that `blocks` is never called supported. If one `contradicts`, the claim is called
    contradicted, provided that the evidence is about the same thing.
    """

    kind: Kind
    reason: str
    contradicts: bool = False
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class ClaimInEvidence:
    """A claim's sentence with the `chosen` sentences of evidence, best first, and with `every` sentence of the evidence.

    `shares` has the share (0 to 1) of the claim's weight that each chosen sentence covers; `copied` are the sentences of
    which the claim looks like a changed copy.
    """

    claim: ParsedSentence
    chosen: tuple[ParsedSentence, ...]
    shares: tuple[float, ...]
    copied: tuple[ParsedSentence, ...]
    every: Sequence[ParsedSentence]
