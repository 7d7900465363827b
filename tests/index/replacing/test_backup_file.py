"""Only what is a backup is restored, as it was written; everything else is refused in one sentence, and nothing changes."""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.corpus.errors import HomeFull, InputError
from dragoman.index import backups, health
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.replacing import backup_file
from dragoman.index.replacing.kept_backups import KEPT, kept
from tests.index.samples import report

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, encoder: PackagedEncoder) -> Iterator[Path]:
    """A folder with a home of four documents, and its backup with three."""
    folder = tmp_path_factory.mktemp("place")
    with Home(folder / "home", encoder) as home:
        ingest(home, [report(n) for n in range(3)])
        backups.backup(home, folder / "backup.sqlite")
        ingest(home, [report(3)])
        yield folder


def without_record(path: Path) -> Path:
    """Make a backup as version 0.1 wrote it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TABLE backup; PRAGMA application_id = 0")
    return path


def refused(place: Path, source: Path, reason: str) -> None:
    before = (place / "home" / "catalogue.sqlite").stat().st_mtime_ns, len(kept(place / "home"))
    with pytest.raises(InputError, match=reason) as error:
        backups.restore(place / "home", source)
    assert "\n" not in str(error.value)
    assert ((place / "home" / "catalogue.sqlite").stat().st_mtime_ns, len(kept(place / "home"))) == before
    assert not list((place / "home").glob("fresh*"))


def test_a_backup_says_what_it_is(place: Path) -> None:
    record = backup_file.record_of(place / "backup.sqlite")
    assert record is not None
    assert (record.counts["documents"], record.counts["passages"]) == (3, 3)
    assert set(record.made_with) == {"schema", "encoder", "segmenter", "terms"}
    copy = shutil.copy(place / "backup.sqlite", place / "with ?#% in its name.sqlite")
    backup_file.check(copy, "it")
    assert backup_file.record_of(copy) == record
    assert (place / "backup.sqlite").stat().st_mode & 0o077 == 0


def test_any_changed_byte_is_noticed(place: Path, tmp_path: Path) -> None:
    whole = (place / "backup.sqlite").read_bytes()
    chosen = random.Random(7)
    copy = tmp_path / "copy.sqlite"
    for at in [18, 19, 60, 68, 96, *(chosen.randrange(100, len(whole)) for _ in range(60))]:
        changed = bytearray(whole)
        changed[at] ^= 1 << chosen.randrange(8)
        copy.write_bytes(changed)
        with pytest.raises(InputError, match="copy"):
            backup_file.check(copy, "copy")


def test_other_files_are_refused(place: Path, tmp_path: Path) -> None:
    whole = (place / "backup.sqlite").read_bytes()
    (tmp_path / "empty").touch()
    (tmp_path / "short").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "shorter").write_bytes(whole[:50])
    (tmp_path / "longer").write_bytes(whole + b"\0" * 4096)
    (tmp_path / "words").write_text("these are not the bytes of a database " * 200)
    with closing(sqlite3.connect(tmp_path / "foreign")) as connection:
        connection.execute("CREATE TABLE documents (id)")
    with closing(sqlite3.connect(tmp_path / "bare")) as connection:
        connection.execute("PRAGMA user_version = 3")
    for name, reason in {
        "empty": "it is empty",
        "short": "damaged|checksum",
        "shorter": "damaged",
        "longer": "damaged|checksum",
        "words": "not a database",
        "foreign": "another program",
        "bare": "not a backup",
    }.items():
        refused(place, tmp_path / name, reason)
    refused(place, place / "home" / "chroma" / "chroma.sqlite3", "another program")
    refused(place, place / "home" / "catalogue.sqlite", "this home itself")
    refused(place, tmp_path, "not a file")
    with pytest.raises(InputError):
        backups.restore(tmp_path / "nowhere", tmp_path / "empty")
    assert not (tmp_path / "nowhere").exists(), "nothing is made for a file that is none"


def test_a_backup_of_a_later_version_is_refused(place: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(place / "backup.sqlite", tmp_path / "later.sqlite"))
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE backup SET value = '2' WHERE name = 'format'")
        connection.commit()
    refused(place, copy, "format '2'")


def test_a_backup_without_a_record_is_checked_against_its_ids(place: Path, tmp_path: Path) -> None:
    copy = without_record(Path(shutil.copy(place / "backup.sqlite", tmp_path / "old.sqlite")))
    backup_file.check(Path(shutil.copy(copy, tmp_path / "checked.sqlite")), "it")
    for change, reason in {
        "UPDATE documents SET text = replace(text, 'Cairo', 'Rafah') WHERE row = 2": "text of document",
        "UPDATE documents SET marks = 'x' WHERE row = 2": "cannot be read",
        "DELETE FROM documents WHERE row = 2": "are missing",
    }.items():
        changed = Path(shutil.copy(copy, tmp_path / "changed.sqlite"))
        with closing(sqlite3.connect(changed)) as connection:
            connection.execute(change)
            connection.commit()
        refused(place, changed, reason)


def test_a_catalogue_of_the_first_version_is_a_backup(tmp_path: Path) -> None:
    shutil.unpack_archive(DATA / "home-2026-11-25.tar.gz", tmp_path)
    with Home(tmp_path / "home") as old:
        counts = old.catalogue.counts()["documents"]
    assert backups.restore(tmp_path / "new", tmp_path / "home" / "catalogue.sqlite")["documents"] == counts
    with Home(tmp_path / "new") as home:
        assert health.verify(home).healthy


def test_a_backup_made_with_another_segmenter_is_rebuilt(tmp_path: Path, encoder: PackagedEncoder) -> None:
    with Home(tmp_path / "home", encoder) as home:
        ingest(home, [report(7)])
        home.catalogue.remember("segmenter", "older-1")
        backups.backup(home, tmp_path / "older.sqlite")
        home.catalogue.remember("segmenter", home.catalogue.made_with()["segmenter"])
    assert backups.restore(tmp_path / "new", tmp_path / "older.sqlite")["documents"] == 1
    with Home(tmp_path / "new", encoder) as home:
        assert health.verify(home).healthy


def test_a_backup_that_fails_leaves_no_file(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with Home(place / "home") as home:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(HomeFull, match="is full"):
            backups.backup(home, tmp_path / "backup.sqlite")
        monkeypatch.undo()
        assert list(tmp_path.iterdir()) == []
        with pytest.raises(InputError, match="exists already"):
            backups.backup(home, home.catalogue.path)
        with pytest.raises(InputError, match="vectors"):
            backups.backup(home, home.path / "chroma" / "deep" / "backup.sqlite")
        (tmp_path / "file").touch()
        with pytest.raises(InputError, match="cannot be written"):
            backups.backup(home, tmp_path / "file" / "backup.sqlite")


def test_three_are_kept_and_the_oldest_goes_last(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = shutil.copytree(place / "home", tmp_path / "home")
    backups.restore(home, place / "backup.sqlite")
    mine = Path(shutil.copy(place / "backup.sqlite", home / "backups" / "mine.sqlite"))
    [first] = [one for one in kept(home) if one.path != mine]
    later = first.path.rename(home / "backups" / "2999-01-01T000000-before-restore.sqlite")  # by a wrong clock
    for _ in range(KEPT + 1):
        backups.restore(home, place / "backup.sqlite")
    assert mine.exists(), "a file that somebody put there stays"
    assert len(kept(home)) == KEPT + 1
    mine.unlink()
    later.unlink()
    backups.restore(home, place / "backup.sqlite")
    listed = kept(home)
    assert len(listed) == KEPT
    assert [one.reason for one in listed] == ["before-restore"] * KEPT
    assert list(listed) == sorted(listed, key=lambda one: one.made, reverse=True)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_file.durable, "put", fail)
    with pytest.raises(HomeFull, match="is full"):
        backups.restore(home, place / "backup.sqlite")
    assert kept(home) == listed
