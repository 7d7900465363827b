"""nDCG@k: gains of the passages found, discounted by rank, against the best order."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from .statistics import Score, mean


def ndcg(ranked: Sequence[Sequence[str]], gains: Sequence[Mapping[str, float]], k: int = 10) -> Score:
    """DCG@k / ideal DCG@k with DCG = Σ gain / log2(rank + 1); ids that `gains` lacks gain 0; 0 where nothing gains.

    Source: Järvelin and Kekäläinen 2002, with linear gains as in TREC's trec_eval and BEIR. An id found twice gains once.
    """
    scores = []
    for found, wanted in zip(ranked, gains, strict=True):
        ideal = _dcg(sorted(wanted.values(), reverse=True)[:k])
        gained = _dcg(wanted.get(one, 0.0) for one in list(dict.fromkeys(found))[:k])
        scores.append(gained / ideal if ideal else 0.0)
    return mean(scores)


def _dcg(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def hit(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int) -> Score:
    """1 where one of the first `k` of an item's `ranked` ids is relevant, else 0; also called success@k.

    Source: `success` of TREC's trec_eval.
    """
    return mean([float(any(one in right for one in found[:k])) for found, right in zip(ranked, relevant, strict=True)])


def recall(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int) -> Score:
    """|relevant ids among the first `k`| / |relevant ids|; 0 where nothing is relevant.

    Source: `recall` of TREC's trec_eval; with more than `k` relevant ids it cannot reach 1.
    """
    return mean(
        [
            len(set(found[:k]) & set(right)) / max(len(set(right)), 1)
            for found, right in zip(ranked, relevant, strict=True)
        ]
    )


def reciprocal_rank(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int = 10) -> Score:
    """1 / rank of the first relevant id among the first `k`, 0 where there is none.

    Source: Voorhees 1999, The TREC-8 question answering track report.
    """
    return mean(
        [
            next((1 / rank for rank, one in enumerate(found[:k], 1) if one in right), 0.0)
            for found, right in zip(ranked, relevant, strict=True)
        ]
    )
