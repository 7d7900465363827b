"""The default judge: rules find discrepancies, and a logistic regression over features estimates the probability of support.

Vectors are not among the features. The cosines of claim and evidence, of their static word vectors, and of their
contextual word vectors separate true from changed claims hardly better than chance (ROC-AUC 0.50 to 0.60 on SummEdits and
BUMP), add nothing to the words (ROC-AUC within 0.01 with and without them), and would take ten times as long.

Each sentence of a claim is judged separately, and the worst counts. A sentence is never called supported if a rule found a
number, name, date or negation that the evidence lacks, however similar it is.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Self

import numpy as np

from ...corpus.errors import InputError
from ...corpus.interruption import checkpoint
from ...corpus.language.synonyms import covered
from ...index.retrieval.ranking import load_weights
from ..statements.statement import ParsedSentence, Rarity, best_combination, closest, likely_copies, sentences
from .contrasts import check_contrasts
from .discrepancies import ClaimInEvidence, Discrepancy
from .facts import check_facts, with_facts
from .features import FEATURES, Floats, measure
from .judge import Supported

# Score of a claim that the evidence has word for word, which is as certain as evidence can make it.
VERBATIM = 0.99
# Maximum score of a claim with a discrepancy that blocks; below any threshold.
BLOCKED = 0.3
# Minimum share of the claim that evidence must cover to be about the same thing.
SAME_THING = 0.5
# Maximum length of a claim in characters.
LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class SupportWeights:
    """The fitted model: a weight for each of `FEATURES`, and the lowest score (0 to 1) that counts as supported."""

    weights: dict[str, float]
    bias: float
    threshold: float
    made: dict[str, Any]

    def __post_init__(self) -> None:
        """Refuse weights that were fitted for other features, with `ValueError`."""
        if tuple(self.weights) != FEATURES:
            raise ValueError("the weights were fitted for other features; run 'dragoman eval calibrate-support'")

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a model that `to_json` wrote."""
        return cls(**json.loads(text))

    def to_json(self) -> str:
        """Serialise the model as JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    def score(self, row: Floats) -> float:
        """Return the probability (0 to 1) that a claim with the features `row` (len(FEATURES),) is supported."""
        return 1 / (1 + math.exp(-float(row @ np.array(list(self.weights.values()))) - self.bias))


@cache
def load_support_weights() -> SupportWeights:
    """Load the installed weights."""
    return SupportWeights.from_json(
        files("dragoman.assistant.verification").joinpath("weights.json").read_text(encoding="utf-8")
    )


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """One sentence of a claim with its evidence, discrepancies and features."""

    claim: ParsedSentence
    chosen: tuple[ParsedSentence, ...]
    findings: tuple[Discrepancy, ...]
    row: Floats | None
    verbatim: bool


class FeatureJudge:
    """Judge by features: deterministic, without torch, thread-safe."""

    def __init__(self, weights: SupportWeights | None = None) -> None:
        """`weights` are the installed ones by default."""
        self._weights = weights
        background = load_weights().background
        self._rarity: Rarity = background.rarity({}, 0)

    @property
    def weights(self) -> SupportWeights:
        """The model in use."""
        return self._weights or load_support_weights()

    def judge(self, claim: str, evidence: Sequence[str]) -> Supported:
        """See `Judge.judge`."""
        return worst([self.verdict(reading) for reading in self.read(claim, evidence)])

    def read(self, claim: str, evidence: Sequence[str]) -> list[ClaimReading]:
        """Read every sentence of the claim with the sentences of evidence that it is compared with.

        Raises:
            InputError: the claim has no words, or more than `LONGEST` characters.
        """
        if len(claim) > LONGEST:
            raise InputError(
                f"the claim has {len(claim):,} characters; give at most {LONGEST:,}, a few sentences at a time"
            )
        parts = [part for part in sentences(claim) if part.words]
        if not parts or not re.search(r"\w", claim):
            raise InputError("the claim has no words; give a sentence to check")
        stated = [one for at, text in enumerate(evidence) for one in sentences(text, at) if one.words]
        return [self._read(part, stated) for part in parts]

    def _read(self, claim: ParsedSentence, stated: Sequence[ParsedSentence]) -> ClaimReading:
        checkpoint()
        ranked = closest(claim, stated, self._rarity)
        if not ranked:
            return ClaimReading(claim, (), (), None, False)
        for one, _ in ranked:
            if _verbatim(claim, one):
                return ClaimReading(claim, (one,), (), None, True)
        chosen, shares = zip(*with_facts(claim, best_combination(claim, ranked, self._rarity), ranked), strict=True)
        beside = ClaimInEvidence(claim, chosen, shares, likely_copies(claim, chosen), stated)
        findings = tuple({one.reason: one for one in (*check_facts(beside), *check_contrasts(beside))}.values())
        row = measure(claim, chosen, findings, self._rarity)
        return ClaimReading(claim, chosen, findings, row, False)

    def verdict(self, reading: ClaimReading) -> Supported:
        """Return the verdict on one sentence of a claim."""
        if not reading.chosen:
            return Supported("not_enough_evidence", 0.0, ("the evidence says nothing about this",))
        best = reading.chosen[0]
        if reading.verbatim:
            return Supported("supported", VERBATIM, (), best.of, best.span)
        assert reading.row is not None
        score = self.weights.score(reading.row)
        reasons = tuple(finding.reason for finding in reading.findings)
        if any(one.blocks for one in reading.findings):
            against = any(one.contradicts for one in reading.findings)
            about = reading.row[FEATURES.index("best_coverage")] >= SAME_THING
            verdict = "contradicted" if against and about else "not_enough_evidence"
            return Supported(verdict, round(min(score, BLOCKED), 4), reasons, best.of, best.span)  # type: ignore[arg-type]
        if score >= self.weights.threshold:
            return Supported("supported", round(score, 4), (), best.of, best.span)
        return Supported("not_enough_evidence", round(score, 4), (*reasons, _lacking(reading)), best.of, best.span)


def worst(judged: Sequence[Supported]) -> Supported:
    """Combine the verdicts on the sentences of a claim (at least one): the worst, with all unsupported ones' reasons."""
    least = min(judged, key=lambda one: (one.verdict == "supported", one.score))
    return replace(
        least, reasons=tuple(dict.fromkeys(r for one in judged if one.verdict != "supported" for r in one.reasons))
    )


def _verbatim(claim: ParsedSentence, one: ParsedSentence) -> bool:
    """Whether the claim has the words of the sentence, names and figures as written; case does not matter."""
    ours, theirs = ([word.text.casefold() for word in part.words] for part in (claim, one))
    return ours == theirs


def _lacking(reading: ClaimReading) -> str:
    """Explain which words of the claim the evidence does not have."""
    every = frozenset().union(*(one.meant for one in reading.chosen))
    missing = [word.text for word in reading.claim.words if word.content and not covered(word.term, every)]
    if missing:
        return f"the evidence does not say {_listed(missing[:5])}"
    return "the evidence has these words, but does not say this"


def _listed(texts: Sequence[str]) -> str:
    quoted = [f"“{text}”" for text in dict.fromkeys(texts)]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
