"""Risk and coverage: how wrong the answers are when only the most confident ones are given."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .statistics import Sample, Score, mean, resampled


def aurc(confidence: Sequence[float], wrong: Sequence[bool]) -> Score:
    """The mean risk over all coverages: 0 is perfect, and the rate of wrong answers is what chance gives.

    Risk at coverage k / n is the share of wrong answers among the k most confident; items of equal confidence are
    covered together, each with their mean loss. Source: Geifman and El-Yaniv 2017; AURC as in Geifman et al. 2019.
    The item's score is its share: its loss times Σ 1 / k over the coverages that it is part of (so it may exceed 1), and the
    mean of the scores is the figure.
    """
    score, loss = np.asarray(confidence, dtype=np.float64), np.asarray(wrong, dtype=np.float64)
    return resampled(lambda picks: _area(score, loss, picks), [float(one) for one in _shares(score, loss)])


def _shares(score: NDArray[np.float64], loss: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(score):
        return loss
    order, starts, sizes = _levels(score)
    tails = np.cumsum((1 / np.arange(1, len(score) + 1))[::-1])[::-1]
    weights = np.empty(len(score))
    weights[order] = np.repeat(np.add.reduceat(tails, starts) / sizes, sizes)
    return loss * weights


def _levels(score: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The order of falling confidence, and where in it each level of equal confidence starts, with its size."""
    order = np.argsort(-score, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(score[order]) != 0))
    return order, starts, np.diff(np.append(starts, len(score)))


def risk_coverage(confidence: Sequence[float], wrong: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """(coverage, risk), from the most confident item alone to all of them."""
    score, loss = np.asarray(confidence, dtype=np.float64), np.asarray(wrong, dtype=np.float64)
    risks = _risks(score, loss)
    return tuple(((at + 1) / len(risks), float(risk)) for at, risk in enumerate(risks))


def _area(score: NDArray[np.float64], loss: NDArray[np.float64], picks: Sample) -> float:
    return float(_risks(score[picks], loss[picks]).mean())


def _risks(score: NDArray[np.float64], loss: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(score):
        return np.zeros(0)
    order, starts, sizes = _levels(score)
    costs = loss[order]
    level = np.repeat(np.add.reduceat(costs, starts) / sizes, sizes)
    return np.asarray(np.cumsum(level) / np.arange(1, len(level) + 1))


def answered_rate(abstained: Sequence[bool]) -> Score:
    """The share of answerable questions that are answered: 1 - abstained, over questions the corpus does answer."""
    return mean([float(not one) for one in abstained])


def false_answer_rate(abstained: Sequence[bool]) -> Score:
    """The same over questions the corpus cannot answer: how often an answer is given that cannot be right."""
    return mean([float(not one) for one in abstained])


def refusal_rate(abstained: Sequence[bool], corrected: Sequence[bool] | None = None) -> Score:
    """The share of questions without an answer that are refused, or whose false premise is corrected where that is given."""
    return mean([float(a or c) for a, c in zip(abstained, corrected or [False] * len(abstained), strict=True)])


def roc_auc(confidence: Sequence[float], positive: Sequence[bool]) -> Score:
    """The probability that a positive item has a greater score than a negative one, ties counted half.

    Source: Hanley and McNeil 1982 (the area equals the Mann-Whitney statistic). The item's score is the share of the
    other class that it stands on the right side of, so the mean over either class is the area. `nan`-free: with one
    class only, value and scores are 0.
    """
    score, label = np.asarray(confidence, dtype=np.float64), np.asarray(positive, dtype=np.bool_)
    if len(score) != len(label):
        raise ValueError("one confidence and one label an item")
    if label.all() or not label.any():
        return Score(0.0, 0.0, 0.0, (0.0,) * len(label))
    places = np.where(label, _above(score, score[~label]), 1 - _above(score, score[label]))

    def area(picks: Sample) -> float:
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
