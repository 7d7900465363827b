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
    EMPTY = "empty"
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
        tables = _tables(path)
    except sqlite3.OperationalError:
        return FileKind.CATALOGUE  # locked, or not readable: opening it will say so
    except sqlite3.DatabaseError:
        return FileKind.DAMAGED
    if tables.keys() >= REQUIRED:
        return FileKind.CATALOGUE
    # Earlier versions made their tables one by one, so a process killed meanwhile has left some of them.
    return FileKind.EMPTY if all(_is_ours(name, columns) for name, columns in tables.items()) else FileKind.FOREIGN


def _is_ours(name: str, columns: frozenset[str]) -> bool:
    if name.startswith(("words", "vocabulary", "sqlite_")):
        return True
    return name in metadata.tables and columns == set(metadata.tables[name].columns.keys())


def _tables(path: Path) -> dict[str, frozenset[str]]:
    """Return the tables with their columns."""
    try:
        with closing(sqlite3.connect(read_only(path), uri=True, timeout=5)) as connection:
            return _read(connection)
    except sqlite3.OperationalError:  # a folder that cannot be written to: SQLite needs its log's index there
        with closing(sqlite3.connect(f"{read_only(path)}&immutable=1", uri=True)) as connection:
            return _read(connection)


def _read(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if set(names) >= REQUIRED:
        return dict.fromkeys(names, frozenset())  # their columns are not needed
    columns = "SELECT name FROM pragma_table_info(?)"
    return {name: frozenset(row[0] for row in connection.execute(columns, [name])) for name in names}


def read_only(path: Path) -> str:
    """Return the URI by which SQLite opens the file at `path` for reading only, whatever characters are in its name."""
    return f"{path.absolute().as_uri()}?mode=ro"
