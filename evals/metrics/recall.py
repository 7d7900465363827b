"""recall@k: the share of the right passages that stand among the first k."""

from collections.abc import Collection, Sequence

from evals.metrics.scored import Scored, mean


def recall(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int) -> Scored:
    """|relevant ids among the first `k`| / |relevant ids|; 0 where nothing is relevant.

    Source: `recall` of TREC's trec_eval; with more than `k` relevant ids it cannot reach 1.
    """
    return mean(
        [
            len(set(found[:k]) & set(right)) / max(len(set(right)), 1)
            for found, right in zip(ranked, relevant, strict=True)
        ]
    )
