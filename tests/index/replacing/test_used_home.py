"""A home that has been used is never taken for a new one, and nothing is written into another program's file."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.corpus.errors import CorruptIndex, HomeError
from dragoman.index import backups
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.storage.catalogue import Catalogue
from tests.index.samples import report


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, encoder: PackagedEncoder) -> Path:
    """A home with three documents and no backups."""
    path = tmp_path_factory.mktemp("used") / "home"
    with Home(path, encoder) as home:
        ingest(home, [report(n) for n in range(3)])
    return path


@pytest.fixture
def home(used: Path, tmp_path: Path) -> Path:
    return shutil.copytree(used, tmp_path / "a home")


def missing(catalogue: Path) -> None:
    catalogue.unlink()


def empty(catalogue: Path) -> None:
    catalogue.write_bytes(b"")


def without_tables(catalogue: Path) -> None:
    catalogue.unlink()
    with closing(sqlite3.connect(catalogue)) as connection:
        connection.execute("PRAGMA user_version = 1")


def of_chroma(catalogue: Path) -> None:
    shutil.copy(catalogue.parent / "chroma" / "chroma.sqlite3", catalogue)


def of_another_program(catalogue: Path) -> None:
    catalogue.unlink()
    with closing(sqlite3.connect(catalogue)) as connection:
        connection.execute("CREATE TABLE documents (id, title)")


def no_database(catalogue: Path) -> None:
    catalogue.write_bytes(b"these are ruins " * 1000)


def a_folder(catalogue: Path) -> None:
    catalogue.unlink()
    catalogue.mkdir()


LOSSES = [missing, empty, without_tables, of_chroma, of_another_program, no_database, a_folder]


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("earlier", [False, True], ids=["now", "of an earlier version"])
def test_a_lost_catalogue_is_an_error(home: Path, lose: Callable[[Path], None], earlier: bool) -> None:
    if earlier:
        (home / "home.json").unlink()
    catalogue = home / "catalogue.sqlite"
    shutil.copytree(home, home.parent / "safe")
    lose(catalogue)
    before = catalogue.read_bytes() if catalogue.is_file() else None
    for _ in range(2):
        with pytest.raises((HomeError, CorruptIndex), match="or use another home") as error:
            Home(home)
        assert "\n" not in str(error.value)
    assert (catalogue.read_bytes() if catalogue.is_file() else None) == before
    assert not list(home.glob("catalogue.sqlite-*"))
    if lose is a_folder:
        catalogue.rmdir()
    assert backups.restore(home, home.parent / "safe" / "catalogue.sqlite")["documents"] == 3


def test_the_error_names_a_backup_and_the_command(home: Path) -> None:
    backups.rebuild(home)
    (home / "catalogue.sqlite").unlink()
    with pytest.raises(
        HomeError, match=r"dragoman --home '.*a home' index restore '.*/backups/.*-before-rebuild.sqlite'"
    ):
        Home(home)
    with pytest.raises(HomeError, match="has been used"):
        backups.rebuild(home)
    assert backups.restore(home, backups.latest(home).path)["documents"] == 3


@pytest.mark.parametrize("name", ["rebuilt.sqlite", "restored.sqlite"])
def test_what_an_interrupted_rebuild_of_the_first_version_left_is_offered(home: Path, name: str) -> None:
    for other in ("home.json", "chroma"):
        shutil.rmtree(home / other) if (home / other).is_dir() else (home / other).unlink()
    (home / "catalogue.sqlite").rename(home / name)
    with pytest.raises(HomeError, match=rf"index restore '.*/{name}'"):
        Home(home)
    assert (home / name).exists()
    assert backups.restore(home, home / name)["documents"] == 3
    with Home(home) as again:
        assert len(again.catalogue) == 3


def test_a_home_of_an_earlier_version_gets_the_marker(home: Path) -> None:
    (home / "home.json").unlink()
    with Home(home) as opened:
        assert len(opened.catalogue) == 3
    assert (home / "home.json").exists()


def test_a_home_that_was_never_finished_is_new(tmp_path: Path) -> None:
    """Killed while the first tables were made, which earlier versions made one by one."""
    for name in ("nothing", "some"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "catalogue.sqlite").touch()
    with closing(sqlite3.connect(tmp_path / "some" / "catalogue.sqlite")) as connection:
        connection.execute("CREATE TABLE meta (name VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)")
    for name in ("nothing", "some"):
        with Home(tmp_path / name) as home:
            assert len(home.catalogue) == 0
    with Home(tmp_path / "nothing") as again:
        assert len(again.catalogue) == 0


def test_a_catalogue_makes_no_tables_in_another_programs_file(tmp_path: Path) -> None:
    path = tmp_path / "foreign.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
        connection.execute("CREATE TABLE notes (id)")
    before = path.read_bytes()
    with pytest.raises(CorruptIndex, match="another program"):
        Catalogue(path, None)
    assert path.read_bytes() == before
