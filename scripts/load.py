"""Measure 50 people at work, alone and then beside uploads, drafts and hostile files, on a real server.

    python -m dragoman.scripts.load --users 50 --seconds 120

Each user asks, searches, checks a quotation or opens a part of the page, and thinks in between. The server and the users
share this machine, so the users' own CPU time is part of the waiting times. Prints a table, and as the last line the same
as JSON. Memory is given for each five minutes, too: in half an hour (`--seconds 1800`), a leak shows.
"""

import argparse
import asyncio
import csv
import io
import json
import os
import random
import statistics
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import httpx
import psutil

from ..evals.bench.load import served
from ..evals.suites import golden

THINKING = 5.0
"""Mean seconds between the answer to one request and the next request of a user."""

WARMING = 20.0
"""Seconds of all users before the first measurement: the first questions load the encoder and fill the caches."""

PERIOD = 300.0
"""Seconds for which one median of the memory is given."""

_SAMPLED = 1.0  # seconds from one look at the memory to the next
_DRAFT = "The envoy of party {0} said: “Fatah was not present at that gathering {0} times in a row, he told us”.\n\n"
_REPORT = "---\ntitle: Round {0}\npublisher: Load Courier\n---\n" + "The {0} delegations met in Aswan on day {0}. " * 40

Load = Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]


@dataclass(slots=True)
class Measured:
    """One measurement: seconds by kind of request, errors by kind, memory, and the number of documents at the end.

    `memory` has a row for each look: seconds since the beginning, MiB of the server alone, MiB with its child processes.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    documents: int = 0

    def all(self) -> list[float]:
        """The seconds of all requests of users."""
        return [one for some in self.seconds.values() for one in some]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one measurement, times in seconds.

    Memory in MiB: the server's at the beginning and the end, and the most with its children. `periods` has the medians of
    each five minutes: the server's, and with its children. `medians` are the times of each kind of request, `beside`
    counts what came of the others' requests, `documents` are those stored at the end.
    """

    what: str
    requests: int
    errors: int
    p50: float
    p95: float
    longest: float
    memory_before: float
    memory_after: float
    memory_most: float
    periods: tuple[tuple[float, float], ...]
    documents: int
    medians: dict[str, float]
    errors_by_kind: dict[str, int]
    beside: dict[str, int]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120, help="of each of the two measurements")
    parser.add_argument(
        "--hostile", action=argparse.BooleanOptionalAction, default=True, help="upload hostile files, too"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "home") as (address, number):
        process = psutil.Process(number)
        asyncio.run(measure(address, process, chosen.users, WARMING, ()))
        alone = asyncio.run(measure(address, process, chosen.users, chosen.seconds, ()))
        others = (*OTHERS, *(hostile_files() if chosen.hostile else ()))
        beside = asyncio.run(measure(address, process, chosen.users, chosen.seconds, others))
    rows = [row("alone", alone), row("beside others", beside)]
    show(rows)
    print(json.dumps({"users": chosen.users, "seconds": chosen.seconds, "rows": [asdict(one) for one in rows]}))


async def measure(
    address: str, process: psutil.Process, users: int, seconds: float, others: tuple[tuple[str, Load], ...]
) -> Measured:
    """Let `users` work for some seconds, and `others` beside them, each again and again."""
    measured = Measured()
    began = time.monotonic()
    until = began + seconds
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=users)
    async with (
        httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client,
        httpx.AsyncClient(base_url=address, timeout=300) as loader,
        asyncio.TaskGroup() as group,
    ):
        for number in range(users):
            group.create_task(_user(client, measured, until, random.Random(number)))
        for name, load in others:
            group.create_task(_other(loader, measured, until, name, load))
        group.create_task(_memory(process, measured, began, until))
    async with httpx.AsyncClient(base_url=address, timeout=120) as client:
        measured.documents = (await client.get("/api/stats")).json()["documents"]
    return measured


async def _user(client: httpx.AsyncClient, measured: Measured, until: float, chance: random.Random) -> None:
    questions = [item.question for item in golden.load().items if item.kind == "question"]
    await asyncio.sleep(chance.uniform(0, THINKING))
    while time.monotonic() < until:
        question = chance.choice(questions)
        kind, request = chance.choices(
            (
                ("ask", client.build_request("POST", "/api/ask", json={"question": question})),
                ("search", client.build_request("POST", "/api/search", json={"query": question})),
                ("quote", client.build_request("POST", "/api/quote", json={"quote": question})),
                ("page", client.build_request("GET", "/page/library/list")),
                ("said", client.build_request("POST", "/api/said", json={"about": question[:200], "limit": 10})),
            ),
            weights=(5, 2, 2, 2, 1),
        )[0]
        started = time.perf_counter()
        try:
            response = await client.send(request)
        except httpx.HTTPError as error:
            measured.errors[f"{kind}: {type(error).__name__}"] += 1
        else:
            measured.seconds.setdefault(kind, []).append(time.perf_counter() - started)
            if response.status_code != 200:
                measured.errors[f"{kind}: {response.status_code}"] += 1
        await asyncio.sleep(chance.expovariate(1 / THINKING))


async def _other(client: httpx.AsyncClient, measured: Measured, until: float, name: str, load: Load) -> None:
    number = 0
    while time.monotonic() < until:
        number += 1
        try:
            response = await load(client, number)
        except TimeoutError:
            measured.beside[f"{name}: left"] += 1
        except httpx.HTTPError as error:
            measured.beside[f"{name}: {type(error).__name__}"] += 1
        else:
            measured.beside[f"{name}: {response.status_code}"] += 1
        await asyncio.sleep(1)


