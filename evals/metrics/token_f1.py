"""Token F1 of an answer with a gold answer."""

from collections import Counter
from collections.abc import Sequence

from evals.metrics.scored import Scored, mean
from evals.metrics.squad import normalised


def token_f1(answers: Sequence[str], gold: Sequence[Sequence[str]]) -> Scored:
    """2PR / (P + R) over the tokens shared with the gold answer that fits best, after SQuAD's normalisation.

    Source: Rajpurkar et al. 2016, SQuAD; where one of the two is empty, 1 if both are, as in SQuAD 2.0's script.
    """
    return mean([max(_f1(one, g) for g in golds or ("",)) for one, golds in zip(answers, gold, strict=True)])


def _f1(answer: str, gold: str) -> float:
    given, wanted = normalised(answer).split(), normalised(gold).split()
    if not given or not wanted:
        return float(given == wanted)
    shared = sum((Counter(given) & Counter(wanted)).values())
    return 2 * shared / (len(given) + len(wanted))
