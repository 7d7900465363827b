"""Fit a conditional logit whose right answers are groups of candidates (`corpus.utterances.choice`)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .attribution_choices import QuotationExample

FEWEST = 3
"""How many examples a feature must occur in."""


def fit_weights(examples: Sequence[QuotationExample], penalty: float) -> dict[str, float]:
    """Return the weights that maximise the likelihood of the right speakers less `penalty` / 2 times their squares.

    An example without a right candidate counts for "nobody". The gradient of the log-likelihood of a group is the difference
    between the expected features within the group and among all answers.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    known = _features(examples)
    columns: list[int] = []
    rows = [0]
    first: list[int] = []
    good: list[bool] = []
    for one in examples:
        first.append(len(rows) - 1)
        right = [*one.right, not any(one.right)]
        for features, fits in zip((*one.features, one.nobody), right, strict=True):
            columns += [known[name] for name in features if name in known]
            rows.append(len(columns))
            good.append(fits)
    matrix = csr_matrix((np.ones(len(columns)), columns, rows), shape=(len(rows) - 1, len(known)))
    starts, fitting = np.array(first), np.array(good)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        counts = np.diff([*starts, len(scores)])
        top = np.repeat(np.maximum.reduceat(scores, starts), counts)
        mass = np.exp(scores - top)
        total = np.add.reduceat(mass, starts)
        inside = np.add.reduceat(np.where(fitting, mass, 0.0), starts)
        inside = np.maximum(inside, 1e-300)
        gap = mass / np.repeat(total, counts) - np.where(fitting, mass, 0.0) / np.repeat(inside, counts)
        value = float(np.sum(np.log(total) - np.log(inside)) + penalty / 2 * weights @ weights)
        return value, np.asarray(matrix.T @ gap + penalty * weights)

    found = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {name: float(found.x[at]) for name, at in known.items()}


def _features(examples: Sequence[QuotationExample]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in examples:
        for name in {name for features in (*one.features, one.nobody) for name in features}:
            counts[name] = counts.get(name, 0) + 1
    return {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= FEWEST))}
