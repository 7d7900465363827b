"""The list of documents."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import Dragoman, Filters
from index.lookup import EVERYTHING

ROWS = [
    {"_id": "a", "title": "Older report", "text": "One sentence. And two.", "publisher": "Courier", "published": "2024-05-01"},
    {"_id": "b", "title": "Newer report 100%", "text": "Three.", "publisher": "Gazette", "published": "2025-05-01"},
    {"_id": "c", "title": "Undated_note", "text": "Four words stand here."},
]  # fmt: skip


@pytest.fixture(scope="module")
def dragoman(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    folder: Path = tmp_path_factory.mktemp("listing")
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    with Dragoman.open(folder / "home") as opened:
        opened.ingest([folder / "corpus.jsonl"])
        yield opened


def names(dragoman: Dragoman, filters: Filters = EVERYTHING, words: str | None = None, **page: int) -> str:
    found = dragoman.documents(filters, words, **page)
    return "".join(one.document.external_id or "" for one in found.documents)


def test_the_newest_come_first_and_the_undated_last(dragoman: Dragoman) -> None:
    found = dragoman.documents()
    assert found.total == 3
    assert names(dragoman) == "bac"
    older = found.documents[1]
    assert older.document.text == ""
    assert (older.document.published, older.characters, older.sentences) == (date(2024, 5, 1), 22, 2)
    assert older.added.startswith("20") and older.added.endswith("+00:00")


def test_pages(dragoman: Dragoman) -> None:
    assert [names(dragoman, offset=at, limit=2) for at in (0, 2, 4)] == ["ba", "c", ""]
    assert dragoman.documents(offset=2, limit=2).total == 3


def test_filters_and_words(dragoman: Dragoman) -> None:
    assert names(dragoman, Filters(publisher="cour")) == "a"
    assert names(dragoman, Filters(since=date(2025, 1, 1))) == "b"
    assert names(dragoman, words="REPORT gazette") == "b"
    assert names(dragoman, words="100%") == "b"
    assert names(dragoman, words="%") == "b"
    assert names(dragoman, words="d_n") == "c"
    assert names(dragoman, words="nothing") == ""