async def _memory(process: psutil.Process, measured: Measured, began: float, until: float) -> None:
    while time.monotonic() < until:
        own = process.memory_info().rss
        children = 0
        for one in process.children(recursive=True):
            try:
                children += one.memory_info().rss
            except psutil.Error:
                continue  # it has ended
        measured.memory.append((time.monotonic() - began, own / 2**20, (own + children) / 2**20))
        await asyncio.sleep(_SAMPLED)


async def _upload(client: httpx.AsyncClient, number: int) -> httpx.Response:
    files = [("files", (f"round {number} {one}.md", _REPORT.format(number * 100 + one).encode())) for one in range(20)]
    return await client.post("/api/documents", files=files)


async def _draft(client: httpx.AsyncClient, number: int) -> httpx.Response:
    text = "".join(_DRAFT.format(number * 1000 + one) for one in range(500))
    return await client.post("/api/draft", json={"text": text, "format": "text"})


async def _abandoned(client: httpx.AsyncClient, number: int) -> httpx.Response:
    """Two megabytes of quotations, which are left after two seconds."""
    text = "".join(_DRAFT.format(number * 10_000 + one) for one in range(4_900))
    begun = await client.post("/api/drafts", json={"text": text * 4, "format": "text"})
    async with asyncio.timeout(2):
        await client.post("/api/draft", json={"text": text, "format": "text"})
    return begun


async def _one(client: httpx.AsyncClient, name: str, data: bytes) -> httpx.Response:
    return await client.post("/api/documents", files={"files": (name, data)})


def hostile_files() -> tuple[tuple[str, Load], ...]:
    """Make hostile files, each to be uploaded again and again; before anything is measured, since it takes a while."""
    made = {"bomb.zip": bomb(), "wide.csv": wide(), "deep.html": deep()}
    return tuple((name, partial(_upload_again, name, data)) for name, data in made.items())


async def _upload_again(name: str, data: bytes, client: httpx.AsyncClient, _number: int) -> httpx.Response:
    return await _one(client, name, data)


def bomb() -> bytes:
    """An archive of 1 MB with one member of 1 GB of zeros."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("report.txt", "w") as member:
        for _ in range(1_024):
            member.write(bytes(2**20))
    return stream.getvalue()


def wide() -> bytes:
    """A table with a field of 100 MB."""
    stream = io.StringIO()
    csv.writer(stream).writerows([["title", "text"], ["x", "word " * 20_000_000]])
    return stream.getvalue().encode()


def deep() -> bytes:
    """A page of 200,000 elements inside each other."""
    return b"<div>" * 200_000 + b"The delegations met in Aswan." + b"</div>" * 200_000


OTHERS: tuple[tuple[str, Load], ...] = (("uploads", _upload), ("drafts", _draft), ("abandoned drafts", _abandoned))


def row(what: str, measured: Measured) -> Row:
    """Sum a measurement up."""
    waited = measured.all()
    cuts = statistics.quantiles(waited, n=20, method="inclusive")
    own = [one for _, one, _ in measured.memory]
    return Row(
        what=what,
        requests=len(waited),
        errors=sum(measured.errors.values()),
        p50=round(cuts[9], 3),
        p95=round(cuts[18], 3),
        longest=round(max(waited), 3),
        memory_before=round(own[0]),
        memory_after=round(own[-1]),
        memory_most=round(max(most for _, _, most in measured.memory)),
        periods=periods(measured.memory),
        documents=measured.documents,
        medians={kind: round(statistics.median(some), 3) for kind, some in measured.seconds.items()},
        errors_by_kind=dict(measured.errors),
        beside=dict(measured.beside),
    )


def periods(memory: Sequence[tuple[float, float, float]]) -> tuple[tuple[float, float], ...]:
    """Return the medians of each period, in MiB: of the server alone, and with its children."""
    parts: dict[int, list[tuple[float, float]]] = {}
    for second, own, everything in memory:
        parts.setdefault(int(second // PERIOD), []).append((own, everything))
    return tuple(
        (round(statistics.median(own for own, _ in part)), round(statistics.median(most for _, most in part)))
        for part in parts.values()
    )


def show(rows: list[Row]) -> None:
    """Print a table."""
    print(f"{os.cpu_count()} cores")
    print(f"{'':16}{'requests':>9}{'errors':>8}{'p50 s':>8}{'p95 s':>8}{'max s':>8}{'MiB':>18}{'most':>8}")
    for one in rows:
        memory = f"{one.memory_before:.0f} to {one.memory_after:.0f}"
        times = f"{one.p50:>8.3f}{one.p95:>8.3f}{one.longest:>8.3f}"
        print(f"{one.what:16}{one.requests:>9}{one.errors:>8}{times}{memory:>18}{one.memory_most:>8.0f}")
        print("    medians: " + ", ".join(f"{kind} {seconds} s" for kind, seconds in one.medians.items()))
        print("    MiB by five minutes: " + ", ".join(f"{own:.0f} ({most:.0f})" for own, most in one.periods))
        print(f"    documents at the end: {one.documents}")
        for kind, count in (one.errors_by_kind | one.beside).items():
            print(f"    {kind}: {count}")


if __name__ == "__main__":
    main()
