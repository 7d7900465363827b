"""Measure properties that a suite does not show: abstention with articles removed, speed, and killed runs of ingest.

Everything runs through the facade and the command line, as for users.
"""

import json
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from ...assistant.dragoman import Dragoman
from ...corpus.errors import InputError
from ...corpus.segment import segment
from ...corpus.types import Document
from ..environment import commit, machine
from ..metrics.statistics import mean as scores_mean
from ..run_file import EvalRun, Figure
from ..suites.types import Suite

Say = Callable[[str], None]


def mean(name: str, scores: Sequence[float], floor: float | None = None) -> Figure:
    """Return the mean of the scores with its interval; `floor` is a ceiling if less is better (see `Figure`)."""
    scored = scores_mean(scores)
    return Figure(name, scored.value, scored.n, scored.low, scored.high, floor=floor)


def article(document: str) -> str:
    """Return the article of a passage: the part of its id before `#`."""
    return document.partition("#")[0]


def write_corpus(data: Suite, folder: Path, articles: set[str] | None = None) -> Path:
    """Write the corpus, or some of its articles, as a file for `dragoman ingest`."""
    path = folder / "corpus.jsonl"
    rows = [
        {"_id": one.id, "title": one.title, "text": one.text}
        for one in data.corpus
        if articles is None or article(one.id) in articles
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def abstention(data: Suite, say: Say, halves: int = 4) -> list[Figure]:
    """Remove half of the articles, several times, and ask about the removed ones and about the others."""
    articles = sorted({article(one.id) for one in data.corpus})
    wrong: list[float] = []
    right: list[float] = []
    for seed in range(halves):
        say(f"articles removed: half {seed + 1} of {halves}")
        kept = set(random.Random(seed).sample(articles, (len(articles) + 1) // 2))
        with tempfile.TemporaryDirectory() as name, Dragoman.open(Path(name) / "home") as dragoman:
            dragoman.ingest([write_corpus(data, Path(name), kept)])
            for item in data.items:
                if item.kind == "question":
                    present = any(article(place.document or "") in kept for place in item.gold)
                    (right if present else wrong).append(float(not dragoman.ask(item.question).abstained))
    return [
        mean("false-answer rate: half of the articles removed, questions about those", wrong, 0.04),
        mean("answered: half of the articles removed, questions about the others", right, 0.94),
    ]


def indexing(data: Suite, say: Say, runs: int = 5) -> list[Figure]:
    """Measure documents per second through the whole pipeline, from reading to Chroma, into an empty home.

    As in the peers' scripts, the encoder is warm; a second figure includes its start and the import of Chroma.
    """
    say("indexing")
    warm, cold = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name, Dragoman.open(Path(name) / "home") as dragoman:
            path = write_corpus(data, Path(name))
            dragoman.load_encoder()
            started = time.perf_counter()
            dragoman.ingest([path])
            warm.append(len(data.corpus) / (time.perf_counter() - started))
            call = [
                sys.executable,
                "-m",
                "dragoman.cli",
                "--home",
                str(Path(name) / "cold"),
                "ingest",
                str(path),
                "--json",
            ]
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            cold.append(len(data.corpus) / json.loads(done.stdout)["seconds"])
    return [
        Figure("passages indexed a second", statistics.median(warm), runs, note="whole pipeline, warm; median"),
        Figure(
            "passages indexed a second, new process", statistics.median(cold), runs, note="`dragoman ingest`; median"
        ),
    ]


def cold(data: Suite, say: Say, runs: int = 7) -> list[Figure]:
    """Time `dragoman ask` as a whole process with a ready index, and check that torch is not imported."""
    say("cold start")
    question = next(item.question for item in data.items if item.kind == "question")
    with tempfile.TemporaryDirectory() as name:
        with Dragoman.open(Path(name) / "home") as dragoman:
            dragoman.ingest([write_corpus(data, Path(name))])
        program = (
            "import sys",
            "from dragoman import cli",
            "try: cli.main()",
            "except SystemExit: pass",
            "print('torch' in sys.modules, file=sys.stderr)",
        )
        call = [sys.executable, "-c", "\n".join(program), "--home", str(Path(name) / "home"), "ask", question, "--json"]
        seconds, torch = [], False
        for _ in range(runs):
            started = time.perf_counter()
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            seconds.append(time.perf_counter() - started)
            torch |= "True" in done.stderr
    return [
        Figure(
            "seconds of a cold `dragoman ask`",
            statistics.median(seconds),
            runs,
            note="whole process; median",
            floor=2.5,
        ),
        Figure("torch imported, an error", float(torch), runs, floor=0.0),
    ]


def killed(data: Suite, say: Say, kills: int = 20) -> Figure:
    """Kill ingest at random moments and run it again; return the share of kills after which everything was intact."""
    draw = random.Random(0)
    scores = []
    for number in range(kills):
        say(f"killed ingest {number + 1} of {kills}")
        with tempfile.TemporaryDirectory() as name:
            path, home = write_corpus(data, Path(name)), Path(name) / "home"
            call = [sys.executable, "-m", "dragoman.cli", "--home", str(home), "ingest", str(path)]
            process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(draw.uniform(0.3, 4.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
            with Dragoman.open(home) as dragoman:
                dragoman.ingest([path])
                documents = list(dragoman.documents())
                once = len(documents) == len(data.corpus) == len({one.external_id for one in documents})
                scores.append(
                    float(once and dragoman.verify().healthy and all(_finds(dragoman, one) for one in documents))
                )
    return mean("killed during ingest, run again: all documents once, found, verified", scores, 1.0)


def _finds(dragoman: Dragoman, document: Document) -> bool:
    """Return whether a document is among the first three hits for its own first sentence."""
    first = segment(document.text).sentences[0].of(document.text)
    return document in [hit.passage.document for hit in dragoman.search(first, 3).hits]


def run(data: Suite, only: Sequence[str] | None, say: Say) -> EvalRun:
    """Measure everything above, or the measurements named in `only`; the run has no items.

    Raises:
        InputError: `only` has an unknown name.
    """
    steps: dict[str, Callable[[], list[Figure]]] = {
        "abstention": lambda: abstention(data, say),
        "indexing": lambda: indexing(data, say),
        "cold": lambda: cold(data, say),
        "killed": lambda: [killed(data, say)],
    }
    unknown = set(only or ()) - set(steps)
    if unknown:
        raise InputError(f"there is no measurement {', '.join(sorted(unknown))}; choose from {', '.join(steps)}")
    started = time.perf_counter()
    figures = [figure for name, step in steps.items() if not only or name in only for figure in step()]
    return EvalRun(
        suite=f"{data.name}, measured",
        path=data.path,
        data_sha256=data.sha256,
        date=date.today().isoformat(),
        commit=commit(),
        machine=machine(),
        dragoman=version("dragoman"),
        figures=tuple(figures),
        seconds=round(time.perf_counter() - started, 1),
    )
