"""The page's table of figures, each row with its chart: the numbers are the chart's own table."""

from ..run_file import EvalRun, Figure
from . import charts
from .text import escaped, interval, number

_KEYS = (
    (
        '<line class="whisker" x1="4" x2="36" y1="13" y2="13"/><circle class="dot" cx="20" cy="13" r="4.5"/>',
        "value and 95 % interval",
    ),
    (
        '<line class="floor" x1="20" x2="20" y1="2" y2="24"/><path class="floorhead" d="M15.5 1h9L20 7Z"/>',
        "floor (a ceiling for what should be rare)",
    ),
    ('<circle class="dot below" cx="20" cy="13" r="4.5"/>', "misses its floor"),
)
_BASELINE = ('<circle class="before" cx="20" cy="13" r="5"/>', "baseline")


def figures(run: EvalRun, baseline: EvalRun | None) -> str:
    """The section of figures: a row for each, with its numbers and its chart, compared with a baseline where there is one."""
    if not run.figures:
        return ""
    scale = charts.axis([figure for figure in run.figures if charts.drawable(figure)])
    before = {figure.metric: figure for figure in baseline.figures} if baseline else {}
    heads = ["Figure", "Value", "95 % interval", "Items", "Floor", *(["Change"] if baseline else [])]
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in heads)
    labels = charts.scale_labels(scale)
    drawn = f'<th scope="col" role="columnheader" class="drawn"><span class="unseen">Chart</span>{labels}</th>'
    rows = "".join(_figure(figure, scale, before.get(figure.metric), baseline is not None) for figure in run.figures)
    keys = [*_KEYS, _BASELINE] if baseline else _KEYS
    legend = "".join(
        f'<li><svg class="key" aria-hidden="true" viewBox="0 0 40 26">{drawing}</svg>{told}</li>'
        for drawing, told in keys
    )
    return (
        '<section aria-labelledby="figures"><h2 id="figures">Figures</h2>'
        f'<table class="figures" role="table"><thead role="rowgroup"><tr role="row">{head}{drawn}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table><ul class="legend">{legend}</ul></section>\n'
    )


def _figure(figure: Figure, scale: charts.Axis, before: Figure | None, compared: bool) -> str:
    note = f"<small>{escaped(figure.note)}</small>" if figure.note else ""
    floor = ""
    if figure.floor is not None:
        sign = "≤" if figure.less_is_better else "≥"
        floor = f"{sign} {number(figure.floor)} " + ("✓ holds" if figure.holds else "✗ missed")
    cells = [
        f'<th scope="row" role="rowheader">{escaped(figure.metric)}{note}</th>',
        f'<td role="cell" class="value">{number(figure.value)}</td>',
        f'<td role="cell" class="interval">{interval(figure)}</td>',
        f'<td role="cell" class="n">{figure.n:,}</td>',
        f'<td role="cell" class="floor{" missed" if figure.holds is False else ""}">{floor}</td>',
    ]
    if compared:
        cells.append(f'<td role="cell" class="change">{escaped(changed(figure, before))}</td>')
    drawn = charts.strip(figure, scale, before.value if before else None) if charts.drawable(figure) else ""
    cells.append(f'<td role="cell" class="drawn">{drawn}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def changed(figure: Figure, before: Figure | None) -> str:
    """How a figure differs from the baseline's, in words: up or down by what, and whether that is better."""
    if before is None:
        return "new"
    difference = figure.value - before.value
    if number(difference, signed=True) in (number(0.0, signed=True), number(-0.0, signed=True)):
        return "same"
    better = (difference < 0) == figure.less_is_better
    return f"{'▲' if difference > 0 else '▼'} {number(difference, signed=True)}, {'better' if better else 'worse'}"
