"""Features of a claim's sentence and its evidence: the columns of the scoring model.

All lie between 0 and 1, except `several` (0 or more) and `length` (0 to 2). The weights are fitted by
`evals.calibration.verification`.
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
    "coverage",  # share of the claim's content terms, by rarity, in the chosen sentences together
    "best_coverage",  # … in the best sentence
    "exact",  # … without synonyms, in all sentences
    "uncovered",  # number of content terms that no sentence has / 5, at most 1
    "rarest",  # rarity of the rarest of these, as a share of that of the rarest term
    "setting",  # number of words that say how much, how many or when and that no sentence has / 2, at most 1
    "pairs",  # share of neighbouring content terms that are neighbours in a sentence, too
    "sequence",  # length of the words in common order with the best sentence, as a share of the claim
    "copied",  # length of the longest run of words that both have, as a share of the claim
    "several",  # number of further sentences / 2
    "hedged",  # 1 if the claim itself says only "may"
    "length",  # number of content terms / 20, at most 2
    *KINDS,  # number of discrepancies of this kind / 2, at most 1
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
    ours = [word.term for word in claim.words]
    theirs = [word.term for word in chosen[0].words]
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    blocks = [block.size for block in matcher.get_matching_blocks()]
    row = [
        1 - sum(weights[term] for term in open_terms) / total,
        sum(weight for term, weight in weights.items() if covered(term, chosen[0].meant)) / total,
        sum(weight for term, weight in weights.items() if any(term in one.terms for one in chosen)) / total,
        min(len(open_terms) / 5, 1),
        max((weights[term] for term in open_terms), default=0.0) / heaviest,
        min(len(setting) / 2, 1),
        _pairs(claim, chosen),
        sum(blocks) / len(ours),
        max(blocks) / len(ours),
        (len(chosen) - 1) / 2,
        float(hedges(claim.text)),
        min(len(weights) / 20, 2),
    ]
    row += [min(sum(one.kind == kind for one in findings) / 2, 1) for kind in KINDS]
    return np.array(row, dtype=np.float64)


def _pairs(claim: ParsedSentence, chosen: Sequence[ParsedSentence]) -> float:
    """Return the share of neighbours among the claim's content terms that are neighbours in the evidence."""
    ours = [word.term for word in claim.words if word.content]
    if len(ours) < 2:
        return 1.0
    there = set()
    for one in chosen:
        theirs = [word.term for word in one.words if word.content]
        there |= set(pairwise(theirs)) | set(zip(theirs, theirs[2:], strict=False))
    return sum(pair in there for pair in pairwise(ours)) / (len(ours) - 1)
