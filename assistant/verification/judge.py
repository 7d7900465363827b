"""The interface of judges of claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ...corpus.types import Span
from ..types import Verdict


@dataclass(frozen=True, slots=True)
class Supported:
    """Whether evidence supports a claim.

    `score` (0 to 1) is the calibrated probability that it does. `reasons` explain in words what is wrong; empty if
    nothing is. `evidence` is the index of the text that says most about the claim, and `span` the sentence in it; both are
    `None` if no text is about the claim.
    """

    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    evidence: int | None = None
    span: Span | None = None


class Judge(Protocol):
    """Judge whether evidence supports a claim: by features, an NLI model, or a chat model."""

    def judge(self, claim: str, evidence: Sequence[str]) -> Supported:
        """Judge `claim` (one sentence or several) against all of `evidence` (texts of any length) together.

        Raises:
            InputError: the claim has no words.
        """
        ...
