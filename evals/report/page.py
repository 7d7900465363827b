"""The page of a run: one HTML file with everything inside it, that needs no network and no library.

People look before they read, so each part is a chart first and its numbers right beside it. Every value is escaped; the
only script and the only style are ours, and a content security policy names them by their hashes, so that nothing else
runs even where a text should get through.
"""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from ..metrics.classification import confusion
from ..run_file import Confusion, EvalRun, HistoryEntry
from . import charts
from .figures import figures
from .items import changes, items
from .text import counted, escaped, interval, number, shortened

_OWN = files("dragoman.evals.report")


def html(run: EvalRun, history: Sequence[HistoryEntry] = (), baseline: EvalRun | None = None) -> str:
    """The whole page. `history` has earlier runs, oldest first, of which those of this suite are drawn.

    With a `baseline` every figure says how it differs, and items that fail now and did not, or the other way, are named.
    """
    style = _OWN.joinpath("report.css").read_text(encoding="utf-8")
    script = _OWN.joinpath("report.js").read_text(encoding="utf-8")
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    parts = (
        _head(run, baseline),
        figures(run, baseline),
        changes(run, baseline) if baseline else "",
        _curves(run),
        _confusion(verdicts) if (verdicts := run.confusion or _verdicts(run)) else "",
        _over_time(run, history),
        items(run),
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escaped(run.suite)}, {escaped(run.date)} · Dragoman evaluation</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{''.join(parts)}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _head(run: EvalRun, baseline: EvalRun | None) -> str:
    pinned = [figure for figure in run.figures if figure.holds is not None]
    missed = [figure.metric for figure in pinned if figure.holds is False]
    if missed:
        verdict = f"{len(missed)} of {counted(len(pinned), 'floor')} missed: {'; '.join(missed)}."
    elif pinned:
        verdict = f"All {len(pinned)} floors hold." if len(pinned) > 1 else "The floor holds."
    else:
        verdict = "No floors are set for this suite."
    failed = len(run.failures)
    told = f"{counted(failed, 'item')} of {len(run.items):,} failed." if run.items else ""
    facts = {
        "Date": run.date,
        "Commit": run.commit or "unknown",
        "Data": (f"{run.path}, " if run.path else "") + f"SHA-256 {run.data_sha256[:16]}",
        "Machine": run.machine,
        "Dragoman": run.dragoman,
        "Took": f"{run.seconds:,.1f} s" if run.seconds else "",
        "Baseline": f"{baseline.date}, commit {baseline.commit or 'unknown'}" if baseline else "",
    }
    rows = "".join(f"<div><dt>{name}</dt><dd>{escaped(value)}</dd></div>" for name, value in facts.items() if value)
    different = ""
    if baseline and (baseline.suite, baseline.data_sha256) != (run.suite, run.data_sha256):
        different = '<p class="caution">The baseline was measured on other data; its figures do not compare.</p>'
    state = "bad" if missed else "good" if pinned else "open"
    sign = {"bad": "✗", "good": "✓", "open": "○"}[state]
    return (
        f'<header><p class="eyebrow">Dragoman evaluation</p><h1>{escaped(run.suite)}</h1>'
        f'<p class="verdict {state}"><span aria-hidden="true">{sign}</span> {escaped(verdict)} {told}</p>{different}'
        f'<dl class="facts">{rows}</dl></header>\n<main>\n'
    )


def _curves(run: EvalRun) -> str:
    drawn = []
    if points := run.curves.risk_coverage:
        highest = max(risk for _, risk in points)
        top = next(limit for limit in (0.1, 0.25, 0.5, 1.0) if highest <= limit or limit == 1.0)
        told = f"Mean risk {number(charts.area(points))}; {number(points[-1][1])} where every question is answered."
        drawing = charts.curve(
            points, "Risk and coverage", "answered (coverage)", "of these wrong (risk)", told, top=top
        )
        note = "Answering only where confidence is high: the further right, the more is answered. Lower is better."
        drawn.append(_with_table("Risk against coverage", f"{note} {told}", drawing, ("coverage", "risk"), points))
    if points := run.curves.roc:
        told = f"Area under the curve {number(charts.area(points))}."
        drawing = charts.curve(points, "ROC", "false positives", "true positives", told, diagonal=True)
        note = "How well the score tells the two classes apart at every threshold; the dashed line is chance."
        drawn.append(
            _with_table("ROC", f"{note} {told}", drawing, ("false positive rate", "true positive rate"), points)
        )
    if not drawn:
        return ""
    head = '<section aria-labelledby="curves"><h2 id="curves">Confidence</h2>'
    return f'{head}<div class="pair">{"".join(drawn)}</div></section>\n'


