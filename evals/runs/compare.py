"""Compare two runs on the same items: differences with paired intervals, and the items won and lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.errors import InputError
from ..metrics.statistics import PairedDifference, paired
from ..run_file import EvalRun, Figure


@dataclass(frozen=True, slots=True)
class MetricDifference:
    """A metric over the items that both runs scored: the means `first` and `second`, and their paired difference.

    `wins` are the ids of items where the second run is better, `losses` of those where the first is.
    """

    metric: str
    first: float
    second: float
    paired: PairedDifference
    wins: tuple[str, ...]
    losses: tuple[str, ...]


def compare(first: EvalRun, second: EvalRun) -> tuple[MetricDifference, ...]:
    """Return the differences of all metrics that both runs scored on common items, in the first run's order.

    Raises:
        InputError: the runs have no scored item in common.
    """
    other = {item.id: item.scores for item in second.items}
    found = []
    for figure in first.figures:
        name = figure.metric
        pairs = [
            (item.id, item.scores[name], other[item.id][name])
            for item in first.items
            if name in item.scores and name in other.get(item.id, {})
        ]
        if pairs:
            found.append(_difference(figure, pairs))
    if not found:
        raise InputError("the two runs have no item in common that both have scored; compare runs of the same suite")
    return tuple(found)


def _difference(figure: Figure, pairs: Sequence[tuple[str, float, float]]) -> MetricDifference:
    ids, before, after = zip(*pairs, strict=True)
    up = tuple(key for key, a, b in pairs if b > a)
    down = tuple(key for key, a, b in pairs if b < a)
    wins, losses = (down, up) if figure.less_is_better else (up, down)
    found = paired(before, after)
    return MetricDifference(figure.metric, sum(before) / len(ids), sum(after) / len(ids), found, wins, losses)
