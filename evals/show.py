"""Runs as the command line shows them."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from evals.run import Figure, Run


def figures(run: Run, json_out: str | None) -> None:
    """Print a table of the run's figures, or the run itself as JSON where `json_out` is `-`; any other is a file."""
    if json_out == "-":
        print(json.dumps(asdict(run), ensure_ascii=False, indent=1), flush=True)
        return
    print(table(run))
    if json_out:
        run.save(Path(json_out))
        print(f"written to {json_out}", file=sys.stderr, flush=True)


def table(run: Run) -> str:
    """One line a figure: name, value, 95 % interval, number of items, and its floor where it has one."""
    width = max(len(one.metric) for one in run.figures)
    head = f"{run.suite}: {len(run.items)} items, data {run.data_sha256[:12]}, {run.seconds:.1f} s"
    return "\n".join((head, *(f"  {one.metric:<{width}}  {_line(one)}" for one in run.figures)))


def _line(one: Figure) -> str:
    span = "" if one.low is None or one.high is None else f"  ({one.low:.3f} to {one.high:.3f})"
    floor = "" if one.floor is None else f"  floor {one.floor:.3f}{'' if one.holds else ' NOT REACHED'}"
    return f"{one.value:.3f}{span}  n={one.n}{floor}"
