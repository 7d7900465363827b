"""hit@k: whether a right passage stands among the first k."""

from collections.abc import Collection, Sequence

from evals.metrics.scored import Scored, mean


def hit(ranked: Sequence[Sequence[str]], relevant: Sequence[Collection[str]], k: int) -> Scored:
    """1 where one of the first `k` of an item's `ranked` ids is relevant, else 0; also called success@k.

    Source: `success` of TREC's trec_eval.
    """
    return mean([float(any(one in right for one in found[:k])) for found, right in zip(ranked, relevant, strict=True)])
