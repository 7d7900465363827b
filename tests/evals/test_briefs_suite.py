"""The golden set on the bundled briefs: its quotes are in the briefs, and it is large and varied enough."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.corpus.readers import read
from dragoman.corpus.types import Document

ROOT = Path(__file__).parents[2]
SUITE = ROOT / "evals" / "suites" / "briefs"
LIBRARY = ROOT / "corpus" / "library"
LEAST = {"questions": 155, "unanswerable": 45, "false_premise": 32, "conversations": 42, "disagreements": 21}
FIELDS = {
    "questions": {"id", "question", "gold", "answers", "kind"},
    "unanswerable": {"id", "question", "why"},
    "false_premise": {"id", "question", "premise", "contradicted_by"},
    "conversations": {"id", "turns", "gold"},
    "disagreements": {"id", "question", "versions"},
}
KINDS = {"who", "when", "where", "how_many", "what", "why", "which"}

Row = dict[str, Any]


@cache
def rows(name: str) -> tuple[Row, ...]:
    content = (SUITE / f"{name}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in content.splitlines())


@cache
def text(brief: str) -> str:
    document = next(iter(read(LIBRARY / f"{brief}.md")))
    assert isinstance(document, Document), document
    return document.text


def gold(row: Row) -> list[dict[str, str]]:
    places = [*row.get("gold", ()), *row.get("versions", ())]
    return [*places, row["contradicted_by"]] if row.get("contradicted_by") else places


def asked(row: Row) -> str:
    """Return the question with all earlier turns."""
    return "\n".join(row.get("turns") or [row["question"]])


def quoted() -> Iterator[Any]:
    for name in LEAST:
        for row in rows(name):
            if gold(row):
                yield pytest.param(row, id=row["id"])


@pytest.mark.parametrize("name", LEAST)
def test_file_is_large_enough_and_complete(name: str) -> None:
    assert len(rows(name)) >= LEAST[name]
    for row in rows(name):
        assert set(row) == FIELDS[name], row
        assert all(value or key == "contradicted_by" for key, value in row.items()), row


def test_ids_and_questions_are_unique() -> None:
    every = [row for name in LEAST for row in rows(name)]
    assert [id_ for id_, count in Counter(row["id"] for row in every).items() if count > 1] == []
    texts = Counter(" ".join(asked(row).casefold().split()) for row in every)
    assert [question for question, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("row", quoted())
def test_gold_is_quoted_from_its_brief(row: Row) -> None:
    places = gold(row)
    for place in places:
        assert set(place) == {"document", "quote"}
        assert any(place["quote"] in paragraph for paragraph in text(place["document"]).split("\n\n")), place
    assert len({(place["document"], place["quote"]) for place in places}) == len(places)


def test_answers_stand_in_their_gold() -> None:
    for row in rows("questions"):
        for answer in row["answers"]:
            assert any(answer in place["quote"] for place in row["gold"]), (row["id"], answer)


def test_questions_are_of_every_kind_and_about_every_brief() -> None:
    assert {row["kind"] for row in rows("questions")} == KINDS
    briefs = Counter(brief for row in rows("questions") for brief in {place["document"] for place in row["gold"]})
    assert {path.stem: briefs[path.stem] for path in LIBRARY.glob("*.md") if briefs[path.stem] < 3} == {}


def test_conversations_follow_up_and_disagreements_differ() -> None:
    assert all(len(row["turns"]) in (2, 3) for row in rows("conversations"))
    assert all(len(row["versions"]) >= 2 for row in rows("disagreements"))
