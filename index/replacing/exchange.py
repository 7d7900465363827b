"""Put a whole new index in the place of the present one, so that every process sees either the old or the new one.

Its contents are exchanged inside the live file, in one transaction: a process that has it open goes on, and one that is
killed has changed nothing. Documents and passages get row numbers that were never used before, so that a search that has
begun in the old index finds nothing wrong in the new one. `generation` tells those who hold copies (Chroma) to
make them anew.

Only if the present file is missing or damaged is the file itself replaced, when no other home has it open.
"""

import logging
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from ...corpus.errors import CorruptIndex, HomeBusy, HomeError
from ..folder import durable
from ..folder.locks import PresenceLock, Waiting
from ..storage import earlier_versions
from ..storage.catalogue import Catalogue
from ..storage.conversation_tables import TABLES, take_over
from ..storage.recognition import FileKind, kind_of, read_only
from ..storage.schema import connect, create, metadata
from .kept_backups import keep, set_aside

_MADE_WITH = "('schema', 'encoder', 'segmenter', 'terms')"
_RUNNING = "('jobs')"  # notes of the process that serves the home, which a backup does not bring back
_COUNTED = ("documents", "passages", "words")


def put_in_place(
    home: Path, fresh: Path, reason: str, *, whole: bool, patience: float | None, waiting: Waiting
) -> None:
    """Replace the index of a home, whose writers' lock the caller holds, by the catalogue in the file `fresh`.

    The present state becomes a backup in the home, named by `reason`. `whole`: document sets and notes are replaced,
    too, and earlier versions and edits are added; else those of the present index stay. Conversations always stay, and those
    that are only in `fresh` are added.

    Raises:
        HomeError: the present index cannot be backed up.
        HomeBusy: the file must be replaced, but other processes have the home open.
        CorruptIndex: the new index contradicts itself; the old one stays.
    """
    live = home / "catalogue.sqlite"
    _renew(fresh)
    if _sound(live):
        if not _bare(live):
            keep(home, live, reason)
        _exchange(home, live, fresh, whole)
    else:
        _replace_file(home, live, fresh, patience, waiting)


def _renew(fresh: Path) -> None:
    """Give the new index a generation of its own, and drop what only a backup has."""
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('generation', ?)", [secrets.token_hex(8)])
        connection.commit()
        connection.executescript("DROP TABLE IF EXISTS backup; PRAGMA application_id = 0")


