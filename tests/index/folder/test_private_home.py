"""Only its owner may read a home."""

import os
import sys
from pathlib import Path

import pytest

from dragoman.index import backups
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from tests.index.samples import report

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other permissions")


def open_to_others(folder: Path) -> list[Path]:
    return [path for path in [folder, *folder.rglob("*")] if path.lstat().st_mode & 0o077 and not path.is_symlink()]


def test_whatever_the_umask_nobody_else_may_read_it(tmp_path: Path, encoder: PackagedEncoder) -> None:
    before = os.umask(0)
    try:
        with Home(tmp_path / "deep" / "home", encoder) as home:
            ingest(home, [report(1)])
            assert home.path.stat().st_mode & 0o777 == 0o700
            assert (home.path / "catalogue.sqlite").stat().st_mode & 0o777 == 0o600
            assert (home.path / "catalogue.sqlite-wal").stat().st_mode & 0o777 == 0o600
            backups.backup(home, tmp_path / "backup.sqlite")
        backups.rebuild(home.path)
    finally:
        os.umask(before)
    assert open_to_others(home.path) == []
    assert (tmp_path / "backup.sqlite").stat().st_mode & 0o777 == 0o600


def test_an_older_home_is_tightened_and_nothing_else(tmp_path: Path, encoder: PackagedEncoder) -> None:
    home = tmp_path / "home"
    with Home(home, encoder) as opened:
        ingest(opened, [report(1)])
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    outside = tmp_path / "outside"
    outside.touch(mode=0o644)
    (home / "chroma" / "link").symlink_to(outside)
    with Home(home, encoder):
        assert open_to_others(home) == []
    assert outside.stat().st_mode & 0o777 == 0o644
    # Somebody else's file in the same folder: the folder stays as it is, so that others can reach that file.
    (home / "notes.txt").touch(mode=0o644)
    home.chmod(0o755)
    (home / "catalogue.sqlite").chmod(0o644)
    with Home(home, encoder):
        assert sorted(path.name for path in open_to_others(home)) == ["home", "notes.txt"]
