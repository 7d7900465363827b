"""What a check finds wrong with a claim."""

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
    "number_apart",  # in the evidence, but not where it speaks of this
    "name_apart",
    "date_apart",
    "limit",  # "more than" where the evidence has "less than" or nothing
    "negation",
    "hedge",  # a wish, a possibility or a condition in the evidence, a fact in the claim
    "opposite",
    "order",  # two names have changed places
    "replaced",  # a name, number or opposite in a sentence that is else the evidence's
    "reworded",  # another word there, of which nothing is known
)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing wrong: `reason` is a clause in plain words.

    With one that `blocks` a claim is never called supported; with one that `contradicts` it is called contradicted where
    the evidence is about the same thing.
    """

    kind: Kind
    reason: str
    contradicts: bool = False
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class ClaimInEvidence:
    """A claim's sentence beside the evidence: the sentences that speak of it, best first, and every sentence.

    `shares` says for each of the former how much of the claim's weight it covers; `copied` holds those of which the claim
    looks like a changed copy.
    """

    claim: ParsedSentence
    chosen: tuple[ParsedSentence, ...]
    shares: tuple[float, ...]
    copied: tuple[ParsedSentence, ...]
    every: Sequence[ParsedSentence]
