"""The HTML report of a run: one file with everything inside it, which needs no network and no library.

Each part shows a chart first and its numbers beside it. The templates escape every value. The only script and style are
ours, and a content security policy names them by their hashes, so nothing else runs even if a text got through.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ...corpus.wording import counted
from ..metrics.classification import confusion
from ..run_file import Confusion, EvalRun, Figure, HistoryEntry, Point
from . import charts
from .figures import figure_table
from .items import item_changes, item_list
from .text import clean, interval, number, shortened


@dataclass(frozen=True, slots=True)
class Header:
    """The page's head: a verdict on the floors, failures in words, and facts on the run by their names."""

    state: str
    sign: str
    verdict: str
    failures: str
    facts: dict[str, str]
    other_data: bool


@dataclass(frozen=True, slots=True)
class CurveFigure:
    """A curve with its caption and the table of its points."""

    title: str
    caption: str
    plot: charts.CurvePlot
    columns: tuple[str, str]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A count of verdicts; `heat` is its share of the row, 0 to 5, rounded up."""

    count: int
    heat: int
    right: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The verdicts given where `label` was right."""

    label: str
    cells: tuple[MatrixCell, ...]
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class VerdictMatrix:
    """The confusion matrix of verdicts."""

    labels: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class MetricHistory:
    """One metric over the runs, oldest first."""

    name: str
    plot: charts.TimelinePlot
    entries: tuple[tuple[HistoryEntry, Figure], ...]


def html(run: EvalRun, history: Sequence[HistoryEntry] = (), baseline: EvalRun | None = None) -> str:
    """Return the page. `history` has earlier runs, oldest first; those of this suite are drawn.

    With a `baseline`, each figure says how it differs, and items that changed between pass and fail are listed.
    """
    package = files("dragoman.evals.report")
    style = package.joinpath("report.css").read_text(encoding="utf-8")
    script = package.joinpath("report.js").read_text(encoding="utf-8")
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    verdicts = run.confusion or _verdicts(run)
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            run=run,
            policy=f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
            style=Markup(style),  # our own file
            script=Markup(script),  # our own file
            header=_header(run, baseline),
            figures=figure_table(run, baseline),
            changes=item_changes(run, baseline) if baseline else None,
            curves=_curves(run),
            matrix=_matrix(verdicts) if verdicts else None,
            history=_history(run, history),
            items=item_list(run),
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("dragoman.evals.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"number": number, "interval": interval, "counted": counted, "shortened": shortened}
    made.filters["coordinates"] = _coordinates
    return made


def _cleaned(value: object) -> object:
    """Replace characters that a page cannot hold; markup of the templates has none."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _header(run: EvalRun, baseline: EvalRun | None) -> Header:
    pinned = [figure for figure in run.figures if figure.holds is not None]
    missed = [figure.metric for figure in pinned if figure.holds is False]
    if missed:
        verdict = f"{len(missed)} of {counted(len(pinned), 'floor')} missed: {'; '.join(missed)}."
    elif pinned:
        verdict = f"All {len(pinned)} floors hold." if len(pinned) > 1 else "The floor holds."
    else:
        verdict = "No floors are set for this suite."
    facts = {
        "Date": run.date,
        "Commit": run.commit or "unknown",
        "Data": (f"{run.path}, " if run.path else "") + f"SHA-256 {run.data_sha256[:16]}",
        "Machine": run.machine,
        "Dragoman": run.dragoman,
        "Took": f"{run.seconds:,.1f} s" if run.seconds else "",
        "Baseline": f"{baseline.date}, commit {baseline.commit or 'unknown'}" if baseline else "",
    }
    state = "bad" if missed else "good" if pinned else "open"
    return Header(
        state=state,
        sign={"bad": "✗", "good": "✓", "open": "○"}[state],
        verdict=verdict,
        failures=f"{counted(len(run.failures), 'item')} of {len(run.items):,} failed." if run.items else "",
        facts={name: value for name, value in facts.items() if value},
        other_data=baseline is not None and (baseline.suite, baseline.data_sha256) != (run.suite, run.data_sha256),
    )


def _curves(run: EvalRun) -> list[CurveFigure]:
    drawn = []
    if points := run.curves.risk_coverage:
        highest = max(risk for _, risk in points)
        top = next(limit for limit in (0.1, 0.25, 0.5, 1.0) if highest <= limit or limit == 1.0)
        summary = f"Mean risk {number(charts.area(points))}; {number(points[-1][1])} where every question is answered."
        note = "Answering only where confidence is high: the further right, the more is answered. Lower is better."
        plot = charts.curve(
            points, "Risk and coverage", "answered (coverage)", "of these wrong (risk)", summary, top=top
        )
        drawn.append(_curve("Risk against coverage", f"{note} {summary}", plot, ("coverage", "risk"), points))
    if points := run.curves.roc:
        summary = f"Area under the curve {number(charts.area(points))}."
        note = "How well the score tells the two classes apart at every threshold; the dashed line is chance."
        plot = charts.curve(points, "ROC", "false positives", "true positives", summary, diagonal=True)
        columns = ("false positive rate", "true positive rate")
        drawn.append(_curve("ROC", f"{note} {summary}", plot, columns, points))
    return drawn


def _curve(
    title: str, caption: str, plot: charts.CurvePlot, columns: tuple[str, str], points: Sequence[Point]
) -> CurveFigure:
    return CurveFigure(title, caption, plot, columns, charts.thinned(points, 21))


def _verdicts(run: EvalRun) -> Confusion | None:
    """Count the verdicts of the run's quotations."""
    quotations = [one for one in run.items if one.kind == "quotation" and one.expected and one.got]
    if not quotations:
        return None
    return confusion([str(one.got) for one in quotations], [str(one.expected).split(" or ") for one in quotations])


def _matrix(found: Confusion) -> VerdictMatrix:
    labels = tuple(shortened(label.replace("_", " "), 30) for label in found.labels)
    rows = []
    for at, (label, counts) in enumerate(zip(labels, found.counts, strict=True)):
        total = sum(counts)
        cells = tuple(
            MatrixCell(count, -(-5 * count // (total or 1)), at == column) for column, count in enumerate(counts)
        )
        rows.append(MatrixRow(label, cells, counts[at], total))
    return VerdictMatrix(labels, tuple(rows), sum(row.right for row in rows), sum(row.total for row in rows))


def _history(run: EvalRun, history: Sequence[HistoryEntry]) -> list[MetricHistory]:
    past = [one for one in history if one.suite == run.suite and (one.date, one.commit) != (run.date, run.commit)]
    runs = [*past, HistoryEntry(run.date, run.suite, run.figures, run.commit)]
    drawn = []
    for metric in (figure.metric for figure in run.figures):
        found = [(one, figure) for one in runs for figure in one.figures if figure.metric == metric]
        if past and len(found) > 1:
            plot = charts.timeline([figure for _, figure in found], [one.date for one, _ in found])
            drawn.append(MetricHistory(metric, plot, tuple(found)))
    return drawn
