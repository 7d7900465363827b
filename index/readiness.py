"""Tell whether an open home can be asked, and what its users should know. It costs a few milliseconds and writes nothing."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from ..corpus.errors import DragomanError
from .home import Home
from .storage.disk import explained, full, read_only
from .storage.schema import documents

SPARE = 2**20
"""Bytes that have to be free on the disk: a question that is kept, or a small report, needs less."""


@dataclass(frozen=True, slots=True)
class HomeReadiness:
    """`documents` can be asked unless there is a `reason` why not. `note` is something that does not stop questions."""

    documents: int | None
    reason: str | None = None
    note: str | None = None


def readiness(home: Home) -> HomeReadiness:
    """Check that the catalogue can be read and written to, and how Chroma is."""
    path = home.catalogue.path
    if not path.is_file():
        return HomeReadiness(None, f"the catalogue {path} is gone; restore a backup with 'dragoman index restore'")
    try:
        found = home.catalogue.counts()["documents"]
        with home.catalogue.engine.connect() as connection:
            connection.execute(select(documents.c.id, documents.c.title).limit(1)).first()
            connection.execute(text("SELECT rowid FROM words LIMIT 1")).first()
    except (DragomanError, SQLAlchemyError) as error:
        told = str(error) if isinstance(error, DragomanError) else f"the catalogue cannot be read ({_why(error)})"
        return HomeReadiness(None, told if "; " in told else f"{told}; run 'dragoman index verify'")
    if not found:
        return HomeReadiness(0, "there are no documents; add some with 'dragoman ingest'")
    return HomeReadiness(found, _unwritable(home), _chroma(home))


def _why(error: SQLAlchemyError) -> object:
    return getattr(error, "orig", error)


def _unwritable(home: Home) -> str | None:
    """Say why the catalogue cannot be written to; `None` if it can, or another process is writing to it."""
    if shutil.disk_usage(home.path).free < SPARE:
        return str(full(home.path))
    try:
        with closing(sqlite3.connect(home.catalogue.path, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return None
        return str(explained(error, home.path) or read_only(home.path))
    return None


def _chroma(home: Home) -> str | None:
    if home.vectors.mending.running:
        return "the vector index (Chroma) is being filled again; until then sentences are searched exactly"
    if home.vectors.fault is not None:
        return f"{home.vectors.fault}; sentences are searched exactly until it is filled again, which questions start"
    return None
