"""Labels given by a judge or by the quote check, against the right labels."""

from collections.abc import Collection, Sequence

import numpy as np

from ..run_file import Confusion
from .statistics import Sample, Score, mean, resampled


def balanced_accuracy(judged: Sequence[bool], supported: Sequence[bool]) -> Score:
    """Return the mean of the recalls of both classes; a judge that always says the same gets 0.5.

    Source: Brodersen et al. 2010; SummEdits and SummaC report it. An item scores 1 if the judge is right. If only one class
    occurs, the value is the recall of that class.
    """
    gold = np.asarray(supported, dtype=np.bool_)
    right = np.asarray(judged, dtype=np.bool_) == gold

    def balanced(sample: Sample) -> float:
        drawn, labels = right[sample], gold[sample]
        return float(np.mean([drawn[labels == label].mean() for label in (True, False) if (labels == label).any()]))

    return resampled(balanced, [float(one) for one in right])


def verdict_accuracy(verdicts: Sequence[str], accepted: Sequence[Collection[str]]) -> Score:
    """Score 1 for a verdict that is among those accepted for the item, else 0."""
    return mean([float(verdict in right) for verdict, right in zip(verdicts, accepted, strict=True)])


def confusion(verdicts: Sequence[str], accepted: Sequence[Sequence[str]], labels: Sequence[str] = ()) -> Confusion:
    """Count verdicts by right verdict (rows) and given verdict (columns).

    If several verdicts are accepted for an item, the one given counts as right; if it is not among them, the first. `labels`
    come first, in their order; other verdicts follow, sorted.
    """
    right = [given if given in several else several[0] for given, several in zip(verdicts, accepted, strict=True)]
    every = tuple(dict.fromkeys((*labels, *sorted({*verdicts, *right}))))
    position = {label: at for at, label in enumerate(every)}
    counts = [[0] * len(every) for _ in every]
    for given, expected in zip(verdicts, right, strict=True):
        counts[position[expected]][position[given]] += 1
    return Confusion(every, tuple(map(tuple, counts)))
