"""Two runs on the same items: differences with their paired intervals, and the items won and lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...corpus.errors import InputError
from ..metrics.statistics import PairedDifference, paired
from ..run_file import EvalRun, Figure


@dataclass(frozen=True, slots=True)
class MetricDifference:
    """One metric over the items that both runs have scored: `first` and `second` are the means, `paired` second - first.

    `wins` are the ids of the items where the second run is better, `losses` where the first is.
    """

    metric: str
    first: float
    second: float
    paired: PairedDifference
    wins: tuple[str, ...]
    losses: tuple[str, ...]


def compare(first: EvalRun, second: EvalRun) -> tuple[MetricDifference, ...]:
    """Every metric that both runs have scored on common items, in the order of the first run's figures.

    Raises:
        InputError: there is none.
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
