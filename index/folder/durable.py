"""Files that are complete on the disk, or not there at all, even if the power fails."""

import os
import shutil
from contextlib import suppress
from glob import escape
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
COMPANIONS = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps beside a database."""


def sync(path: Path) -> None:
    """Wait until a file, or the entries of a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder, and writes its entries itself
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def put(new: Path, target: Path) -> None:
    """Give `new` the name `target`, which it replaces; both are on the disk afterwards."""
    sync(new)
    new.replace(target)
    sync(target.parent)


def write(target: Path, content: bytes) -> None:
    """Write a private file as a whole."""
    new = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        make_private(new)
        new.write_bytes(content)
        put(new, target)
        drop_partial(f".{target.name}.", target.parent)
    finally:
        new.unlink(missing_ok=True)


def drop_partial(prefix: str, folder: Path) -> None:
    """Delete what killed processes have left of files whose names begin with `prefix` and end in `.partial`."""
    for left in folder.glob(f"{escape(prefix)}*.partial*"):
        left.unlink(missing_ok=True)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read; one that is there is emptied."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    with suppress(OSError):  # a file system without permissions
        path.chmod(PRIVATE_FILE)


def with_companions(database: Path) -> list[Path]:
    """Return the path of a database and those of the files that SQLite may keep beside it."""
    return [database, *(database.with_name(database.name + suffix) for suffix in COMPANIONS)]


def drop(database: Path) -> None:
    """Delete a database with the files beside it."""
    for path in with_companions(database):
        path.unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file to a private one, which is on the disk afterwards."""
    make_private(target)
    with source.open("rb") as one, target.open("r+b") as other:
        shutil.copyfileobj(one, other, 1 << 20)
    sync(target)
