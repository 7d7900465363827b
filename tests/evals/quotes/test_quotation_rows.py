"""The golden quotations on the bundled briefs: the words of its brief confirm each one's verdict."""

import json
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.corpus.readers import read
from dragoman.corpus.types import Document
from dragoman.evals.mutators import canonical, flat

ROOT = Path(__file__).parents[3]
LIBRARY = ROOT / "corpus" / "library"
LEAST = {
    "verbatim": 30,
    "elided": 12,
    "altered": 25,
    "truncated": 15,
    "stitched": 10,
    "paraphrase": 15,
    "not_found": 15,
}
ANSWERS = {"confirmed", "different", "unknown"}
FLAGS = {"negation", "number", "name", "added", "dropped"}
FIELDS = {"id", "quote", "speaker", "publisher", "said_on", "document", "span_quote", "pieces", "expected"}

Row = dict[str, Any]
ROWS: list[Row] = [
    json.loads(line)
    for line in (ROOT / "evals/suites/briefs/quotations.jsonl").read_text(encoding="utf-8").splitlines()
]


def of(*verdicts: str) -> list[Any]:
    return [pytest.param(row, id=row["id"]) for row in ROWS if row["expected"]["verdict"] in verdicts]


@cache
def text(brief: str) -> str:
    document = next(iter(read(LIBRARY / f"{brief}.md")))
    assert isinstance(document, Document), document
    return document.text


@cache
def every() -> str:
    return "\n".join(flat(text(path.stem)) for path in LIBRARY.glob("*.md"))


def test_there_are_enough_of_every_verdict_and_of_every_answer() -> None:
    counts = Counter(row["expected"]["verdict"] for row in ROWS)
    assert len(ROWS) >= 120 and set(counts) == set(LEAST) and all(counts[name] >= LEAST[name] for name in LEAST)
    answers = Counter((name, row["expected"][name]) for row in ROWS for name in ("speaker", "said_on", "publisher")
                      if name in row)  # fmt: skip
    assert answers["speaker", "confirmed"] >= 30 and answers["speaker", "different"] >= 15
    assert answers["said_on", "confirmed"] >= 5 and answers["said_on", "different"] >= 3
    assert answers["publisher", "confirmed"] >= 2 and answers["publisher", "different"] >= 2


def test_rows_are_complete_and_unlike() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    asked = Counter((row["quote"], *(row.get(name) for name in ("speaker", "publisher", "said_on"))) for row in ROWS)
    assert [key for key, count in asked.items() if count > 1] == []
    for row in ROWS:
        expected = row["expected"]
        assert set(row) <= FIELDS and {"id", "quote", "expected"} <= set(row), row
        assert {name for name in ("speaker", "publisher", "said_on") if name in row} == set(expected) - {
            "verdict",
            "flags",
        }
        assert {value for name, value in expected.items() if name not in ("verdict", "flags")} <= ANSWERS
        assert set(expected.get("flags", ())) <= FLAGS
        assert ("document" in row) == (expected["verdict"] != "not_found")


def places(row: Row) -> list[tuple[str, str]]:
    if "pieces" in row:
        return [(piece["document"], piece["quote"]) for piece in row["pieces"]]
    return [(row["document"], row["span_quote"])]


@pytest.mark.parametrize("row", of(*(set(LEAST) - {"not_found"})))
def test_the_words_it_stands_on_are_in_the_brief(row: Row) -> None:
    for document, words in places(row):
        assert words in text(document), row["id"]


@pytest.mark.parametrize("row", of("verbatim"))
def test_verbatim_ones_are_the_same_words(row: Row) -> None:
    assert canonical(row["quote"]) == canonical(row["span_quote"])


@pytest.mark.parametrize("row", of("altered", "stitched", "paraphrase", "not_found", "elided"))
def test_the_others_stand_in_no_brief(row: Row) -> None:
    assert flat(row["quote"]) not in every()


@pytest.mark.parametrize("row", of("truncated"))
def test_truncated_ones_are_less_than_the_brief_has(row: Row) -> None:
    kept, whole = flat(row["quote"]).split(), iter(flat(row["span_quote"]).split())
    assert all(word in whole for word in kept) and len(kept) < len(flat(row["span_quote"]).split())


@pytest.mark.parametrize("row", of("elided"))
def test_elided_ones_are_marked_and_in_order(row: Row) -> None:
    assert any(mark in row["quote"] for mark in ("…", "...", "[")) and "verdict" in row["expected"]
    whole = iter(flat(row["span_quote"]).split())
    assert all(word in whole for word in flat(row["quote"]).split())


@pytest.mark.parametrize("row", of("paraphrase", "not_found"))
def test_no_five_words_in_a_row_of_a_paraphrase_stand_in_a_brief(row: Row) -> None:
    words = flat(row["quote"]).split()
    for at in range(len(words) - 4):
        assert f" {' '.join(words[at : at + 5])} " not in every(), words[at : at + 5]


def test_one_differs_only_in_a_letter_of_another_alphabet() -> None:
    odd = [row for row in ROWS if any("CYRILLIC" in unicodedata.name(c, "") for c in row["quote"])]
    assert [row["expected"]["verdict"] for row in odd] == ["altered"]
