"""Figures that need more than asking a suite: abstaining with articles removed, speed, and a killed ingest.

Everything runs through the same facade and command line that users have. Peers are scripts that print JSON lines with
the same figures; they run in the same call, so that a ratio of speeds means something.
"""

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Dragoman
from corpus.segment import segment
from corpus.types import Document
from evals.data import DataSet, Question
from evals.metrics.scored import mean as scores_mean

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: its mean over `n` items, its 95 % interval, and what it is to reach (as text)."""

    name: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None
    reach: str = ""
    unit: str = ""


def mean(name: str, scores: Sequence[float], reach: str = "") -> Figure:
    """The mean of the scores with its interval."""
    scored = scores_mean(scores)
    return Figure(name, scored.value, scored.n, scored.low, scored.high, reach)


def written(data: DataSet, folder: Path, articles: set[str] | None = None) -> Path:
    """The corpus (or some articles of it) as a file that `dragoman ingest` reads."""
    path = folder / "corpus.jsonl"
    rows = [
        {"_id": one.id, "title": one.title, "text": one.text}
        for one in data.corpus
        if articles is None or one.article in articles
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def abstention(data: DataSet, say: Say, halves: int = 4) -> list[Figure]:
    """Half of the articles removed, several times: answers about removed ones, and about the others."""
    articles = sorted({one.article for one in data.corpus})
    home_of = {one.id: one.article for one in data.corpus}
    wrong: list[float] = []
    right: list[float] = []
    for seed in range(halves):
        say(f"articles removed: half {seed + 1} of {halves}")
        kept = set(random.Random(seed).sample(articles, (len(articles) + 1) // 2))
        with tempfile.TemporaryDirectory() as name, Dragoman.open(Path(name) / "home") as dragoman:
            dragoman.ingest([written(data, Path(name), kept)])
            for question in data.questions:
                if question.answerable:
                    present = bool({home_of.get(one) for one in question.relevant} & kept)
                    (right if present else wrong).append(float(not dragoman.ask(question.text).abstained))
    return [
        mean("half of the articles removed: questions about a removed one answered all the same", wrong, "≤ 0.04"),
        mean("… while questions about the others are answered", right, "≥ 0.94"),
    ]


def indexing(data: DataSet, say: Say, runs: int = 5) -> list[Figure]:
    """Documents a second through the whole pipeline into an empty home: reading to Chroma.

    As with the peers' scripts the encoder is warm; a second figure has its start and Chroma's import in it.
    """
    say("indexing")
    warm, cold = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name, Dragoman.open(Path(name) / "home") as dragoman:
            path = written(data, Path(name))
            dragoman.home.encoder.encode(["warm up"])
            started = time.perf_counter()
            dragoman.ingest([path])
            warm.append(len(data.corpus) / (time.perf_counter() - started))
            call = [sys.executable, "-m", "cli", "--home", str(Path(name) / "cold"), "ingest", str(path), "--json"]
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            cold.append(len(data.corpus) / json.loads(done.stdout)["seconds"])
    return [
        Figure("passages indexed a second, whole pipeline, median", statistics.median(warm), runs, unit="/s"),
        Figure("… by `dragoman ingest` in a new process", statistics.median(cold), runs, unit="/s"),
    ]


def cold(data: DataSet, say: Say, runs: int = 7) -> list[Figure]:
    """`dragoman ask` as a whole process with the index ready, and whether torch was imported."""
    say("cold start")
    question = next(question.text for question in data.questions if question.answerable)
    with tempfile.TemporaryDirectory() as name:
        with Dragoman.open(Path(name) / "home") as dragoman:
            dragoman.ingest([written(data, Path(name))])
        told = (
            "import sys, cli\ntry: cli.main()\nexcept SystemExit: pass\nprint('torch' in sys.modules, file=sys.stderr)"
        )
        call = [sys.executable, "-c", told, "--home", str(Path(name) / "home"), "ask", question, "--json"]
        seconds, torch = [], False
        for _ in range(runs):
            started = time.perf_counter()
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            seconds.append(time.perf_counter() - started)
            torch |= "True" in done.stderr
    return [
        Figure(
            "`dragoman ask` from a cold process, median", statistics.median(seconds), runs, reach="≤ 2.5 s", unit="s"
        ),
        Figure("… of which imported torch", float(torch), runs, reach="0"),
    ]


def killed(data: DataSet, say: Say, kills: int = 20) -> Figure:
    """SIGKILL during ingest at random moments, then ingest again: the share of kills after which all was well."""
    draw = random.Random(0)
    scores = []
    for number in range(kills):
        say(f"killed ingest {number + 1} of {kills}")
        with tempfile.TemporaryDirectory() as name:
            path, home = written(data, Path(name)), Path(name) / "home"
            call = [sys.executable, "-m", "cli", "--home", str(home), "ingest", str(path)]
            process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(draw.uniform(0.3, 4.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
            with Dragoman.open(home) as dragoman:
                dragoman.ingest([path])
                documents = list(dragoman.home.catalogue.documents())
                once = len(documents) == len(data.corpus) == len({one.external_id for one in documents})
                scores.append(
                    float(once and dragoman.verify().healthy and all(_finds(dragoman, one) for one in documents))
                )
    return mean("killed during ingest, run again: all documents once, found, verified", scores, "1.000")


def _finds(dragoman: Dragoman, document: Document) -> bool:
    """Whether a document is among the first three for its own first sentence."""
    first = segment(document.text).sentences[0].of(document.text)
    return document in [hit.passage.document for hit in dragoman.search(first, 3).hits]


def peer(script: Path, python: str, folder: Path, say: Say) -> list[dict[str, float | str]]:
    """The figures that a peer's script prints, one JSON object a line."""
    say(f"peer {script.stem}")
    done = subprocess.run(
        [python, str(script), str(folder)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def answerable(questions: Sequence[Question]) -> int:
    """How many questions have an answer."""
    return sum(question.answerable for question in questions)
