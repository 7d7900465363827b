"""Write `evals/RESULTS.md`: the figures of all suites with n, interval and the hash of the data, and those of peers."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ...index.retrieval.ranking import load_weights
from ..environment import commit, machine
from ..run_file import EvalRun, Figure
from ..suites import golden
from .peer_runs import PeerResult

FILE = Path(__file__).parents[1] / "RESULTS.md"


def markdown(runs: Sequence[EvalRun], peers: Sequence[PeerResult] = ()) -> str:
    """Return the page."""
    lines = [
        "# Results",
        "",
        "Made by `dragoman eval results` (`make evals`); not edited by hand. Earlier figures: `evals/history.jsonl`.",
        "",
        f"{date.today():%-d %B %Y}, commit `{commit() or 'unknown'}`, {machine()}. Intervals are 95 % bootstrap intervals over",
        "items (Wilson's for the suite `quotes`). What each figure is: [docs/evals.md](../docs/evals.md).",
    ]
    for run in runs:
        lines += ["", *_run(run)]
    if peers:
        lines += ["", *_peers(peers)]
    return "\n".join(lines) + "\n"


def _run(run: EvalRun) -> list[str]:
    fitted = _fitted(run)
    return [
        f"## {run.suite}",
        "",
        f"Data SHA-256 `{run.data_sha256[:16]}…`.{' ' + fitted if fitted else ''}",
        "",
        "| figure | value | 95 % interval | n | floor | |",
        "|---|---|---|---|---|---|",
        *(_row(one) for one in run.figures),
    ]


def _row(one: Figure) -> str:
    span = "" if one.low is None or one.high is None else f"{one.low:.3f} to {one.high:.3f}"
    sign = "≤" if one.less_is_better else "≥"
    floor = "" if one.floor is None else f"{sign} {one.floor:g}{'' if one.holds else ' **not reached**'}"
    return f"| {_cell(one.metric)} | {one.value:.3f} | {span} | {one.n} | {floor} | {_cell(one.note or '')} |"


def _peers(peers: Sequence[PeerResult]) -> list[str]:
    lines = [
        "## Peers",
        "",
        f"On the same {peers[0].differences[0].paired.n} questions, with the same encoder in fp32 (`evals/bench/peers.py`). The",
        "last column is Dragoman's figure less the peer's, with its paired bootstrap interval, and how many questions each wins.",
        "",
        "| peer | passages indexed a second | ms a question | figure | peer | Dragoman | difference |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in peers:
        for at, difference in enumerate(one.differences):
            head = f"{one.name} | {one.passages_per_second:.1f} | {one.seconds * 1000:.1f}" if at == 0 else " | | "
            gap = f"{difference.paired.difference:+.3f} ({difference.paired.low:+.3f} to {difference.paired.high:+.3f})"
            counts = f"{len(difference.wins)} won, {len(difference.losses)} lost"
            figures = f"{difference.metric} | {difference.first:.3f} | {difference.second:.3f}"
            lines.append(f"| {head} | {figures} | {gap}; {counts} |")
    return lines


def _fitted(run: EvalRun) -> str:
    """Say how the shipped weights relate to this data, since figures on the data they were fitted on are too good."""
    ours = run.suite == "briefs" and run.path is None
    folder = golden.FOLDER if ours else Path(run.path or "")
    names = ("questions.jsonl", "unanswerable.jsonl") if ours else ("corpus.jsonl", "queries.jsonl")
    files = [folder / name for name in names]
    if not all(path.is_file() for path in files):
        return ""
    made = load_weights().made
    key = "golden_sha256" if ours else "data_sha256"
    if made.get(key) != hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest():
        return "The weights were fitted on other data."
    crossed = ", ".join(
        f"{name.replace('_', ' ')} {value:.3f}"
        for name, value in made["cross_validated"].items()
        if (name.startswith("briefs_") or name.endswith("_near")) == ours
    )
    return f"The weights were fitted on this data; cross-validated by {'brief' if ours else 'article'}: {crossed}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
