"""A disk that reports an error ends an operation with one message, whichever layer meets it first."""

import errno
import sqlite3
from pathlib import Path

import pytest

from dragoman.corpus.errors import HomeError
from dragoman.index.folder import durable
from dragoman.index.storage.disk import disk_errors, explained


def test_an_error_of_the_operating_system_is_named() -> None:
    found = explained(OSError(errno.EIO, "Input/output error", "home/writer.lock"))
    assert isinstance(found, HomeError)
    assert "home/writer.lock" in str(found)


def test_an_error_of_sqlite_is_named() -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    assert isinstance(explained(error, "home"), HomeError)


def test_other_errors_pass() -> None:
    with pytest.raises(FileNotFoundError), disk_errors(Path("home")):
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")


def test_what_killed_processes_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    left, other = tmp_path / ".home.json.1.partial", tmp_path / ".notes.partial"
    left.touch()
    other.touch()
    durable.write(tmp_path / "home.json", b"{}")
    assert not left.exists()
    assert other.exists()
