"""Two systems on the same items: the difference of their means, with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics.scored import mean


@dataclass(frozen=True, slots=True)
class Paired:
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


def paired(first: Sequence[float], second: Sequence[float]) -> Paired:
    """Paired bootstrap over items (Efron and Tibshirani 1993; Koehn 2004); `wins` counts items where `second` is better."""
    gained = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    scored = mean([float(one) for one in gained])
    return Paired(scored.value, scored.low, scored.high, int((gained > 0).sum()), int((gained < 0).sum()), len(gained))
