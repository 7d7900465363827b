"""Rankings: how well the right passages are found."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from .statistics import Score, mean


def ndcg(ranked: Sequence[Sequence[str]], gains: Sequence[Mapping[str, float]], k: int = 10) -> Score:
    """Return DCG@k / ideal DCG@k with DCG = Σ gain / log2(rank + 1); ids without a gain have gain 0.

    Source: Järvelin and Kekäläinen 2002, with linear gains as in TREC's trec_eval and BEIR. An id found twice
    counts once. Without any gain the score is 0.
    """
    scores = []
    for found, item_gains in zip(ranked, gains, strict=True):
        ideal = _dcg(sorted(item_gains.values(), reverse=True)[:k])
        gained = _dcg(item_gains.get(one, 0.0) for one in list(dict.fromkeys(found))[:k])
        scores.append(gained / ideal if ideal else 0.0)
    return mean(scores)


def _dcg(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def hit(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int) -> Score:
    """Score 1 if one of the first `k` ids is relevant, else 0; also called success@k.

    Source: `success` of TREC's trec_eval.
    """
    return mean([float(any(one in right for one in found[:k])) for found, right in zip(ranked, relevant, strict=True)])


def recall(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int) -> Score:
    """Return |relevant ids among the first `k`| / |relevant ids|; 0 if nothing is relevant.

    Source: `recall` of TREC's trec_eval; with more than `k` relevant ids it cannot reach 1.
    """
    return mean(
        [
            len(set(found[:k]) & set(right)) / max(len(set(right)), 1)
            for found, right in zip(ranked, relevant, strict=True)
        ]
    )


def reciprocal_rank(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int = 10) -> Score:
    """Return 1 / rank of the first relevant id among the first `k`, or 0.

    Source: Voorhees 1999, The TREC-8 question answering track report.
    """
    return mean(
        [
            next((1 / rank for rank, one in enumerate(found[:k], 1) if one in right), 0.0)
            for found, right in zip(ranked, relevant, strict=True)
        ]
    )
