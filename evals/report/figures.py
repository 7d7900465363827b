"""The report's table of figures: a row for each figure with its numbers, its chart and its change."""

from dataclasses import dataclass

from ..run_file import EvalRun, Figure
from . import charts
from .text import number


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure, its chart (`None`: it does not fit the scale), and in words how it differs from the baseline."""

    figure: Figure
    strip: charts.IntervalStrip | None
    change: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All rows with their common scale; `compared` says whether there is a baseline."""

    rows: tuple[FigureRow, ...]
    scale: charts.Axis
    compared: bool


def figure_table(run: EvalRun, baseline: EvalRun | None) -> FigureTable | None:
    """Return the table of the run's figures, or `None` if it has none."""
    if not run.figures:
        return None
    scale = charts.axis([figure for figure in run.figures if charts.drawable(figure)])
    before = {figure.metric: figure for figure in baseline.figures} if baseline else {}
    rows = tuple(_row(figure, scale, before.get(figure.metric)) for figure in run.figures)
    return FigureTable(rows, scale, baseline is not None)


def _row(figure: Figure, scale: charts.Axis, before: Figure | None) -> FigureRow:
    strip = charts.strip(figure, scale, before.value if before else None) if charts.drawable(figure) else None
    return FigureRow(figure, strip, change(figure, before))


def change(figure: Figure, before: Figure | None) -> str:
    """Describe how a figure differs from the baseline: up or down, by how much, better or worse."""
    if before is None:
        return "new"
    difference = figure.value - before.value
    if number(difference, signed=True) in (number(0.0, signed=True), number(-0.0, signed=True)):
        return "same"
    better = (difference < 0) == figure.less_is_better
    return f"{'▲' if difference > 0 else '▼'} {number(difference, signed=True)}, {'better' if better else 'worse'}"
