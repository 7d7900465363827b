"""What every metric returns, and the bootstrap interval that goes with it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLES = 2_000
SEED = 0

Sample = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with its 95 % interval (`low`, `high`) and the scores of the single items, in the order given.

    `value` is the mean of the scores, unless the metric says otherwise. No items give 0 and an interval of (0, 0).
    """

    value: float
    low: float
    high: float
    scores: tuple[float, ...]

    @property
    def n(self) -> int:
        """How many items were scored."""
        return len(self.scores)


def mean(scores: Sequence[float]) -> Score:
    """The mean of the scores."""
    if not scores:
        return Score(0.0, 0.0, 0.0, ())
    values = np.asarray(scores, dtype=np.float64)
    low, high = _limits(np.array([values[picks].mean() for picks in _drawn(len(values), SAMPLES)]))
    return Score(float(values.mean()), low, high, tuple(map(float, scores)))


def resampled(value: Callable[[Sample], float], scores: Sequence[float], samples: int = SAMPLES // 2) -> Score:
    """A figure that is no mean: `value` computes it for the items at some places (with repeats, n of n).

    A sample for which it is not defined (`nan`: one class is missing) is left out of the interval.
    """
    if not scores:
        return Score(0.0, 0.0, 0.0, ())
    values = np.array([value(picks) for picks in _drawn(len(scores), samples)])
    low, high = _limits(values[~np.isnan(values)])
    return Score(value(np.arange(len(scores))), low, high, tuple(map(float, scores)))


def _drawn(size: int, samples: int) -> Iterator[Sample]:
    """Places drawn with repeats, `size` of them each time, the same for the same arguments."""
    draw = np.random.default_rng(SEED)
    return (draw.integers(0, size, size) for _ in range(samples))


def _limits(values: NDArray[np.float64]) -> tuple[float, float]:
    """The 95 % percentile interval (Efron 1979, Bootstrap methods)."""
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
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def paired(first: Sequence[float], second: Sequence[float]) -> PairedDifference:
    """Paired bootstrap over items (Efron and Tibshirani 1993; Koehn 2004); `wins` counts items where `second` is better."""
    gained = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    scored = mean([float(one) for one in gained])
    return PairedDifference(
        scored.value, scored.low, scored.high, int((gained > 0).sum()), int((gained < 0).sum()), len(gained)
    )
