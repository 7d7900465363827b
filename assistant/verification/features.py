"""Features of a claim's sentence and its evidence: the columns of the scoring model.

All but `length` lie between 0 and 1. The weights are fitted by `evals.calibration.verification`.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...corpus.language.antonyms import SETTING, hedges
from ...corpus.language.synonyms import covered
from ..statements.statement import ParsedSentence, Rarity, claim_weights
from .discrepancies import KINDS, Discrepancy

Floats = NDArray[np.float64]

FEATURES = (
    "coverage",  # share of the claim's content terms, by rarity, in the evidence's sentences together
    "best_coverage",  # … in the best of them
    "exact",  # … without synonyms, in all of them
    "uncovered",  # content terms that none has / 5, at most 1
    "rarest",  # rarity of the rarest that none has, as a share of the rarest term
    "setting",  # words that set how much, how many or when, and that none has / 2, at most 1
    "pairs",  # share of neighbouring content terms that are neighbours in one of them too
    "sequence",  # longest common subsequence with the best one, as a share of the claim
    "copied",  # longest run of words that both have, as a share of the claim
    "several",  # further sentences needed / 2
    "hedged",  # the claim itself says only "may"
    "length",  # content terms / 20
    *KINDS,  # findings of this kind / 2, at most 1
)


def measure(
    claim: ParsedSentence,
    chosen: Sequence[ParsedSentence],
    findings: Sequence[Discrepancy],
    rarity: Rarity,
) -> Floats:
    """Compute the features (len(FEATURES),) of a claim's sentence. `chosen`: the sentences of evidence, best first, not empty."""
    weights = claim_weights(claim, rarity)
    total = sum(weights.values())
    every = frozenset().union(*(one.meant for one in chosen))
    open_terms = [term for term in weights if not covered(term, every)]
    heaviest = max(weights.values())
    setting = [word for word in claim.words if word.term in SETTING and word.term not in every]
    given = [word.term for word in claim.words]
    theirs = [word.term for word in chosen[0].words]
    matcher = SequenceMatcher(None, theirs, given, autojunk=False)
    blocks = [block.size for block in matcher.get_matching_blocks()]
    row = [
        1 - sum(weights[term] for term in open_terms) / total,
        sum(weight for term, weight in weights.items() if covered(term, chosen[0].meant)) / total,
        sum(weight for term, weight in weights.items() if any(term in one.terms for one in chosen)) / total,
        min(len(open_terms) / 5, 1),
        max((weights[term] for term in open_terms), default=0.0) / heaviest,
        min(len(setting) / 2, 1),
        _pairs(claim, chosen),
        sum(blocks) / len(given),
        max(blocks) / len(given),
        (len(chosen) - 1) / 2,
        float(hedges(claim.text)),
        min(len(weights) / 20, 2),
    ]
    row += [min(sum(one.kind == kind for one in findings) / 2, 1) for kind in KINDS]
    return np.array(row, dtype=np.float64)


def _pairs(claim: ParsedSentence, chosen: Sequence[ParsedSentence]) -> float:
    """How many neighbours among the claim's content terms are neighbours in the evidence."""
    ours = [word.term for word in claim.words if word.content]
    if len(ours) < 2:
        return 1.0
    there = set()
    for one in chosen:
        theirs = [word.term for word in one.words if word.content]
        there |= set(pairwise(theirs)) | set(zip(theirs, theirs[2:], strict=False))
    return sum(pair in there for pair in pairwise(ours)) / (len(ours) - 1)
