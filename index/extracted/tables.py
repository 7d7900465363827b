"""Tables of rows that rules extract from documents, filled on first use rather than at ingest.

Extraction takes time, and most homes never need it. A document is read once, and again when the rules have changed, so
homes of any age can be opened unchanged. Removing a document deletes its rows (`ON DELETE CASCADE`); rebuilding the
index reads it again.
"""

import logging
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, insert, select

from ...corpus.errors import HomeFull, HomeReadOnly
from ...corpus.progress import Progress
from ...corpus.types import Document
from ..home import Home
from ..preparation import Derive, Unprepared
from ..storage.queries import documents_at
from ..storage.schema import documents, metadata

PAGE = 20  # documents read between two commits


def read_table(name: str) -> Table:
    """Make the table that records which documents have been read, and by which version of the rules."""
    return Table(
        name,
        metadata,
        Column("document", Integer, ForeignKey("documents.row", ondelete="CASCADE"), primary_key=True),
        Column("rules", String, nullable=False),
    )


def owner() -> Column[int]:
    """Make the column that refers to a row's document."""
    return Column("document", Integer, ForeignKey("documents.row", ondelete="CASCADE"), nullable=False, index=True)


class DerivedTable:
    """One table of extracted rows in a home, with the table that records which documents have been read."""

    def __init__(self, home: Home, rows: Table, read: Table, rules: str, derive: Derive) -> None:
        """`home` is open; missing tables are created.

        `rules` is the version of the rules; `derive` returns a document's rows, without the column `document`.
        """
        self._home = home
        self._engine = home.catalogue.engine
        self._rows, self._read, self._rules, self._derive = rows, read, rules, derive
        metadata.create_all(self._engine, tables=[rows, read])

    def read(self, progress: Progress | None = None) -> int:
        """Read the documents that the current rules have not read; return their number.

        Each page of documents is one commit, so an interrupted run resumes where it stopped.

        Raises:
            HomeBusy: another process has been reading them for longer than the home's patience.
        """
        if not self.due():
            return 0
        try:
            return self._read_all(progress)
        except (HomeReadOnly, HomeFull) as error:
            # What has been read before can still be shown.
            logging.getLogger(__name__).warning("some documents have not been read yet: %s", error)
            return 0

    def _read_all(self, progress: Progress | None) -> int:
        done, due = 0, self.due()
        for at in range(0, len(due), PAGE):
            with self._home.deriving():  # for one page only: others who wait read the next ones
                still = set(self.due())
                page = [row for row in due[at : at + PAGE] if row in still]
                self._store(documents_at(self._engine, page))
            done += len(page)
            if progress:
                progress(at + len(due[at : at + PAGE]), len(due))
        return done

    def due(self) -> list[int]:
        """Return the row numbers of the documents that the current rules have not read."""
        current = select(self._read.c.document).where(self._read.c.rules == self._rules)
        with self._engine.connect() as connection:
            due = select(documents.c.row).where(documents.c.row.not_in(current)).order_by(documents.c.row)
            return list(connection.scalars(due))

    def _store(self, page: dict[int, Document]) -> None:
        made: list[dict[str, Any]] = []
        if not page:
            return
        for row, found in zip(page, self._home.preparation.rows(self._derive, list(page.values())), strict=True):
            if isinstance(found, Unprepared):  # it would fail again; what is known of it can still be shown
                logging.getLogger(__name__).error("nothing was extracted from document %s: it %s", row, found)
            else:
                made += ({"document": row, **one} for one in found)
        with self._engine.begin() as connection:
            connection.execute(delete(self._rows).where(self._rows.c.document.in_(page)))
            connection.execute(delete(self._read).where(self._read.c.document.in_(page)))
            # A writer may have replaced or removed some documents since they were read.
            there = set(connection.scalars(select(documents.c.row).where(documents.c.row.in_(page))))
            if there:
                connection.execute(insert(self._read), [{"document": row, "rules": self._rules} for row in there])
            if kept := [one for one in made if one["document"] in there]:
                connection.execute(insert(self._rows), kept)
