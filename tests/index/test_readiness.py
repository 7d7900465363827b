"""Readiness says why a home cannot be asked or written to, whatever has happened to it."""

from pathlib import Path

import pytest
from sqlalchemy import text

from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.readiness import readiness
from tests.index.samples import report


@pytest.fixture
def home(tmp_path: Path, encoder: PackagedEncoder):
    with Home(tmp_path / "home", encoder) as opened:
        ingest(opened, [report(1)])
        yield opened


def test_a_sound_home_is_ready(home: Home) -> None:
    found = readiness(home)
    assert (found.documents, found.reason, found.note) == (1, None, None)


def test_another_writer_is_no_fault(home: Home) -> None:
    with home.catalogue.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        assert readiness(home).reason is None


def test_a_lost_catalogue_is_named(home: Home) -> None:
    home.catalogue.path.unlink()
    assert "is gone" in str(readiness(home).reason)


def test_a_catalogue_that_cannot_be_read_is_named(home: Home) -> None:
    with home.catalogue.engine.begin() as connection:
        connection.execute(text("DROP TABLE words_content"))
    with home.catalogue.engine.begin() as connection:
        connection.execute(text("ALTER TABLE passages RENAME TO lost"))
    assert "index verify" in str(readiness(home).reason)
