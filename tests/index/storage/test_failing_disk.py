"""A disk that reports an error ends an operation with one message, whichever layer meets it first."""

import errno
import shutil
import sqlite3
import subprocess
import sys
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


CHROMA = """
import sys
from pathlib import Path
from dragoman.corpus.errors import HomeFull
from dragoman.index.storage.vectors import ChromaBroken, _guarded
home = Path(sys.argv[1])
def fails():
    try:
        with _guarded(home / "chroma", "written to"):
            raise RuntimeError("Error in compaction: Failed to apply logs to the hnsw segment writer")
    except (ChromaBroken, HomeFull) as error:
        print(type(error).__name__)
fails()
try:
    (home / "filler").write_bytes(bytes(2**21))
except OSError:
    fails()
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs a file system of its own")
def test_chroma_is_not_called_damaged_where_the_disk_has_no_room(tmp_path: Path) -> None:
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    mounted = 'mount -t tmpfs -o size=1m tmpfs "$1" || exit 77; exec "$2" -c "$3" "$1"'
    done = subprocess.run(
        [*command, mounted, "sh", str(tmp_path), sys.executable, CHROMA], capture_output=True, text=True, timeout=120
    )
    if done.returncode == 77 or done.stderr.startswith("unshare"):
        pytest.skip("this system lets nobody mount one")
    assert done.stdout.split() == ["ChromaBroken", "HomeFull"], done.stderr
