"""Run peers (`evals.bench.peers`) in their own interpreters, and compare them with Dragoman item by item."""

import json
import statistics
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path

from ...corpus.errors import InputError
from ..bench.peers import PEERS
from ..run_file import EvalRun, PlacedText
from ..runs import runner
from ..runs.compare import MetricDifference, compare
from ..suites.types import ItemOutcome, Suite

SCRIPT = Path(__file__).parents[1] / "bench" / "peers.py"
METRICS = ("hit@1", "hit@3", "nDCG@10", "RR@10")


@dataclass(frozen=True, slots=True)
class PeerResult:
    """A peer's run, its speed, and Dragoman's figures minus the peer's, with paired intervals."""

    name: str
    run: EvalRun
    passages_per_second: float
    seconds: float
    differences: tuple[MetricDifference, ...]


def run_peer(name: str, python: str, suite: Suite, ours: EvalRun) -> PeerResult:
    """Run a peer on a suite in SQuAD format. `seconds` is the median time of a question.

    Raises:
        InputError: the peer is unknown, or does not run with that interpreter.
    """
    if name not in PEERS:
        raise InputError(f"there is no peer {name!r}; choose from {', '.join(PEERS)}")
    started = time.perf_counter()
    try:
        done = subprocess.run([python, str(SCRIPT), name, str(suite.path)], capture_output=True, text=True, check=False)
    except OSError as error:
        raise InputError(f"{python} does not run ({error.strerror}); give the peer's own interpreter") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise InputError(f"the peer {name} failed with {python}: {last}; install its packages there")
    first, *rows = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    found = {row["id"]: row for row in rows}
    asked = replace(suite, name=name, items=tuple(item for item in suite.items if item.id in found))
    outcomes = [
        ItemOutcome(
            item.id,
            "",
            found=tuple(PlacedText("", document) for document in found[item.id]["found"]),
            seconds=round(found[item.id]["seconds"], 5),
        )
        for item in asked.items
    ]
    run = runner.score_outcomes(asked, outcomes, METRICS, started)
    median = statistics.median(outcome.seconds for outcome in outcomes)
    return PeerResult(name, run, first["passages_per_s"], median, compare(run, ours))
