"""Check the catalogue's file: SQLite's own checks, and the full text."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from ...corpus.errors import HomeError
from .damage import Damage, Mend

SHOWN = 20  # messages of SQLite that are repeated
_DERIVED = ("passages", "shelf", "members", "cited", "speech", "happenings", "heard", "dated")


def database_damage(engine: Engine) -> Iterator[Damage]:
    """Yield what SQLite finds wrong with the file, and rows that refer to rows that do not exist."""
    try:
        with engine.connect() as connection:
            found = [str(row[0]) for row in connection.execute(text(f"PRAGMA integrity_check({SHOWN})"))]
            astray = connection.execute(text("PRAGMA foreign_key_check")).all()
    except DatabaseError as error:
        yield Damage("the catalogue", f"SQLite cannot read it ({error.orig})", "restore")
        return
    for one in found:
        if one != "ok" and not one.startswith("NULL value"):  # which the rows' own checks name better
            index = "index" in one and "malformed" not in one
            yield Damage("the catalogue", f"SQLite finds it damaged ({one})", "indexes" if index else "restore")
    for table, row, parent, _ in astray[:1000]:
        mend: Mend = "drop" if table in _DERIVED else "set aside"
        yield Damage(f"row {row} of {table}", f"it belongs to a row of {parent} that does not exist", mend, table, row)


def full_text_damage(engine: Engine) -> Iterator[Damage]:
    """Yield what is wrong with the full text as a whole; `document_damage` compares its rows."""
    try:
        with engine.begin() as connection:
            lost, stray = _differing(connection)
            connection.execute(text("INSERT INTO words(words) VALUES ('integrity-check')"))
            connection.execute(text("SELECT count(*) FROM vocabulary")).scalar()
    except DatabaseError as error:
        yield Damage("the full text", f"SQLite finds it damaged ({error.orig})", "full text")
        return
    except HomeError:
        return  # FTS5's check counts as a write, and this home cannot be written to
    if lost or stray:
        yield Damage("the full text", f"it and the passages disagree ({lost} missing, {stray} stray)", "full text")


def _differing(connection: Connection) -> tuple[int, int]:
    lost = connection.scalar(text("SELECT count(*) FROM passages WHERE row NOT IN (SELECT rowid FROM words)"))
    stray = connection.scalar(text("SELECT count(*) FROM words WHERE rowid NOT IN (SELECT row FROM passages)"))
    return int(lost or 0), int(stray or 0)
