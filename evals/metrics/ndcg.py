"""nDCG@k: gains of the passages found, discounted by rank, against the best order."""

import math
from collections.abc import Iterable, Mapping, Sequence

from evals.metrics.scored import Scored, mean


def ndcg(ranked: Sequence[Sequence[str]], gains: Sequence[Mapping[str, float]], k: int = 10) -> Scored:
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
