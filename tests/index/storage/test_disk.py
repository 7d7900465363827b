"""A home on a read-only or full disk can be asked; what cannot be written says why."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.corpus.errors import HomeFull, HomeReadOnly
from dragoman.index.storage.disk import explained
from tests.command import ROOT, run

ASK = ["ask", "Which factions signed the joint statement in Cairo?"]


def called(*arguments: str, home: Path, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "dragoman.cli", *arguments]
    # Without byte code: Python would write it cut off, too, and later fail to read it.
    environment = {**os.environ, "DRAGOMAN_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        call, capture_output=True, text=True, cwd=ROOT, env=environment, check=False, preexec_fn=before
    )


def test_a_disk_that_takes_no_more(briefs_home: Callable[[Path], Path], tmp_path: Path) -> None:
    home = briefs_home(tmp_path / "home")
    (tmp_path / "new.txt").write_text("Delegates met in Oslo on Monday. The talks went on.", encoding="utf-8")

    resource = pytest.importorskip("resource", reason="this system has no limits on the size of files")

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**15, 2**15))  # less than SQLite's next write ends at

    assert called(*ASK, home=home, before=full).returncode == 0, "asking goes on"
    done = called("ingest", str(tmp_path / "new.txt"), home=home, before=full)
    assert done.returncode == 2
    assert "disk" in done.stderr
    assert "restore" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert run("ingest", str(tmp_path / "new.txt"), home=home).returncode == 0, "nothing was lost"


def test_a_read_only_disk(briefs_home: Callable[[Path], Path], tmp_path: Path) -> None:
    home = briefs_home(tmp_path / "home")
    mounted = f"mount --bind {home} {home} && mount -o remount,bind,ro {home}"
    alone = ["unshare", "-rm"] if shutil.which("unshare") else []
    if not alone or subprocess.run([*alone, "sh", "-c", mounted], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let a test mount")
    script = f'{mounted} && "{sys.executable}" -m dragoman.cli --home {home} '
    shown = subprocess.run(
        [*alone, "sh", "-c", f"{script} ask '{ASK[1]}'"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (shown.returncode, "[1]" in shown.stdout) == (0, True), shown.stderr
    done = subprocess.run(
        [*alone, "sh", "-c", f"{script} sets make mine none"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 2


def test_errors_of_the_disk_are_named(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "one.sqlite")) as connection:
        connection.execute("CREATE TABLE one (two)")
    with closing(sqlite3.connect(f"file:{tmp_path / 'one.sqlite'}?mode=ro", uri=True)) as connection:
        with pytest.raises(sqlite3.OperationalError) as raised:
            connection.execute("INSERT INTO one VALUES (1)")
        assert isinstance(explained(raised.value, tmp_path), HomeReadOnly)
    assert isinstance(explained(OSError(28, "No space left on device")), HomeFull)
    assert isinstance(explained(OSError(30, "Read-only file system")), HomeReadOnly)
    assert explained(ValueError("(code: 11) malformed")) is None
