"""Risk and coverage: how wrong the answers are when only the most confident ones are given."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.metrics.scored import Picks, Scored, resampled


def aurc(confidence: Sequence[float], wrong: Sequence[bool]) -> Scored:
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


def _area(score: NDArray[np.float64], loss: NDArray[np.float64], picks: Picks) -> float:
    return float(_risks(score[picks], loss[picks]).mean())


def _risks(score: NDArray[np.float64], loss: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(score):
        return np.zeros(0)
    order, starts, sizes = _levels(score)
    costs = loss[order]
    level = np.repeat(np.add.reduceat(costs, starts) / sizes, sizes)
    return np.asarray(np.cumsum(level) / np.arange(1, len(level) + 1))
