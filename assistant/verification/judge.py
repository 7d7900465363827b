"""The interface of judges of claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ...corpus.types import Span
from ..types import Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a judge agrees with people, on data sets that it was not fitted to.

    Its thresholds were chosen on the same sets, so less is to be expected elsewhere.

    `auc` (0 to 1): how often a claim that people call supported scores higher than one that they do not, the mean over the
    sets. `precision` (0 to 1) is the share of claims called supported that are, over all sets together; `recall` (0 to 1) the
    share of supported claims that are called so, the mean over the sets. `sets` is their number.
    """

    auc: float
    precision: float
    recall: float
    sets: int


@dataclass(frozen=True, slots=True)
class UnmatchedWord:
    """A content word of a claim that the evidence has in no form, and no synonym of.

    `place` is where it stands in the claim; `evidence` is the index of the text, and `closest` the place in it, of the word
    whose meaning in its sentence is closest. Both are `None` for a word that the encoder does not read.
    """

    place: Span
    evidence: int | None = None
    closest: Span | None = None


@dataclass(frozen=True, slots=True)
class Supported:
    """Whether evidence supports a claim.

    `score` (0 to 1) is the calibrated probability that it does. `reasons` explain in words what is wrong; empty if
    nothing is. `evidence` is the index of the text that says most about the claim, and `span` the sentence in it; both are
    `None` if no text is about the claim. `sentences` are the verdicts on the sentences of a claim that has several; `place`
    is where such a sentence stands in the claim. `agreement` is known for judges that were measured. `unmatched` are words of
    a claim that is not supported, though no rule says why.
    """

    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    evidence: int | None = None
    span: Span | None = None
    place: Span | None = None
    sentences: tuple["Supported", ...] = ()
    agreement: Agreement | None = None
    unmatched: tuple[UnmatchedWord, ...] = ()


class Judge(Protocol):
    """Judge whether evidence supports a claim: by features, an NLI model, or a chat model."""

    def judge(self, claim: str, evidence: Sequence[str]) -> Supported:
        """Judge `claim` (one sentence or several) against all of `evidence` (texts of any length) together.

        Raises:
            InputError: the claim has no words.
        """
        ...
