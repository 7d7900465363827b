"""The result of every metric, and its bootstrap interval.

All intervals are 95 % percentile intervals (Efron 1979, Bootstrap methods), from resamples drawn with a fixed seed.
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import DegenerateDataWarning, bootstrap  # type: ignore[import-untyped]  # SciPy ships no types

SAMPLES = 2_000
SEED = 0

_BATCH = 1_000_000  # numbers held in memory at once while resampling

Sample = NDArray[np.intp]
"""Positions of items drawn with replacement."""


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with its 95 % interval (`low`, `high`) and the scores of the items, in the order given.

    `value` is the mean of the scores, unless the metric says otherwise. Without items, value and interval are 0.
    """

    value: float
    low: float
    high: float
    scores: tuple[float, ...]

    @property
    def n(self) -> int:
        """Return the number of items."""
        return len(self.scores)


def mean(scores: Sequence[float]) -> Score:
    """Return the mean of the scores."""
    if not scores:
        return Score(0.0, 0.0, 0.0, ())
    values = np.asarray(scores, dtype=np.float64)
    low, high = _interval(values, np.mean, SAMPLES, vectorized=True)
    return Score(float(values.mean()), low, high, tuple(map(float, scores)))


def resampled(value: Callable[[Sample], float], scores: Sequence[float], samples: int = SAMPLES // 2) -> Score:
    """Return a figure that is not a mean; `value` computes it for the items at the given positions.

    Resamples without a value (`nan`, because a class is missing) do not count for the interval.
    """
    if not scores:
        return Score(0.0, 0.0, 0.0, ())
    positions = np.arange(len(scores))
    low, high = _interval(positions, value, samples, vectorized=False)
    return Score(value(positions), low, high, tuple(map(float, scores)))


def _interval(
    data: NDArray[np.float64] | Sample, statistic: Callable[..., float], samples: int, *, vectorized: bool
) -> tuple[float, float]:
    if len(data) == 1:  # SciPy refuses a single observation
        values = np.array([statistic(data)])
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DegenerateDataWarning)  # resamples without a value are left out below
            values = bootstrap(
                (data,),
                statistic,
                n_resamples=samples,
                batch=max(1, _BATCH // len(data)),
                vectorized=vectorized,
                method="percentile",
                rng=np.random.default_rng(SEED),
            ).bootstrap_distribution
    values = values[~np.isnan(values)]
    if not len(values):
        return 0.0, 0.0
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """`difference` is the mean of second minus first over `n` items, with its 95 % interval."""

    difference: float
    low: float
    high: float
    wins: int
    losses: int
    n: int

    @property
    def significant(self) -> bool:
        """Return whether the interval excludes 0."""
        return self.low > 0 or self.high < 0


def paired(first: Sequence[float], second: Sequence[float]) -> PairedDifference:
    """Compare two systems on the same items by a paired bootstrap; `wins` counts items where `second` is greater.

    Source: Efron and Tibshirani 1993; Koehn 2004.
    """
    gained = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    scored = mean([float(one) for one in gained])
    wins, losses = int((gained > 0).sum()), int((gained < 0).sum())
    return PairedDifference(scored.value, scored.low, scored.high, wins, losses, len(gained))
