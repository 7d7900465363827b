"""Misspelt words are repaired by the words of the corpus, and by nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.corpus.types import Document
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.retrieval.typo_repair import repaired, spelt_apart

TEXT = "The delegation of Zamunda met Ilse Brandtner in Varna. She signed the declaration on behalf of the committee."


@pytest.fixture(scope="module")
def home(encoder: PackagedEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    path: Path = tmp_path_factory.mktemp("typos")
    with Home(path, encoder) as opened:
        ingest(opened, [Document.make(TEXT, "Talks in Varna", key="varna")])
        yield opened


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who sgined the declaraton", "who signed the declaration"),
        ("Did Brandtnr sign?", "Did Brandtner sign?"),
        ("whos in the comitee", "who is in the committee"),
        ("Where is Zamnuda's delegation?", "Where is Zamunda's delegation?"),
        ("Who signed the declaration?", "Who signed the declaration?"),
        ("Who repaired the espresso machine?", "Who repaired the espresso machine?"),
        ("What did Delegatov say?", "What did Delegatov say?"),
        ("Who is Vana?", "Who is Vana?"),
        ("What did Ilse Brandtn say?", "What did Ilse Brandtn say?"),
    ],
)
def test_repairs(home: Home, question: str, right: str) -> None:
    assert repaired(home.catalogue.engine, question) == right


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("cario", "cairo", 1), ("comitee", "committee", 0), ("signed", "signs", 2), ("abc", "xyzabc", 3), ("", "a", 1)],
)
def test_distances(one: str, other: str, apart: int) -> None:
    assert spelt_apart(one, other, 2) == apart == spelt_apart(other, one, 2)
