"""Interrupt operations many times, examine each home afterwards, and print a table: `python -m tests.chaos.run --kills 100`.

Run number n of a seed always makes the same draw, whatever the number of runs, so `--only n` repeats one that failed.
"""

import argparse
import gc
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: this process must have one thread

from . import children, kills, tracing
from .children import Outcome
from .examination import KINDS, Finding, examine
from .kills import Interruption, Recording
from .operations import OPERATIONS
from .preparations import PREPARATIONS
from .reports import known, segments
from .steps import Operation
from .workplace import PASSWORDS, Workplace

COLUMNS = ("runs", "killed", "refused", "finished", *KINDS)


@dataclass
class Chaos:
    """A folder with the workplaces, what was recorded, and what was found."""

    folder: Path
    seed: int
    keep: bool = False
    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    _recordings: dict[str, Recording] = field(default_factory=dict)
    _files: dict[str, Counter[str]] = field(default_factory=dict)

    def run(self, number: int, operations: Sequence[str], ways: Sequence[str]) -> None:
        """Draw an interruption, carry it out, and examine the home."""
        rng = random.Random(f"{self.seed}:{number}")
        turn, at = divmod(number, len(operations))
        operation = OPERATIONS[operations[at]]
        way = ways[(at + turn) % len(ways)]  # also in few runs, each way comes
        self.interrupt(operation, kills.WAYS[way](self.recording(operation), rng), way, str(number))

    def interrupt(self, operation: Operation, interruption: Interruption, way: str, label: str) -> list[Finding]:
        """Carry out an interruption, examine the home, count, and return what was found."""
        root = self.folder / f"run-{label}"
        outcome = interruption.carry_out(operation, self.recording(operation), root)
        found = self._examined(operation, root, outcome, power_lost=way == "power loss")
        counts = self.counts.setdefault((operation.name, way), Counter())
        counts["runs"] += 1
        counts[{"done": "finished", "crashed": "refused"}.get(outcome.ending, outcome.ending)] += 1
        for kind in {finding.kind for finding in found}:
            counts[kind] += 1
        self.findings += [f"{label}: {operation.name}, {interruption}: {one.kind}: {one.what}" for one in found]
        if not self.keep:
            shutil.rmtree(root)
        return found

    def _examined(
        self, operation: Operation, root: Path, outcome: Outcome, *, power_lost: bool = False
    ) -> list[Finding]:
        found = []
        if outcome.ending in ("crashed", "hung"):
            found.append(Finding("unclean", f"the operation {outcome.ending}: {outcome.error}"))
        acknowledged = max(map(int, outcome.reports), default=0)

        def look(send: children.Send) -> None:
            for finding in examine(Workplace(root), operation, acknowledged, power_lost=power_lost):
                send(f"{finding.kind}|{finding.what}")

        examined = children.run(look, root / "output.txt")
        for line in examined.reports:
            kind, _, what = line.partition("|")
            found.append(Finding(kind, what))  # type: ignore[arg-type]
        if examined.ending != "done":
            found.append(Finding("lost", f"the home could not be examined: {examined.ending} {examined.error}"))
        elif operation.name in self._files:
            extra = Workplace(root).files() - self._files[operation.name]
            names = [f"{name} × {count}" for name, count in sorted(extra.items())]
            found += [Finding("left over", ", ".join(names))] if names else []
        return found

    def recording(self, operation: Operation) -> Recording:
        """Return the recording of an operation's uninterrupted run, made when it is first needed."""
        if operation.name not in self._recordings:
            template = self._template(operation.prepare)
            root = self.folder / f"recorded-{operation.name}"
            if tracing.refused():
                shutil.copytree(template, root)
                child = kills.start(operation, root)
                child.go()
                outcome = child.outcome()
                assert outcome.ending == "done", f"{operation.name} fails by itself: {outcome.error}"
                self._recordings[operation.name] = Recording(template, (), (), outcome.seconds)
            else:
                self._recordings[operation.name] = kills.record(operation, template, root)
            done = Outcome("done", [str(len(operation.steps))])
            wrong = self._examined(operation, root, done)
            assert not wrong, f"{operation.name} without an interruption: {wrong[:5]}"
            self._files[operation.name] = Workplace(root).files()
            shutil.rmtree(root)
        return self._recordings[operation.name]

    def _template(self, name: str) -> Path:
        root = self.folder / f"template-{name}"
        if not root.exists():
            place = Workplace(root)
            for folder in (place.root, place.written, place.given):
                folder.mkdir()

            def prepare(_: children.Send) -> None:
                PREPARATIONS[name](place)
                place.close()

            outcome = children.run(prepare, root / "output.txt")
            assert outcome.ending == "done", f"the workplace {name!r} cannot be prepared: {outcome.error}"
        return root

    def table(self) -> str:
        """Return the counts as a Markdown table, a row for each operation and way, and one for all."""
        rows = [(*key, *(counts[column] for column in COLUMNS)) for key, counts in sorted(self.counts.items())]
        total = sum(self.counts.values(), Counter[str]())
        rows.append(("all", "", *(total[column] for column in COLUMNS)))
        head = ("operation", "way", *COLUMNS)
        lines = [head, tuple("---" for _ in head), *rows]
        return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)

    @property
    def faults(self) -> int:
        """The number of runs with each kind of fault, together."""
        return sum(counts[kind] for counts in self.counts.values() for kind in KINDS if kind != "repaired")


def warm() -> None:
    """Import and compute everything that children would otherwise import and compute again."""
    import chromadb
    import chromadb.api.rust
    import chromadb.telemetry.product.posthog  # noqa: F401
    import numpy.random  # noqa: F401

    import dragoman.assistant.library.jobs  # noqa: F401

    PASSWORDS.verify(None, "")  # hashes what a name without a user is checked against

    for number, version in known().values():
        segments(number, version)
    gc.collect()
    gc.disable()  # in the children, too, which are short: a collection would copy most of the memory that they share


def main() -> None:
    """Run from the command line; the exit code is 1 if there was a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100, help="how many runs")
    parser.add_argument("--seed", type=int, default=1, help="decides every draw")
    parser.add_argument("--only", type=int, help="repeat this run of the seed, and keep its folder")
    parser.add_argument("--operation", action="append", choices=list(OPERATIONS), help="only this one; may be repeated")
    parser.add_argument("--way", action="append", choices=list(kills.WAYS), help="only this one; may be repeated")
    given = parser.parse_args()
    began = time.monotonic()
    operations, ways = given.operation or list(OPERATIONS), given.way or list(kills.WAYS)
    if reason := tracing.refused():
        skipped = [way for way in ways if way in kills.TRACED]
        print(f"Left out, because {reason}: {', '.join(skipped)}.")
        ways = [way for way in ways if way not in kills.TRACED]
        if not ways:
            sys.exit(2)
    warm()
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    chaos = Chaos(folder, given.seed, keep=given.only is not None)
    try:
        for number in range(given.kills) if given.only is None else [given.only]:
            before = len(chaos.findings)
            chaos.run(number, operations, ways)
            print(*chaos.findings[before:], sep="\n", end="\n" if len(chaos.findings) > before else "", flush=True)
    finally:
        if not chaos.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(chaos.table())
    print(f"{given.kills if given.only is None else 1} runs, seed {given.seed}, {time.monotonic() - began:.0f} s")
    if chaos.keep:
        print(f"kept in {folder}")
    sys.exit(1 if chaos.faults else 0)


if __name__ == "__main__":
    main()
