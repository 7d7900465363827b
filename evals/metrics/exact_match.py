"""Exact match of an answer with a gold answer."""

from collections.abc import Sequence

from evals.metrics.scored import Scored, mean
from evals.metrics.squad import normalised


def exact_match(answers: Sequence[str], gold: Sequence[Sequence[str]]) -> Scored:
    """1 where the answer equals one of its gold answers after SQuAD's normalisation, else 0.

    Source: Rajpurkar et al. 2016, SQuAD. Where there is no gold answer (SQuAD 2.0), only the empty answer is right.
    """
    return mean(
        [
            float(normalised(one) in {normalised(g) for g in golds or ("",)})
            for one, golds in zip(answers, gold, strict=True)
        ]
    )
