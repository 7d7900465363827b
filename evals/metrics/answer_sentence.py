"""Answer-sentence accuracy: whether what is quoted first is the sentence that answers."""

from collections.abc import Sequence

from evals.metrics.scored import Scored, mean


def answer_sentence(right: Sequence[Sequence[bool]], k: int) -> Scored:
    """1 where one of the first `k` statements of an item is right, else 0; an item without statements scores 0.

    `right` says of every statement, in the order shown, whether it quotes the gold sentence (or, where the data has no
    spans, holds a gold answer: `squad.holds`). This is hit@k over sentences: Yih et al. 2013 and others on answer
    sentence selection report its k = 1.
    """
    return mean([float(any(statements[:k])) for statements in right])
