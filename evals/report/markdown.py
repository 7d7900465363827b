"""The Markdown report, for a comment on a pull request: missed floors, figures, changes, and the worst failures, folded."""

import re

from ...corpus.wording import counted
from ..run_file import EvalRun, Figure, ItemResult
from .items import changed_items
from .text import clean, interval, number, shortened

WORST = 10
"""The number of failures that are listed."""

_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
_CHANGES = 10


def markdown(run: EvalRun, baseline: EvalRun | None = None) -> str:
    """Return GitHub-flavoured Markdown. Texts of the run cannot become markup, links or mentions.

    With a `baseline`, there is a column of changes, marked `outside` if the baseline's value lies outside this run's 95 %
    interval, and the ids of items that changed between pass and fail.
    """
    pinned = [figure for figure in run.figures if figure.holds is not None]
    missed = [figure for figure in pinned if not figure.holds]
    verdict = f"{len(missed)} of {counted(len(pinned), 'floor')} missed" if missed else f"all {len(pinned)} floors hold"
    parts = [verdict if pinned else "no floors set"]
    if run.items:
        parts.append(f"{len(run.failures):,} of {counted(len(run.items), 'item')} failed")
    facts = [run.date, f"commit {run.commit or 'unknown'}", f"data {run.data_sha256[:12]}", run.machine]
    lines = [
        f"## {'❌' if missed else '✅'} {_text(run.suite)}: {', '.join(parts)}",
        "",
        ", ".join(_text(fact) for fact in facts if fact) + (f", {run.seconds:,.0f} s" if run.seconds else ""),
        "",
        *_figures(run, baseline),
    ]
    if baseline:
        lines += _changes(run, baseline)
    if run.failures:
        shown = run.failures[:WORST]
        title = (
            f"The {len(shown)} worst of {counted(len(run.failures), 'failure')}" if len(shown) > 1 else "The failure"
        )
        lines += [
            "",
            f"<details><summary>{title}</summary>",
            "",
            *(line for item in shown for line in _failure(item)),
            "</details>",
        ]
    return "\n".join(lines) + "\n"


def _figures(run: EvalRun, baseline: EvalRun | None) -> list[str]:
    before = {figure.metric: figure for figure in baseline.figures} if baseline else {}
    head = ["figure", "value", "95 % interval", "n", "floor", *(["change"] if baseline else [])]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for figure in run.figures:
        cells = [_text(figure.metric), f"**{number(figure.value)}**", interval(figure), f"{figure.n:,}", _floor(figure)]
        if baseline:
            cells.append(_change(figure, before.get(figure.metric)))
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _floor(figure: Figure) -> str:
    if figure.floor is None:
        return ""
    return f"{'≤' if figure.less_is_better else '≥'} {number(figure.floor)} {'✅' if figure.holds else '❌'}"


def _change(figure: Figure, before: Figure | None) -> str:
    if before is None:
        return "new"
    outside = figure.low is not None and figure.high is not None and not figure.low <= before.value <= figure.high
    return number(figure.value - before.value, signed=True) + (" (outside)" if outside else "")


def _changes(run: EvalRun, baseline: EvalRun) -> list[str]:
    lines = ["", f"Against {_text(baseline.date)}, commit {_text(baseline.commit or 'unknown')}."]
    if baseline.data_sha256 != run.data_sha256:
        lines.append("**The baseline was measured on other data; its figures do not compare.**")
    worse, better = changed_items(run, baseline)
    for title, items in (("Fail now, passed before", worse), ("Pass now, failed before", better)):
        if items:
            more = f" and {len(items) - _CHANGES} more" if len(items) > _CHANGES else ""
            lines.append(f"{title} ({len(items)}): {', '.join(_text(one.id) for one in items[:_CHANGES])}{more}.")
    return lines


def _failure(item: ItemResult) -> list[str]:
    lines = [f"**{_text(item.id)}** ({_text(item.kind)}): {_text(item.question)}", f"- {_text(item.why)}"]
    lines += [f"- found: {_text(place.text)}" for place in item.found[:1]] or ["- found: nothing"]
    lines += [f"- right: {_text(place.text)}" for place in item.gold[:1]]
    return [*lines, ""]


def _text(text: str, most: int = 300) -> str:
    """Return one line without markup. An empty comment keeps `@name` and `#1` from becoming a mention or a link."""
    plain = shortened(clean(text), most).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    plain = _SPECIAL.sub(lambda match: f"\\{match.group()}", plain)
    return re.sub(r"([@#]|://|\bwww\.)(?=\S)", r"\1<!-- -->", plain)
