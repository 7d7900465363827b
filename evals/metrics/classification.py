"""Quotation verdicts: which verdict was given where which was right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .statistics import Score, mean


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts: row `labels[i]` was expected, column `labels[j]` was given."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def verdict_accuracy(given: Sequence[str], accepted: Sequence[Collection[str]]) -> Score:
    """1 where the verdict given is among those accepted for the item."""
    return mean([float(one in wanted) for one, wanted in zip(given, accepted, strict=True)])


def confusion(given: Sequence[str], expected: Sequence[str], labels: Sequence[str] = ()) -> Confusion:
    """The confusion matrix; `labels` come first and in their order, further ones that occur behind them, sorted."""
    every = tuple(dict.fromkeys((*labels, *sorted({*given, *expected}))))
    at = {label: place for place, label in enumerate(every)}
    counts = [[0] * len(every) for _ in every]
    for one, wanted in zip(given, expected, strict=True):
        counts[at[wanted]][at[one]] += 1
    return Confusion(every, tuple(map(tuple, counts)))
