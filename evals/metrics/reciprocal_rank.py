"""RR@k: one over the rank of the first right passage."""

from collections.abc import Collection, Sequence

from evals.metrics.scored import Scored, mean


def reciprocal_rank(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int = 10) -> Scored:
    """1 / rank of the first relevant id among the first `k`, 0 where there is none.

    Source: Voorhees 1999, The TREC-8 question answering track report.
    """
    return mean(
        [
            next((1 / rank for rank, one in enumerate(found[:k], 1) if one in right), 0.0)
            for found, right in zip(ranked, relevant, strict=True)
        ]
    )