def _sound(live: Path) -> bool:
    """Whether the present file is a catalogue whose pages SQLite can read."""
    if kind_of(live) is not FileKind.CATALOGUE:
        return False
    try:
        with closing(sqlite3.connect(read_only(live), uri=True)) as connection:
            return [row[0] for row in connection.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.DatabaseError:
        return False


def _bare(live: Path) -> bool:
    """Whether there is nothing in it that a backup could keep."""
    with closing(sqlite3.connect(read_only(live), uri=True)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        kept_tables = names & {"documents", "conversations"}
        return not any(connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in kept_tables)


# Inside the live file


def _exchange(home: Path, live: Path, fresh: Path, whole: bool) -> None:
    engine, other = connect(live), connect(fresh)
    try:
        with other.begin() as connection:
            create(connection)
        with other.connect() as old, engine.connect() as new:
            new.exec_driver_sql("PRAGMA foreign_keys=OFF")  # dropping a table would else delete what refers to it
            new.exec_driver_sql("PRAGMA synchronous=FULL")
            new.exec_driver_sql("ATTACH :fresh AS fresh", {"fresh": str(fresh)})
            new.exec_driver_sql("BEGIN IMMEDIATE")
            _copy_contents(new, whole)
            metadata.create_all(new, tables=TABLES)
            take_over(old, new)
            if whole:
                metadata.create_all(new, tables=earlier_versions.TABLES)
                earlier_versions.carry_over(old, new)
            _check(new)
            new.commit()
            new.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").all()
    except OperationalError as error:
        if "locked" in str(error):
            raise HomeBusy(f"{live} is locked by another program; try again when it has finished") from error
        raise HomeError(f"the index in {home} cannot be replaced ({error.orig}); the old one stays") from error
    finally:
        other.dispose()
        engine.dispose()


def _copy_contents(new: Connection, whole: bool) -> None:
    shift = {name: _last(new, name) for name in ("documents", "passages")}
    derived = sorted(_derived(new, "main") | _derived(new, "fresh"))
    moved = {"passages": {"row": shift["passages"]}, "documents": {"row": shift["documents"]}}
    for name in derived:
        moved.setdefault(name, {})["document"] = shift["documents"]
    own = ["sets", "members"] if whole else []
    for name in ("vocabulary", "words"):
        new.exec_driver_sql(f"DROP TABLE IF EXISTS main.{name}")
    for name in ["documents", *derived, *own]:
        _replace_table(new, name, moved.get(name, {}))
    for name in ("words", "vocabulary"):
        new.exec_driver_sql(_made_by(new, name))
    new.exec_driver_sql(
        f"INSERT INTO main.words (rowid, title, body) SELECT rowid + {shift['passages']}, title, body FROM fresh.words"
    )
    for name, first in shift.items():
        _raise_last(new, name, first + _last(new, name, "fresh"))
    # Chroma is filled anew for the new generation; what is pending for the old one is void.
    new.exec_driver_sql("DELETE FROM main.outbox")
    new.exec_driver_sql(
        "INSERT INTO main.outbox (passage, sentences, gone) SELECT row, length(bounds) / 8, 0 FROM main.passages"
    )
    _raise_last(new, "outbox", _last(new, "outbox") + 1)  # even if nothing is in it: `changes` must differ
    which = f"name NOT IN {_RUNNING}" if whole else f"name IN {_MADE_WITH} OR name = 'generation'"
    new.exec_driver_sql(f"DELETE FROM main.meta WHERE {which}")
    new.exec_driver_sql(f"INSERT INTO main.meta SELECT name, value FROM fresh.meta WHERE {which}")
    new.exec_driver_sql("DELETE FROM main.members WHERE document NOT IN (SELECT id FROM main.documents)")


def _derived(new: Connection, schema: str) -> set[str]:
    """Return the tables whose rows belong to a row of `documents`."""
    names = new.exec_driver_sql(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'").scalars().all()
    keys = {name: new.exec_driver_sql(f"PRAGMA {schema}.foreign_key_list({name})").all() for name in names}
    return {name for name, rows in keys.items() if any(row[2] == "documents" and row[4] == "row" for row in rows)}


def _replace_table(new: Connection, name: str, moved: dict[str, int]) -> None:
    """Make a table as it is in the new index, with its rows; `moved` has what is added to the numbers in a column."""
    statement = _made_by(new, name)
    if not statement:  # rows that are read from the documents again when they are needed
        new.exec_driver_sql(f"DELETE FROM main.{name}")
        return
    new.exec_driver_sql(f"DROP TABLE IF EXISTS main.{name}")
    new.exec_driver_sql(statement)
    columns = [row[1] for row in new.exec_driver_sql(f"PRAGMA fresh.table_info({name})")]
    values = ", ".join(f'"{column}" + {moved[column]}' if column in moved else f'"{column}"' for column in columns)
    into = ", ".join(f'"{column}"' for column in columns)
    new.exec_driver_sql(f"INSERT INTO main.{name} ({into}) SELECT {values} FROM fresh.{name} ORDER BY rowid")
    indexes = "SELECT sql FROM fresh.sqlite_master WHERE type = 'index' AND tbl_name = :name AND sql IS NOT NULL"
    for index in new.exec_driver_sql(indexes, {"name": name}).scalars().all():
        new.exec_driver_sql(index)


def _made_by(new: Connection, name: str) -> str:
    """Return the statement that makes a table of the new index; empty if it has none of this name."""
    query = "SELECT sql FROM fresh.sqlite_master WHERE type = 'table' AND name = :name"
    return str(new.exec_driver_sql(query, {"name": name}).scalar() or "")


def _last(new: Connection, table: str, schema: str = "main") -> int:
    """Return the highest row number that a table has ever had."""
    query = f"SELECT max(coalesce((SELECT max(seq) FROM {schema}.sqlite_sequence WHERE name = :name), 0), " + (
        f"coalesce((SELECT max(row) FROM {schema}.{table}), 0))"
    )
    return int(new.exec_driver_sql(query, {"name": table}).scalar() or 0)


def _raise_last(new: Connection, table: str, number: int) -> None:
    new.exec_driver_sql("DELETE FROM main.sqlite_sequence WHERE name = :name", {"name": table})
    new.exec_driver_sql("INSERT INTO main.sqlite_sequence VALUES (:name, :seq)", {"name": table, "seq": number})


def _check(new: Connection) -> None:
    """Compare the copy with what was copied, before it is committed."""
    for name in _COUNTED:
        query = f"SELECT (SELECT count(*) FROM main.{name}), (SELECT count(*) FROM fresh.{name})"
        there, expected = new.exec_driver_sql(query).one()
        if there != expected:
            raise CorruptIndex(f"{there} of {expected} rows of {name} can be copied; the index was not replaced")
    if new.exec_driver_sql("PRAGMA main.foreign_key_check(passages)").first():
        raise CorruptIndex("the new index has passages without a document; it was not replaced")


# The file itself


def _replace_file(home: Path, live: Path, fresh: Path, patience: float | None, waiting: Waiting) -> None:
    _rescue_conversations(live, fresh)
    with closing(sqlite3.connect(fresh)) as connection:  # so that it has no log beside it when it is renamed
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    lock = PresenceLock(home)
    lock.alone(patience, waiting)
    try:
        if kind_of(live) not in (FileKind.MISSING, FileKind.EMPTY):
            set_aside(home, live)
        # A log that stays beside a new file would be applied to it. Without its log the old file may lack its last
        # changes, but it is damaged, and a copy with the log is in the backups.
        for beside in durable.with_companions(live)[1:]:
            beside.unlink(missing_ok=True)
        durable.put(fresh, live)
    finally:
        lock.release()


def _rescue_conversations(live: Path, fresh: Path) -> None:
    """Copy conversations if the present index can be read; it may be damaged, which may be why it is replaced."""
    kind = kind_of(live)
    if kind in (FileKind.MISSING, FileKind.EMPTY):
        return
    try:
        with (
            closing(Catalogue(live, None)) as present,
            closing(Catalogue(fresh, None)) as target,
            present.engine.begin() as old,
            target.engine.begin() as new,
        ):
            for connection in (old, new):
                metadata.create_all(connection, tables=TABLES)
            take_over(old, new)
    except (CorruptIndex, HomeBusy, DatabaseError):
        logging.getLogger(__name__).warning(
            "%s cannot be read: conversations kept since the backup was made are lost", live
        )
