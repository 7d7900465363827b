"""Fit the trees of the scoring model with scikit-learn, and turn them into `support_model.Tree`s."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...assistant.verification.discrepancies import KINDS
from ...assistant.verification.features import FEATURES
from ...assistant.verification.support_model import Tree

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FOR = {"coverage", "best_coverage", "bigrams", "trigrams", "fragments", "entailed", "entailed_together", "closest"}
AGAINST = {"rarest", "against_together", *KINDS}
SETTINGS: dict[str, Any] = {
    "max_iter": 150,
    "learning_rate": 0.05,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "random_state": 0,
    "early_stopping": False,
}


class Boosted:
    """Fitted trees and their bias."""

    def __init__(self, values: Floats, right: Flags, weights: Floats) -> None:
        """Fit to rows (n, len(FEATURES)).

        Features that can only speak for a claim never lower the sum, and those against it never raise it, so that a model
        fitted to hard edits of news stays sensible on other text.
        """
        from sklearn.ensemble import HistGradientBoostingClassifier

        signs = [1 if name in FOR else -1 if name in AGAINST else 0 for name in FEATURES]
        smallest = min(SETTINGS["min_samples_leaf"], max(2, len(values) // 20))
        model = HistGradientBoostingClassifier(monotonic_cst=signs, **{**SETTINGS, "min_samples_leaf": smallest})
        model.fit(values, right, sample_weight=weights)
        # scikit-learn has no public form of these trees; that they give the model's own result is checked below.
        self.bias = float(np.ravel(model._baseline_prediction)[0])
        self.trees = tuple(_tree(predictor.nodes) for (predictor,) in model._predictors)
        own = self.margins(values[:20])
        if not np.allclose(own, model.decision_function(values[:20]), atol=1e-4):
            raise AssertionError("the exported trees differ from scikit-learn's; its format has changed")

    def margins(self, values: Floats) -> Floats:
        """Return the log-odds (n,) of rows (n, len(FEATURES))."""
        rows = values.tolist()
        return np.array([self.bias + sum(tree.predict(row) for tree in self.trees) for row in rows])


def _tree(nodes: Any) -> Tree:
    leaf = nodes["is_leaf"].astype(bool)
    return Tree(
        tuple(-1 if end else int(at) for end, at in zip(leaf, nodes["feature_idx"], strict=True)),
        # Rounded up: a value that equals the threshold must still go left.
        tuple(0.0 if end else _up(at) for end, at in zip(leaf, nodes["num_threshold"], strict=True)),
        tuple(map(int, nodes["left"])),
        tuple(map(int, nodes["right"])),
        tuple(round(float(at), 6) if end else 0.0 for end, at in zip(leaf, nodes["value"], strict=True)),
    )


def _up(value: float) -> float:
    return float(np.ceil(value * 1e6) / 1e6)


def platt(margins: Floats, right: Flags, weights: Floats) -> tuple[float, float]:
    """Return slope (at least 0) and offset that turn margins into calibrated log-odds (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e3).fit(margins[:, None], right, sample_weight=weights)
    return max(float(fitted.coef_[0, 0]), 0.0), float(fitted.intercept_[0])


def equal_weights(sources: Sequence[str] | NDArray[Any], right: Flags) -> Floats:
    """Weigh rows (n,) so that a source counts by the square root of its size, at most 1,000, and right and wrong alike."""
    named = np.asarray(sources)
    found = np.zeros(len(right))
    for source in np.unique(named):
        for label in (True, False):
            rows = (named == source) & (right == label)
            if rows.any():
                found[rows] = np.sqrt(min(rows.sum(), 1_000)) / rows.sum()
    return np.asarray(found / found.mean())
