"""The scoring model: gradient-boosted trees over `FEATURES`, a calibration of their sum, and the thresholds of the verdicts.

It is fitted with scikit-learn by `evals.calibration.verification`, stored as JSON, and evaluated here in plain Python.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Self

from .features import FEATURES
from .judge import Agreement


@dataclass(frozen=True, slots=True)
class Tree:
    """A regression tree, whose node 0 is the root.

    A leaf has `feature` -1 and a `value`; elsewhere a row goes left if its feature is at most `threshold`.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def predict(self, row: Sequence[float]) -> float:
        """Return the value of the leaf that a row of features reaches."""
        at = 0
        while self.feature[at] >= 0:
            at = self.left[at] if row[self.feature[at]] <= self.threshold[at] else self.right[at]
        return self.value[at]


@dataclass(frozen=True, slots=True)
class SupportModel:
    """The fitted model.

    `bias` and `trees` add up to log-odds, which `slope` and `offset` calibrate on sources that the trees were not fitted to.
    `supported` is the lowest probability of a claim that is called supported. `made` says from what it was fitted, and what
    was measured.
    """

    features: tuple[str, ...]
    trees: tuple[Tree, ...]
    bias: float
    slope: float
    offset: float
    supported: float
    made: dict[str, Any]

    def __post_init__(self) -> None:
        """Refuse a model that was fitted for other features, with `ValueError`."""
        if self.features != FEATURES:
            raise ValueError("the weights were fitted for other features; run 'dragoman eval calibrate-support'")

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a model that `to_json` wrote."""
        row = json.loads(text)
        trees = tuple(Tree(**{name: tuple(values) for name, values in tree.items()}) for tree in row.pop("trees"))
        return cls(features=tuple(row.pop("features")), trees=trees, **row)

    def to_json(self) -> str:
        """Serialise the model as JSON, a tree in each line."""
        row = asdict(self)
        trees = ",\n  ".join(json.dumps(tree, separators=(",", ":")) for tree in row.pop("trees"))
        head = json.dumps(row, indent=1, ensure_ascii=False)
        return f'{head[:-2]},\n "trees": [\n  {trees}\n ]\n}}\n'

    @property
    def agreement(self) -> Agreement | None:
        """How far the model agrees with people, if that was measured on data sets that it was not fitted to."""
        mean = self.made.get("mean")
        return Agreement(**mean, sets=len(self.made["measured"])) if mean else None

    def score(self, row: Sequence[float]) -> float:
        """Return the probability (0 to 1) that a claim with the features `row` (len(FEATURES),) is supported."""
        odds = self.slope * (self.bias + sum(tree.predict(row) for tree in self.trees)) + self.offset
        return 1 / (1 + math.exp(-min(max(odds, -30.0), 30.0)))


@cache
def load_support_model() -> SupportModel:
    """Load the installed model."""
    return SupportModel.from_json(
        files("dragoman.assistant.verification").joinpath("weights.json").read_text(encoding="utf-8")
    )
