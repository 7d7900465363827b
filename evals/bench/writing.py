"""Measure the time that Dragoman adds to a model's own: search, prompt, client library, parsing and checking.

    python -m dragoman.evals.bench.writing [PASSAGES] [QUESTIONS]

The corpus is generated; each passage has two sentences of invented news. The model is a scripted server on this machine
that answers at once with three claims, so that the whole time of an answer is overhead, including the server's own.
"""

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ...assistant.dragoman import Dragoman
from ...assistant.settings import Settings
from ...assistant.types import Answer
from ..environment import machine
from .openai_server import Body, Play, claims, evidence_of, serving

PLACES = (
    "Aleppo Basra Cairo Doha Erbil Fes Gaza Homs Irbid Jenin Kabul Latakia Muscat Nablus Oran Petra Qena Rabat".split()
)
TOPICS = "water,grain,fuel,prisoners,schools,ports,border posts,power lines,tents,hospitals,fishing,mail,bridges".split(
    ","
)
ROLES = "envoy,minister,spokesman,mediator,governor,judge,general,doctor,engineer,mayor".split(",")


def reports(passages: int, seed: int = 7) -> list[dict[str, str]]:
    """Generate documents of one passage each, no two alike."""
    draw = random.Random(seed)
    rows = []
    for number in range(passages):
        who, place = f"{draw.choice(ROLES)} {_name(draw)}", draw.choice(PLACES)
        topic = draw.choice(TOPICS)
        text = (
            f"The {who} said in {place} on {draw.randint(1, 28)} May that {draw.randint(20, 9_000)} of the {topic} would be "
            f"handed over under plan {number}. Talks on {draw.choice(TOPICS)} in {draw.choice(PLACES)} go on."
        )
        rows.append(
            {
                "id": str(number),
                "title": f"{topic} in {place}",
                "text": text,
                "question": f"What did the {who} say in {place}?",
            }
        )
    return rows


def _name(draw: random.Random) -> str:
    return "".join(draw.choice(("ba", "ko", "li", "mu", "re", "sa", "to", "ve")) for _ in range(3)).title()


def three_claims(body: Body) -> Play:
    """Act as a model that repeats three of its sentences, and adds a false number to one of them."""
    rows = evidence_of(body)[:3]
    repeated = [(row["words"], [row["id"]]) for row in rows]
    return Play(claims(*repeated, (f"{rows[0]['words']} In all 77,777.", [1])), piece=60)


def ask(dragoman: Dragoman, questions: Sequence[str]) -> list[Answer]:
    """Ask each question once, after a few questions that warm everything up."""
    for question in questions[:5]:
        dragoman.ask(question)
    return [dragoman.ask(question) for question in questions]


def main() -> None:
    """Measure, and print one JSON object."""
    passages, asked = (int(argument) for argument in (*sys.argv[1:], *("10000", "100")[len(sys.argv) - 1 :]))
    rows = reports(passages)
    with tempfile.TemporaryDirectory() as folder, serving(three_claims) as server:
        source = Path(folder) / "reports.jsonl"
        source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        settings = Settings(model="openai:scripted", model_url=server.url)
        with Dragoman.open(Path(folder) / "home", settings) as dragoman:
            dragoman.ingest([source])
            questions = [row["question"] for row in random.Random(3).sample(rows, asked)]
            answers = ask(dragoman, questions)
            counts = dragoman.stats()
    written = [answer.seconds for answer in answers if answer.mode == "writing"]
    found = {
        "passages": counts["passages"],
        "questions": asked,
        "written": len(written),
        "overhead_p50_ms": round(1000 * float(np.percentile(written, 50)), 1),
        "overhead_p95_ms": round(1000 * float(np.percentile(written, 95)), 1),
        "machine": machine(),
    }
    print(json.dumps(found, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
