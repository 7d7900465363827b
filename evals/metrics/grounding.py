"""Grounding: whether a judge tells supported claims from unsupported ones."""

from collections.abc import Sequence

import numpy as np

from evals.metrics.scored import Picks, Scored, resampled


def balanced_accuracy(said: Sequence[bool], supported: Sequence[bool]) -> Scored:
    """The mean of the recalls of both classes, so that answering always the same gives 0.5.

    Source: Brodersen et al. 2010; SummEdits and SummaC report it. The item's score is 1 where the judge is right. With
    one class only it is that class's recall. The area under the ROC curve of the judge's scores: `roc_auc`.
    """
    given, gold = np.asarray(said, dtype=np.bool_), np.asarray(supported, dtype=np.bool_)
    right = given == gold

    def balanced(picks: Picks) -> float:
        drawn, marked = right[picks], gold[picks]
        return float(np.mean([drawn[marked == one].mean() for one in (True, False) if (marked == one).any()]))

    return resampled(balanced, [float(one) for one in right])
