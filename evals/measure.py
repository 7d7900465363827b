"""The figures of `evals/RESULTS.md`: finding, answering, abstaining, speed, and a killed ingest, on open data.

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
from evals.metrics import hit_at, holds_answer, interval, ndcg_at, reciprocal_rank

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
    low, high = interval(scores)
    return Figure(name, sum(scores) / max(len(scores), 1), len(scores), low, high, reach)


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


def quality(data: DataSet, say: Say) -> list[Figure]:
    """Finding and answering the answerable questions with everything indexed; and every citation's offsets."""
    with tempfile.TemporaryDirectory() as name, Dragoman.open(Path(name) / "home") as dragoman:
        dragoman.ingest([written(data, Path(name))])
        asked = [question for question in data.questions if question.answerable]
        tricked = [question for question in data.questions if not question.answerable]
        hits: dict[str, list[float]] = {"hit@1": [], "hit@3": [], "nDCG@10": [], "RR@10": []}
        first, three, answered, valid, took = [], [], [], [], []
        for place, question in enumerate(asked):
            if place % 200 == 0:
                say(f"answerable questions: {place} of {len(asked)}")
            started = time.perf_counter()
            answer = dragoman.ask(question.text)
            took.append(time.perf_counter() - started)
            ranked = list(dict.fromkeys(hit.passage.document.external_id or "" for hit in answer.hits))
            hits["hit@1"].append(hit_at(ranked, question.relevant, 1))
            hits["hit@3"].append(hit_at(ranked, question.relevant, 3))
            hits["nDCG@10"].append(ndcg_at(ranked, question.relevant))
            hits["RR@10"].append(reciprocal_rank(ranked, question.relevant))
            quotes = [claim.citations[0].quote for claim in answer.claims]
            first.append(holds_answer(quotes[:1], question.answers))
            three.append(holds_answer(quotes[:3], question.answers))
            answered.append(float(not answer.abstained))
            for citation in answer.citations:
                shown = dragoman.show(citation.document.id).text[citation.span.start : citation.span.end]
                valid.append(float(shown == citation.quote == shown.strip()))
        fooled = [float(not dragoman.ask(question.text).abstained) for question in tricked]
    reach = {"hit@1": "≥ 0.90", "nDCG@10": "≥ 0.955"}
    return [
        *(mean(f"{name} of passages", scores, reach.get(name, "")) for name, scores in hits.items()),
        mean("a gold answer stands in the first quoted sentence", first, "≥ 0.80"),
        mean("… in the first three quoted sentences", three, "≥ 0.93"),
        mean("answerable questions answered, everything indexed", answered),
        mean("adversarial questions (same passage, no answer) answered all the same", fooled),
        mean("citations whose offsets give their words", valid, "1.000"),
        Figure("one question, median", statistics.median(took) * 1000, len(took), unit="ms"),
    ]


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
