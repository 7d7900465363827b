"""A damage in the catalogue: what it is, what is wrong, and what `repair` does about it; and reading tables page by page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Engine, Row, text
from sqlalchemy.exc import DatabaseError

from ..storage.rows import parsed

PAGE = 50
"""Rows read at a time."""

Mend = Literal["derive", "set aside", "rewrite", "drop", "full text", "indexes", "read again", "refill", "restore"]

_DONE: dict[Mend, str] = {
    "derive": "'dragoman index repair' derives it again from the text",
    "set aside": "'dragoman index repair' moves it to the folder 'damaged' in the home",
    "rewrite": "'dragoman index repair' corrects it",
    "drop": "'dragoman index repair' deletes this row, which holds nothing of its own",
    "full text": "'dragoman index repair' makes the full text again",
    "indexes": "'dragoman index repair' makes SQLite's indexes again",
    "read again": "'dragoman index repair' has the document read again",
    "refill": "'dragoman index repair' fills Chroma again",
    "restore": "restore a backup with 'dragoman index restore'",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage. `what` names the row or table, `fault` says what is wrong; `table` and `row` (SQLite's rowid) place it."""

    what: str
    fault: str
    mend: Mend
    table: str = ""
    row: int = 0

    def __str__(self) -> str:
        """Say it in a sentence, with what to do."""
        return f"{self.what}: {self.fault}; {_DONE[self.mend]}"


@dataclass(frozen=True, slots=True)
class Readers:
    """Read what upper layers store in the catalogue as JSON: an answer, and the log of jobs. `ValueError` if damaged."""

    answer: Callable[[str], object] = lambda stored: parsed(stored, "answer")
    jobs: Callable[[str], object] = lambda stored: parsed(stored, "log of jobs")


def every(engine: Engine, table: str, page: int = PAGE) -> "Iterator[Row[Any] | Damage]":
    """Yield every row of a table with its `rowid`, in order; a part of the file that cannot be read is a damage."""
    query = text(f'SELECT rowid AS "rowid", * FROM "{table}" WHERE rowid > :last ORDER BY rowid LIMIT {page}')
    last = -(2**63)
    while True:
        try:
            with engine.connect() as connection:
                rows = connection.execute(query, {"last": last}).all()
        except DatabaseError as error:
            yield Damage(f"the table {table}", f"it cannot be read ({error.orig})", "restore")
            return
        if not rows:
            return
        last = rows[-1].rowid
        yield from rows
