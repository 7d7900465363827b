"""Give every target malformed inputs, and print a table: `python -m tests.fuzz.campaign --inputs 10000 --seed 1`.

The inputs run in processes of their own, so that a crash or a hang ends one input and not the rest. An input is known by the
seed, the target's name and its number: `--only TARGET --number N` gives the same one again, here, with the traceback.
"""

import argparse
import logging
import multiprocessing
import queue
import random
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from dragoman import Dragoman
from dragoman.assistant.settings import Settings
from dragoman.corpus.errors import DragomanError
from tests.fuzz.mutations import damaged
from tests.fuzz.targets import Target, Targets

PATIENCE = 20.0
"""Seconds of computing (CPU time) for one input; more is a hang."""

_BUSY = 30  # by the clock an input may take this many times as long, because the machine may be busy

_WORKERS = 2
_SHOWN = 3  # faults of a target that are printed


@dataclass
class Tally:
    """What became of the inputs of one target."""

    name: str
    inputs: int = 0
    read: int = 0
    refused: int = 0
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    slowest: float = 0.0


def input_for(target: Target, seed: int, number: int) -> bytes:
    """Make one input; the same seed, target and number always give the same bytes."""
    return damaged(random.Random(f"{seed} {target.name} {number}"), target.seeds)


def tried(target: Target, given: bytes) -> bool:
    """Read one input; whether it could be read. Any error but a clean refusal is raised."""
    try:
        return target.read(given)
    except DragomanError as error:
        if "\n" in str(error) or "Traceback" in str(error):
            raise AssertionError(f"not one sentence: {str(error)[:500]!r}") from error
        return False


def prepared(folder: Path) -> Path:
    """Make a home with the bundled briefs."""
    with Dragoman.open(folder / "home", Settings(model=None), lasting=False) as dragoman:
        dragoman.welcome()
        dragoman.said()  # reads the briefs for utterances, which would otherwise count as the first input's time
    return folder / "home"


def _work(pipe: Connection, home: str, seed: int) -> None:
    for library in ("pypdf", "trafilatura", "chromadb", "srt"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # as the command line does
    targets = Targets(Path(home))
    while (asked := pipe.recv()) is not None:
        name, number = asked
        target = targets.all[name]
        given = input_for(target, seed, number)
        started = time.process_time()
        try:
            found = "read" if tried(target, given) else "refused"
        except BaseException:  # noqa: BLE001  # whatever it is, it belongs into the table
            found = traceback.format_exc()
        pipe.send((found, time.process_time() - started))
    targets.close()


class _Worker:
    """A process that tries inputs, started anew after a crash or a hang."""

    def __init__(self, home: Path, seed: int) -> None:
        self._home, self._seed = home, seed
        self._process: multiprocessing.process.BaseProcess | None = None

    def run(self, name: str, number: int) -> tuple[str, float]:
        """Return what became of one input (`read`, `refused`, `hang`, or the text of a crash), and its CPU seconds."""
        if self._process is None:
            self._start()
        self._pipe.send((name, number))
        if not self._pipe.poll(PATIENCE * _BUSY):
            self.stop()
            return "hang", PATIENCE * _BUSY
        try:
            found, seconds = self._pipe.recv()
        except EOFError:
            self.stop()
            return "the process died", 0.0
        return ("hang" if seconds > PATIENCE else found), seconds

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, str(self._home), self._seed))
        self._process.start()
        theirs.close()


def _campaign(worker: _Worker, name: str, count: int) -> Tally:
    tally = Tally(name)
    for number in range(count):
        found, seconds = worker.run(name, number)
        tally.inputs += 1
        if number:  # the first input waits for what its target imports and opens
            tally.slowest = max(tally.slowest, seconds)
        if found == "read":
            tally.read += 1
        elif found == "refused":
            tally.refused += 1
        elif found == "hang":
            tally.hangs.append(f"number {number}")
        else:
            tally.crashes.append(f"number {number}: {found}")
    print(
        f"{name}: {tally.inputs} inputs, {len(tally.crashes)} crashes, {len(tally.hangs)} hangs",
        file=sys.stderr,
        flush=True,
    )
    return tally


def table(tallies: list[Tally]) -> str:
    """Lay the figures out in Markdown."""
    rows = [
        "| target | inputs | read | refused cleanly | crashes | hangs | slowest (CPU s) |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    total = Tally("all")
    for one in tallies:
        total.inputs += one.inputs
        total.read += one.read
        total.refused += one.refused
        total.crashes += one.crashes
        total.hangs += one.hangs
        total.slowest = max(total.slowest, one.slowest)
    for one in (*tallies, total):
        figures = f"{one.inputs:,} | {one.read:,} | {one.refused:,} | {len(one.crashes)} | {len(one.hangs)} | {one.slowest:.1f}"
        rows.append(f"| {one.name} | {figures} |")
    return "\n".join(rows)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=10_000, help="inputs in all, shared equally among the targets")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", help="only targets whose name contains this")
    options.add_argument("--number", type=int, help="only this input of each target, in this process")
    return options.parse_args()


def _again(home: Path, names: list[str], seed: int, number: int) -> None:
    targets = Targets(home)
    for name in names:
        given = input_for(targets.all[name], seed, number)
        print(f"{name}: {len(given):,} bytes: {given[:300]!r}")
        print("  ", "read" if tried(targets.all[name], given) else "refused")
    targets.close()


def main() -> int:
    """Run the campaign; 1 if anything crashed or hung."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = prepared(Path(folder))
        known = Targets(home)
        names = [name for name in known.all if (options.only or "") in name]
        known.close()
        if options.number is not None:
            _again(home, names, options.seed, options.number)
            return 0
        share, more = divmod(options.inputs, len(names))

        waiting = queue.SimpleQueue[_Worker]()
        workers = [_Worker(home, options.seed) for _ in range(_WORKERS)]
        for worker in workers:
            waiting.put(worker)

        def run(at: int) -> Tally:
            free = waiting.get()
            try:
                return _campaign(free, names[at], share + (at < more))
            finally:
                waiting.put(free)

        with ThreadPoolExecutor(_WORKERS) as pool:
            tallies = list(pool.map(run, range(len(names))))
        for worker in workers:
            worker.stop()
    print(table(tallies))
    for one in tallies:
        for fault in (*one.crashes[:_SHOWN], *one.hangs[:_SHOWN]):
            print(f"\n{one.name}, {fault}", file=sys.stderr)
    return int(any(one.crashes or one.hangs for one in tallies))


if __name__ == "__main__":
    sys.exit(main())
