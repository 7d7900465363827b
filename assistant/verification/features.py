"""Features of a claim's sentence and its evidence: the columns of the scoring model.

Those of words and discrepancies lie between 0 and 1, except `length` (0 to 2). The model is fitted by
`evals.calibration.verification`. More features (the longest common subsequence, windows of one to three sentences, skip-grams,
unaligned names and numbers) gained nothing on sources that were left out.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...corpus.language.synonyms import covered
from ..statements.statement import ParsedSentence, Rarity, claim_weights
from .alignment import ALIGNMENT
from .discrepancies import KINDS, Discrepancy

Floats = NDArray[np.float64]

WORDS = (
    "coverage",  # share of the claim's content terms, by rarity, in the chosen sentences together
    "best_coverage",  # … in the best sentence
    "rarest",  # rarity of the rarest term that no chosen sentence has, as a share of that of the rarest term
    "length",  # number of content terms / 20, at most 2
    "bigrams",  # share of the claim's pairs of adjacent words that are adjacent in a sentence of the evidence, too
    "trigrams",  # … of three adjacent words
    "fragments",  # share of the claim's words in runs of two or more that the evidence has (Grusky et al. 2018, coverage)
)
FEATURES = (
    *WORDS,
    *KINDS,  # number of discrepancies of this kind / 2, at most 1
    *ALIGNMENT,
)


def measure(
    claim: ParsedSentence,
    chosen: Sequence[ParsedSentence],
    stated: Sequence[ParsedSentence],
    findings: Sequence[Discrepancy],
    rarity: Rarity,
) -> Floats:
    """Compute the features of words and discrepancies (len(WORDS) + len(KINDS),) of a claim's sentence.

    Args:
        claim: the sentence.
        chosen: the sentences of evidence that it is compared with, best first, not empty.
        stated: every sentence of the evidence.
        findings: the discrepancies.
        rarity: the weight of a term.
    """
    weights = claim_weights(claim, rarity)
    total = sum(weights.values())
    every = frozenset().union(*(one.meant for one in chosen))
    open_terms = [term for term in weights if not covered(term, every)]
    row = [
        1 - sum(weights[term] for term in open_terms) / total,
        sum(weight for term, weight in weights.items() if covered(term, chosen[0].meant)) / total,
        max((weights[term] for term in open_terms), default=0.0) / max(weights.values()),
        min(len(weights) / 20, 2),
        *_copied(claim, stated),
    ]
    row += [min(sum(one.kind == kind for one in findings) / 2, 1) for kind in KINDS]
    return np.array(row, dtype=np.float64)


def _copied(claim: ParsedSentence, stated: Sequence[ParsedSentence]) -> tuple[float, float, float]:
    """Return the shares of bigrams and trigrams, and of words in fragments; shorter claims have the share of what they have."""
    ours = tuple(word.term for word in claim.words)
    theirs = [tuple(word.term for word in one.words) for one in stated]
    words, pairs, triples = (_occurring(ours, theirs, size) for size in (1, 2, 3))
    fragments = [before or after for before, after in zip([False, *pairs], [*pairs, False], strict=True)]
    return _share(pairs or words), _share(triples or pairs or words), _share(fragments if pairs else words)


def _occurring(ours: tuple[str, ...], theirs: Sequence[tuple[str, ...]], size: int) -> list[bool]:
    """Return for each run of `size` terms whether one of the other texts has it."""
    there = {terms[at : at + size] for terms in theirs for at in range(len(terms) - size + 1)}
    return [ours[at : at + size] in there for at in range(len(ours) - size + 1)]


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found)
