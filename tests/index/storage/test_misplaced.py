"""A folder in the place of one of Dragoman's files is named by whatever meets it, and nothing is lost by it."""

from pathlib import Path

import pytest

from dragoman.corpus.errors import HomeError
from dragoman.index import health, repair
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from tests.index.samples import report


@pytest.fixture
def place(tmp_path: Path, encoder: PackagedEncoder) -> Path:
    with Home(tmp_path / "home", encoder) as home:
        ingest(home, [report(n) for n in range(3)])
    return tmp_path / "home"


@pytest.mark.parametrize(
    "name",
    [
        "catalogue.sqlite-wal",
        "catalogue.sqlite-shm",
        "catalogue.sqlite-journal",
        "writer.lock",
        "chroma.lock",
    ],
)
def test_a_folder_in_a_files_place_is_named_and_asking_goes_on(
    place: Path, encoder: PackagedEncoder, name: str
) -> None:
    (place / name).unlink(missing_ok=True)
    (place / name).mkdir()
    with Home(place, encoder) as home:
        assert any(f"{name} is a folder" in one for one in health.verify(home).problems)
        with pytest.raises(HomeError, match=f"{name} is a folder where a file belongs; move it away"):
            repair.repair(home)
        assert home.nearest(lasting=True).nearest(encoder.encode(["Who left?"])[0], 5)
    (place / name).rmdir()
    with Home(place, encoder) as home:
        checked = health.verify(home)
        assert checked.healthy, checked.problems
        assert checked.counts["documents"] == 3


@pytest.mark.parametrize("name", ["backups", "damaged", "uploads"])
def test_a_file_in_a_folders_place_is_named(place: Path, encoder: PackagedEncoder, name: str) -> None:
    (place / name).write_text("in the way", encoding="utf-8")
    with Home(place, encoder) as home:
        assert any(f"{name} is a file" in one for one in health.verify(home).problems)


def test_a_folder_in_the_place_of_chromas_database_is_mended(place: Path, encoder: PackagedEncoder) -> None:
    database = place / "chroma" / "chroma.sqlite3"
    database.unlink()
    database.mkdir()
    with Home(place, encoder) as home:
        assert any("chroma.sqlite3" in one for one in health.verify(home).problems)
        assert repair.repair(home).healthy
        assert health.verify(home).healthy
