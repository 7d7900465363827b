"""Text tables for the terminal: the figures of a run, and the differences between two runs."""

from collections.abc import Sequence

from ..run_file import EvalRun, Figure
from ..runs.compare import MetricDifference

LISTED = 8
"""Maximum number of lost items that a line of `differences` names."""


def table(run: EvalRun) -> str:
    """Return a line for each figure: name, value, 95 % interval, number of items, and floor if it has one."""
    width = max(len(one.metric) for one in run.figures)
    head = f"{run.suite}: {len(run.items)} items, data {run.data_sha256[:12]}, {run.seconds:.1f} s"
    return "\n".join((head, *(f"  {one.metric:<{width}}  {_line(one)}" for one in run.figures)))


def _line(one: Figure) -> str:
    span = "" if one.low is None or one.high is None else f"  ({one.low:.3f} to {one.high:.3f})"
    kind = "ceiling" if one.less_is_better else "floor"
    floor = "" if one.floor is None else f"  {kind} {one.floor:.3f}{'' if one.holds else ' NOT REACHED'}"
    return f"{one.value:.3f}{span}  n={one.n}{floor}" + (f"  [{one.note}]" if one.note else "")


def differences(found: Sequence[MetricDifference]) -> str:
    """Return a line for each metric: both means, the difference with its 95 % interval, items won and lost."""
    width = max(len(one.metric) for one in found)
    return "\n".join(f"  {one.metric:<{width}}  {_difference(one)}" for one in found)


def _difference(one: MetricDifference) -> str:
    span = f"({one.paired.low:+.3f} to {one.paired.high:+.3f})"
    sure = ", may be chance" if one.paired.difference and not one.paired.significant else ""
    counts = f"{len(one.wins)} won, {len(one.losses)} lost of {one.paired.n}"
    lost = f"; lost: {', '.join(one.losses[:LISTED])}{' …' if len(one.losses) > LISTED else ''}" if one.losses else ""
    return f"{one.first:.3f} → {one.second:.3f}  {one.paired.difference:+.3f} {span}{sure}  {counts}{lost}"
