"""A broken Chroma folder never stops a question: search is exact at once, and Chroma is filled again beside it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dragoman.index import health, repair
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.readiness import readiness
from dragoman.index.storage.vectors import ChromaBroken, ChromaVectors
from tests.index.samples import report


def noise(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 500)


def replaced_by_a_file(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    folder.write_text("in the way")


@pytest.fixture
def filled(tmp_path: Path, encoder: PackagedEncoder) -> Path:
    with Home(tmp_path / "home", encoder) as home:
        ingest(home, [report(n) for n in range(5)])
    return tmp_path / "home"


@pytest.mark.parametrize("corrupt", [noise, replaced_by_a_file])
def test_a_server_goes_on_and_fills_it_again(
    filled: Path, encoder: PackagedEncoder, corrupt: Callable[[Path], None]
) -> None:
    corrupt(filled / "chroma")
    with Home(filled, encoder) as home:
        vector = encoder.encode(["Who came to Cairo?"])[0]
        first = home.nearest(lasting=True).nearest(vector, 5)
        assert first == home.vectors._exactly().nearest(vector, 5), "the first question is answered, exactly"
        ready = readiness(home)
        assert ready.reason is None
        home.vectors.mending.wait(60)
        assert readiness(home).note is None, "it is whole again"
        assert [row for row, _ in home.nearest(lasting=True).nearest(vector, 5)] == [row for row, _ in first]
        assert len(home.vectors.chroma) == 20
        assert not (filled / "chroma.broken").exists()
        assert health.verify(home).healthy


def test_a_search_that_fails_is_made_exactly(filled: Path, encoder: PackagedEncoder) -> None:
    with Home(filled, encoder) as home:
        search = home.nearest(lasting=True)
        vector = encoder.encode(["Who came to Cairo?"])[0]
        expected = home.vectors._exactly().nearest(vector, 5)
        home.vectors.chroma._client.delete_collection("sentences")
        assert [row for row, _ in search.nearest(vector, 5)] == [row for row, _ in expected]
        home.vectors.mending.wait(60)
        assert len(home.vectors.chroma) == 20


def test_verify_names_it_and_repair_replaces_it(filled: Path, encoder: PackagedEncoder) -> None:
    noise(filled / "chroma")
    with Home(filled, encoder) as home:
        found = health.verify(home)
        assert len(found.problems) == 1
        assert "Chroma cannot be opened" in found.problems[0]
        assert repair.repair(home).healthy
        assert (filled / "chroma" / "chroma.sqlite3").exists()


def test_a_shortened_index_is_refused_before_it_kills_the_process(tmp_path: Path) -> None:
    vectors = np.random.default_rng(0).normal(size=(1100, 384)).astype(np.float32)
    stored = ChromaVectors(tmp_path / "chroma")
    stored.tell([f"{n}:0" for n in range(1100)], vectors, [])
    stored.close()
    index = next((tmp_path / "chroma").glob("*/data_level0.bin"))
    whole = index.read_bytes()
    index.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ChromaBroken, match="bytes instead of"):
        ChromaVectors(tmp_path / "chroma")
    index.write_bytes(whole[:4] + b"\xff" * 200 + whole[204:])
    with pytest.raises(ChromaBroken, match="link to an element that does not exist"):
        ChromaVectors(tmp_path / "chroma")


def test_filling_it_again_is_tried_again_although_nothing_changes(filled: Path, encoder: PackagedEncoder) -> None:
    noise(filled / "chroma")
    with Home(filled, encoder) as home:
        home.vectors.mending._not_before = float("inf")  # as after a failure, such as that of a full disk
        vector = encoder.encode(["Who came to Cairo?"])[0]
        for _ in range(2):
            assert len(home.nearest(lasting=True).nearest(vector, 5)) == 5
        assert readiness(home).note is not None
        home.vectors.mending._not_before = 0.0
        assert len(home.nearest(lasting=True).nearest(vector, 5)) == 5
        home.vectors.mending.wait(60)
        assert readiness(home).note is None
        assert len(home.vectors.chroma) == 20