def _with_table(
    title: str, note: str, drawing: str, heads: tuple[str, str], points: Sequence[tuple[float, float]]
) -> str:
    rows = "".join(f"<tr><td>{number(a)}</td><td>{number(b)}</td></tr>" for a, b in charts.thinned(points, 21))
    head = "".join(f'<th scope="col">{escaped(name)}</th>' for name in heads)
    return (
        f'<figure><h3>{escaped(title)}</h3>{drawing}<figcaption>{escaped(note)}</figcaption><details class="numbers">'
        f"<summary>Numbers</summary><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details></figure>"
    )


def _verdicts(run: EvalRun) -> Confusion | None:
    """The verdicts of the run's quotations; where several were right, the one given, else the first."""
    told = [one for one in run.items if one.kind == "quotation" and one.expected and one.got]
    if not told:
        return None
    return confusion([str(one.got) for one in told], [str(one.expected).split(" or ") for one in told])


def _confusion(found: Confusion) -> str:
    labels = [shortened(label.replace("_", " "), 30) for label in found.labels]
    head = "".join(f'<th scope="col"><span>{escaped(label)}</span></th>' for label in labels)
    rows = []
    for at, (label, counts) in enumerate(zip(labels, found.counts, strict=True)):
        total = sum(counts) or 1
        cells = "".join(
            f'<td class="heat{-(-5 * number_ // total)}{" right" if at == column else ""}">{number_ or "·"}</td>'
            for column, number_ in enumerate(counts)
        )
        share = f"{counts[at]}/{sum(counts)}"
        rows.append(f'<tr><th scope="row">{escaped(label)}</th>{cells}<td class="share">{share}</td></tr>')
    right = sum(counts[at] for at, counts in enumerate(found.counts))
    total = sum(map(sum, found.counts))
    return (
        '<section aria-labelledby="confusion"><h2 id="confusion">What was right, and what was said</h2>'
        f"<p>A row for each right verdict, a column for each given one: {right} of {total} stand on the framed diagonal.</p>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion"><thead><tr>'
        f'<td></td>{head}<th scope="col"><span>right</span></th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></section>\n"
    )


def _over_time(run: EvalRun, history: Sequence[HistoryEntry]) -> str:
    past = [one for one in history if one.suite == run.suite and (one.date, one.commit) != (run.date, run.commit)]
    if not past:
        return ""
    runs = [*past, HistoryEntry(run.date, run.suite, run.figures, run.commit)]
    drawn = []
    for metric in (figure.metric for figure in run.figures):
        found = [(one, figure) for one in runs for figure in one.figures if figure.metric == metric]
        if len(found) < 2:
            continue
        rows = "".join(
            f"<tr><td>{escaped(one.date)}</td><td>{escaped(one.commit or '')}</td><td>{number(figure.value)}</td>"
            f"<td>{interval(figure)}</td></tr>"
            for one, figure in found
        )
        head = "".join(f'<th scope="col">{name}</th>' for name in ("Date", "Commit", "Value", "95 % interval"))
        drawn.append(
            f"<figure><h3>{escaped(metric)}</h3>{charts.timeline([f for _, f in found], [one.date for one, _ in found])}"
            f'<details class="numbers"><summary>Numbers</summary><div class="scroll"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div></details></figure>"
        )
    if not drawn:
        return ""
    note = (
        "Committed runs from left to right, this one last. Each chart has its own scale; the dashed line is the floor."
    )
    return (
        f'<section aria-labelledby="history"><h2 id="history">Over time</h2><p>{note}</p>'
        f'<div class="many">{"".join(drawn)}</div></section>\n'
    )
