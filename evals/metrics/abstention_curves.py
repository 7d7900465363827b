"""Abstention and confidence: how often a system answers, and whether its confidence separates right from wrong answers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .statistics import Sample, Score, mean, resampled

Floats = NDArray[np.float64]
Points = tuple[tuple[float, float], ...]


def answered_rate(abstained: Sequence[bool]) -> Score:
    """Return the share of questions that are answered.

    Over questions without an answer in the corpus, this is the rate of false answers.
    """
    return mean([float(not one) for one in abstained])


def refusal_rate(abstained: Sequence[bool], corrected: Sequence[bool] | None = None) -> Score:
    """Return the share of questions that are refused, or whose false premise is corrected (if `corrected` is given)."""
    return mean([float(a or c) for a, c in zip(abstained, corrected or [False] * len(abstained), strict=True)])


def aurc(confidence: Sequence[float], wrong: Sequence[bool]) -> Score:
    """Return the area under the risk-coverage curve: 0 is perfect; chance gives the rate of wrong answers.

    The risk at coverage k / n is the share of wrong answers among the k most confident. Items of equal confidence are covered
    together, each with their mean loss. Source: Geifman and El-Yaniv 2017; Geifman et al. 2019.

    An item scores its contribution: its loss times Σ 1 / k over the coverages that include it. So a score may exceed 1, and
    the mean of the scores is the value.
    """
    scores, losses = _arrays(confidence, wrong)
    return resampled(
        lambda sample: float(_risks(scores[sample], losses[sample]).mean()),
        [float(one) for one in _contributions(scores, losses)],
    )


def risk_coverage(confidence: Sequence[float], wrong: Sequence[bool]) -> Points:
    """Return the points (coverage, risk), from the most confident item alone to all items."""
    risks = _risks(*_arrays(confidence, wrong))
    return tuple(((at + 1) / len(risks), float(risk)) for at, risk in enumerate(risks))


def roc_auc(confidence: Sequence[float], positive: Sequence[bool]) -> Score:
    """Return the probability that a positive item scores higher than a negative one; ties count half.

    Source: Hanley and McNeil 1982 (the area equals the Mann-Whitney statistic). An item scores the share of the other class
    that it is ranked correctly against, so the mean over either class is the area. If only one class occurs, value and
    scores are 0.

    Raises:
        ValueError: confidences and labels differ in number.
    """
    scores, labels = np.asarray(confidence, dtype=np.float64), np.asarray(positive, dtype=np.bool_)
    if len(scores) != len(labels):
        raise ValueError("roc_auc needs one confidence and one label for each item")
    if labels.all() or not labels.any():
        return Score(0.0, 0.0, 0.0, (0.0,) * len(labels))

    def area(sample: Sample) -> float:
        drawn, classes = scores[sample], labels[sample]
        if classes.all() or not classes.any():
            return float("nan")
        return float(_share_below(drawn[classes], drawn[~classes]).mean())

    ranked = np.where(labels, _share_below(scores, scores[~labels]), 1 - _share_below(scores, scores[labels]))
    return resampled(area, [float(one) for one in ranked])


def roc_curve(confidence: Sequence[float], positive: Sequence[bool]) -> Points:
    """Return (false positive rate, true positive rate) from (0, 0) to (1, 1), a point for each distinct confidence.

    If only one class occurs, there is no curve.
    """
    from sklearn import metrics  # here: importing scikit-learn takes 0.4 s, which most runs can do without

    if all(positive) or not any(positive):
        return ()
    false, true, _ = metrics.roc_curve(positive, confidence, drop_intermediate=False)
    return tuple((float(x), float(y)) for x, y in zip(false, true, strict=True))


def _arrays(confidence: Sequence[float], wrong: Sequence[bool]) -> tuple[Floats, Floats]:
    return np.asarray(confidence, dtype=np.float64), np.asarray(wrong, dtype=np.float64)


def _levels(scores: Floats) -> tuple[Sample, Sample, Sample]:
    """Return the order of falling confidence, and the start and size in it of each level of equal confidence."""
    order = np.argsort(-scores, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(scores[order]) != 0))
    return order, starts, np.diff(np.append(starts, len(scores)))


def _risks(scores: Floats, losses: Floats) -> Floats:
    if not len(scores):
        return np.zeros(0)
    order, starts, sizes = _levels(scores)
    level = np.repeat(np.add.reduceat(losses[order], starts) / sizes, sizes)
    return np.asarray(np.cumsum(level) / np.arange(1, len(level) + 1))


def _contributions(scores: Floats, losses: Floats) -> Floats:
    if not len(scores):
        return losses
    order, starts, sizes = _levels(scores)
    tails = np.cumsum((1 / np.arange(1, len(scores) + 1))[::-1])[::-1]
    weights = np.empty(len(scores))
    weights[order] = np.repeat(np.add.reduceat(tails, starts) / sizes, sizes)
    return losses * weights


def _share_below(values: Floats, others: Floats) -> Floats:
    """Return for each value the share of `others` below it; ties count half."""
    ordered = np.sort(others)
    both = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return both / (2 * len(ordered))
