"""Measure many users asking at once: `POST /api/ask` on a served home with the bundled briefs, answered by quoting.

    python -m dragoman.evals.bench.load [USERS] [QUESTIONS]

The server is one process, and all users are another one on the same machine, so their CPU time is part of the waiting
times. Each user asks the next question as soon as the last one is answered, which is more than people do. The result
includes the CPU's own limit: with U users, s seconds of CPU for each question and c cores, no server can answer in less
than U · s / c.
"""

import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

import httpx

from ..environment import machine
from ..suites import golden

ALONE = 100
"""The number of questions of the single user, after as many that warm the server."""

_ADDRESS = re.compile(r"http://\S+?:\d+")


@dataclass(frozen=True, slots=True)
class UserLoad:
    """The waiting times in seconds (median, 95th percentile, longest) of `users` who ask at the same time.

    `a_second` is the number of questions answered per second, `cpu` the server's CPU seconds per question, `limit` the
    waiting time that the CPU alone imposes: `users` × `cpu` ÷ cores.
    """

    users: int
    questions: int
    errors: int
    p50: float
    p95: float
    longest: float
    a_second: float
    cpu: float
    limit: float


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The measurement. Memory is the server's resident set in MiB: after warming, at the end, and at its peak."""

    machine: str
    alone: UserLoad
    together: UserLoad
    memory_before: float
    memory_after: float
    memory_peak: float


def measure_load(users: int = 50, questions: int = 2_000) -> LoadReport:
    """Measure a single user, then `users` at once who share `questions`."""
    asked = [item.question for item in golden.load().items if item.kind == "question"]
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "home") as (address, process):
        asyncio.run(_ask(address, 1, list(islice(cycle(asked), ALONE))))
        before = _memory(process, "VmRSS")
        alone = _timed(address, process, 1, list(islice(cycle(asked), ALONE)))
        together = _timed(address, process, users, list(islice(cycle(asked), questions)))
        after, peak = _memory(process, "VmRSS"), _memory(process, "VmHWM")
    return LoadReport(machine(), alone, together, before, after, peak)


@contextmanager
def served(home: Path) -> Iterator[tuple[str, int]]:
    """Serve the bundled briefs; yield the server's address and process id."""
    command = [sys.executable, "-m", "dragoman.cli", "--home", str(home), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = _ADDRESS.search(line)
            if found is None:
                raise AssertionError(f"the server did not start: {line}")
            yield found[0], process.pid
        finally:
            process.send_signal(signal.SIGINT)


def _timed(address: str, process: int, users: int, questions: Sequence[str]) -> UserLoad:
    cpu, started = _cpu(process), time.perf_counter()
    waited, errors = asyncio.run(_ask(address, users, questions))
    seconds, cpu = time.perf_counter() - started, (_cpu(process) - cpu) / len(questions)
    cuts = statistics.quantiles(waited, n=20, method="inclusive")
    limit = users * cpu / (os.cpu_count() or 1)
    figures = (cuts[9], cuts[18], max(waited), len(waited) / seconds, cpu, limit)
    return UserLoad(users, len(questions), errors, *(round(one, 4) for one in figures))


async def _ask(address: str, users: int, questions: Sequence[str]) -> tuple[list[float], int]:
    """Return the waiting time of each question, and the number of errors."""
    waited: list[float] = []
    errors = 0
    left = iter(questions)
    limits = httpx.Limits(max_connections=users, max_keepalive_connections=users)

    async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as client:

        async def user() -> None:
            nonlocal errors
            for question in left:
                started = time.perf_counter()
                response = await client.post("/api/ask", json={"question": question})
                waited.append(time.perf_counter() - started)
                errors += response.status_code != 200 or response.json()["question"] != question

        async with asyncio.TaskGroup() as group:
            for _ in range(users):
                group.create_task(user())
    return waited, errors


def _cpu(process: int) -> float:
    """Return the CPU seconds used by a process with all its threads (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int, name: str) -> float:
    """Return `VmRSS` (now) or `VmHWM` (the peak) of a process in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    [kilobytes] = re.findall(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return round(int(kilobytes) / 1024, 1)


if __name__ == "__main__":
    print(json.dumps(asdict(measure_load(*map(int, sys.argv[1:]))), indent=1))
