"""Tell a catalogue from other files, without changing them."""

import sqlite3
from contextlib import closing
from enum import Enum
from pathlib import Path

from .schema import metadata

MAGIC = b"SQLite format 3\0"
REQUIRED = frozenset({"meta", "documents", "passages"})


class FileKind(Enum):
    """What a file in a catalogue's place is; the value completes the sentence "the file is …"."""

    MISSING = "missing"
    EMPTY = "empty"  # no tables yet
    CATALOGUE = "a catalogue"
    FOREIGN = "the database of another program"
    DAMAGED = "damaged, or not a database"


def kind_of(path: Path) -> FileKind:
    """Look at the file at `path`. A catalogue may still be damaged inside."""
    if not path.exists():
        return FileKind.MISSING
    if not path.is_file():
        return FileKind.DAMAGED
    if path.stat().st_size == 0:
        return FileKind.EMPTY
    with path.open("rb") as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            return FileKind.DAMAGED
    try:
        names = _tables(path)
    except sqlite3.OperationalError:
        return FileKind.CATALOGUE  # locked, or not readable: opening it will say so
    except sqlite3.DatabaseError:
        return FileKind.DAMAGED
    if names >= REQUIRED:
        return FileKind.CATALOGUE
    if not names:
        return FileKind.EMPTY
    # Earlier versions made their tables one by one, so a process killed meanwhile has left some of them.
    own = all(name in metadata.tables or name.startswith(("words", "vocabulary", "sqlite_")) for name in names)
    return FileKind.EMPTY if own and names & REQUIRED else FileKind.FOREIGN


def _tables(path: Path) -> frozenset[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    try:
        with closing(sqlite3.connect(read_only(path), uri=True, timeout=5)) as connection:
            return frozenset(row[0] for row in connection.execute(query))
    except sqlite3.OperationalError:  # a folder that cannot be written to: SQLite needs its log's index there
        with closing(sqlite3.connect(f"{read_only(path)}&immutable=1", uri=True)) as connection:
            return frozenset(row[0] for row in connection.execute(query))


def read_only(path: Path) -> str:
    """Return the URI by which SQLite opens the file at `path` for reading only, whatever characters are in its name."""
    return f"{path.absolute().as_uri()}?mode=ro"
