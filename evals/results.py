"""`evals/RESULTS.md`: the measured figures with their data's hash, date, commit and machine."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from evals.data import DataSet
from evals.machine import commit, machine
from evals.measure import Figure

FILE = Path(__file__).with_name("RESULTS.md")


def markdown(data: DataSet, figures: Sequence[Figure], peers: Sequence[Mapping[str, float | str]], fitted: str) -> str:
    """The whole page. `fitted` says how the weights relate to this data; it stands above the figures."""
    lines = [
        "# Results",
        "",
        "Made by `dragoman eval measure` (`make evals`); not edited by hand.",
        "",
        f"- data: {data.name}, {len(data.corpus)} passages, {len(data.questions)} questions, SHA-256 `{data.sha256[:16]}…`",
        f"- {date.today():%-d %B %Y}, commit `{commit() or 'unknown'}`, {machine()}",
        f"- {fitted}",
        "",
        "| figure | Dragoman | 95 % interval | n | reach |",
        "|---|---|---|---|---|",
        *(_row(figure) for figure in figures),
    ]
    if peers:
        lines += [
            "",
            "The same data, in the same run, with other retrievers (each with the same encoder in fp32):",
            "",
            "| system | hit@1 | nDCG@10 | passages indexed a second | ms a query |",
            "|---|---|---|---|---|",
            *(
                f"| {p['system']} | {p['hit@1']} | {p['ndcg@10']} | {p['passages_per_s']} | {p['query_ms_p50']} |"
                for p in peers
            ),
        ]
    return "\n".join(lines) + "\n"


def _row(figure: Figure) -> str:
    value = f"{figure.value:.1f} {figure.unit}" if figure.unit in ("ms", "/s") else f"{figure.value:.3f} {figure.unit}"
    span = "" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"
    return f"| {figure.name} | {value.strip()} | {span} | {figure.n} | {figure.reach} |"
