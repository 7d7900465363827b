"""ROC-AUC: how well a score tells two classes apart."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.metrics.scored import Picks, Scored, resampled


def roc_auc(confidence: Sequence[float], positive: Sequence[bool]) -> Scored:
    """The probability that a positive item has a greater score than a negative one, ties counted half.

    Source: Hanley and McNeil 1982 (the area equals the Mann-Whitney statistic). The item's score is the share of the
    other class that it stands on the right side of, so the mean over either class is the area. `nan`-free: with one
    class only, value and scores are 0.
    """
    score, label = np.asarray(confidence, dtype=np.float64), np.asarray(positive, dtype=np.bool_)
    if len(score) != len(label):
        raise ValueError("one confidence and one label an item")
    if label.all() or not label.any():
        return Scored(0.0, 0.0, 0.0, (0.0,) * len(label))
    places = np.where(label, _above(score, score[~label]), 1 - _above(score, score[label]))

    def area(picks: Picks) -> float:
        drawn, marked = score[picks], label[picks]
        return float("nan") if marked.all() or not marked.any() else float(_above(drawn[marked], drawn[~marked]).mean())

    return resampled(area, [float(one) for one in places])


def roc_curve(confidence: Sequence[float], positive: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """(false positive rate, true positive rate) from (0, 0) to (1, 1), one point a distinct score."""
    score, label = np.asarray(confidence, dtype=np.float64), np.asarray(positive, dtype=np.bool_)
    if label.all() or not label.any():
        return ()
    order = np.argsort(-score, kind="stable")
    last = np.append(np.diff(score[order]) != 0, True)
    right, wrong = np.cumsum(label[order])[last], np.cumsum(~label[order])[last]
    points = zip(wrong / (~label).sum(), right / label.sum(), strict=True)
    return ((0.0, 0.0), *((float(x), float(y)) for x, y in points))


def _above(values: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """For every value the share of `others` below it, ties counted half."""
    ordered = np.sort(others)
    both = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return both / (2 * len(ordered))
