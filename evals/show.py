"""Runs as the command line shows them."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.console import print_json, say
from corpus.errors import InputError
from evals.compare import Difference
from evals.run import Figure, Run

LISTED = 8
"""How many lost items are named on a line."""


def writable(json_out: str | None) -> None:
    """Refuse, before a long run, a file that could not be written after it.

    Raises:
        InputError: it is a folder, or in one that is not there.
    """
    if json_out in (None, "-"):
        return
    path = Path(str(json_out)).absolute()
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"{json_out} cannot be written: it is a folder, or its folder is not there; name a file")


def figures(run: Run, json_out: str | None) -> None:
    """Print a table of the run's figures, or the run itself as JSON where `json_out` is `-`; any other is a file."""
    if json_out == "-":
        print_json(asdict(run), indent=1)
        return
    if json_out:
        run.save(json_out)
        say(f"written to {json_out}")
    print(table(run))


def table(run: Run) -> str:
    """One line a figure: name, value, 95 % interval, number of items, and its floor where it has one."""
    width = max(len(one.metric) for one in run.figures)
    head = f"{run.suite}: {len(run.items)} items, data {run.data_sha256[:12]}, {run.seconds:.1f} s"
    return "\n".join((head, *(f"  {one.metric:<{width}}  {_line(one)}" for one in run.figures)))


def _line(one: Figure) -> str:
    span = "" if one.low is None or one.high is None else f"  ({one.low:.3f} to {one.high:.3f})"
    kind = "ceiling" if one.less_is_better else "floor"
    floor = "" if one.floor is None else f"  {kind} {one.floor:.3f}{'' if one.holds else ' NOT REACHED'}"
    return f"{one.value:.3f}{span}  n={one.n}{floor}" + (f"  [{one.note}]" if one.note else "")


def differences(found: Sequence[Difference]) -> str:
    """One line a metric: both means, the difference with its 95 % interval, items won and lost by the second run."""
    width = max(len(one.metric) for one in found)
    return "\n".join(f"  {one.metric:<{width}}  {_difference(one)}" for one in found)


def _difference(one: Difference) -> str:
    span = f"({one.paired.low:+.3f} to {one.paired.high:+.3f})"
    sure = ", may be chance" if one.paired.difference and not one.paired.significant else ""
    counts = f"{len(one.wins)} won, {len(one.losses)} lost of {one.paired.n}"
    lost = f"; lost: {', '.join(one.losses[:LISTED])}{' …' if len(one.losses) > LISTED else ''}" if one.losses else ""
    return f"{one.first:.3f} → {one.second:.3f}  {one.paired.difference:+.3f} {span}{sure}  {counts}{lost}"
