"""Documents that were replaced or removed, as they were, so that they can be looked at and brought back.

A row is written in the transaction that takes the document out of the catalogue. Replaced versions stay as long as the
report; what was removed is deleted for good, with its earlier versions and edits, by the first change of the catalogue that
is more than `KEPT_DAYS` after its removal, or at once where that is asked for (`delete_for_good`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from ...corpus.errors import DamagedRow
from ...corpus.types import Document
from .edits import edits
from .rows import as_document, identified, moment, parsed, sound
from .schema import documents, members, metadata, sets

KEPT_DAYS = 30
"""Days for which a removed document can be brought back."""

_PAGE = 50  # versions copied in one statement

Reason = Literal["replaced", "removed"]

_FIELDS = [column.name for column in documents.columns if column.name not in ("row", "added")]

earlier_versions = Table(
    "earlier_versions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("key", String, nullable=False, index=True),
    *(Column(name, Text) for name in _FIELDS if name not in ("id", "key")),
    Column("added", String, nullable=False),
    Column("left", String, nullable=False),  # UTC, ISO 8601
    Column("reason", String, nullable=False),
    Column("by", String, index=True),  # the id of the version that took its place
    Column("sets", Text, nullable=False),  # JSON: names of the sets that it was in
    Index("ix_earlier_versions_reason", "reason", "left"),
    sqlite_autoincrement=True,
)

TABLES = (earlier_versions, edits)


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version of a report that is not searched any more. `left`: when it was replaced or removed (UTC)."""

    document: Document
    left: datetime
    reason: Reason
    by: str | None
    sets: tuple[str, ...]


def keep(connection: Connection, ids: Sequence[str], reason: Reason, by: Mapping[str, str]) -> None:
    """Copy documents that are about to leave the catalogue; `by` maps their ids to those of the versions that replace them."""
    left = datetime.now(UTC).isoformat(timespec="seconds")
    for one in ids:
        if by.get(one) == one:
            continue
        row = connection.execute(select(documents).where(documents.c.id == one)).mappings().first()
        if row is None:
            continue
        named = select(sets.c.name).join(members, members.c.set == sets.c.row).where(members.c.document == one)
        names = json.dumps([name for name in connection.scalars(named) if isinstance(name, str)], ensure_ascii=False)
        values = {name: row[name] for name in (*_FIELDS, "added")}
        connection.execute(delete(earlier_versions).where(earlier_versions.c.id == one))
        connection.execute(
            insert(earlier_versions), [{**values, "left": left, "reason": reason, "by": by.get(one), "sets": names}]
        )


def succeed(connection: Connection, replaced: Mapping[str, str]) -> None:
    """Let the earlier versions of documents that get another id go with them."""
    for old, new in replaced.items():
        if old != new:
            connection.execute(update(earlier_versions).where(earlier_versions.c.by == old).values(by=new))


def drop_present(connection: Connection, ids: Sequence[str]) -> None:
    """Delete the copies of documents that are in the catalogue again."""
    if ids:
        present = delete(earlier_versions).where(earlier_versions.c.id == bindparam("present"))
        connection.execute(present, [{"present": one} for one in ids])


def purge(connection: Connection, now: datetime | None = None) -> None:
    """Delete for good what was removed more than `KEPT_DAYS` ago, with the versions before it and their edits."""
    limit = ((now or datetime.now(UTC)) - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
    old = select(earlier_versions.c.id).where(earlier_versions.c.reason == "removed", earlier_versions.c.left < limit)
    for one in connection.scalars(old).all():
        delete_for_good(connection, one)


def delete_for_good(connection: Connection, document_id: str) -> bool:
    """Delete what is kept of a document: its copy, the versions before it, and their edits; return whether there was any.

    These rows are overwritten in the file. Space that was freed before, the write-ahead log and the full-text index may still
    hold words (docs/security.md).
    """
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    one = (earlier_versions.c.id == document_id) | (earlier_versions.c.by == document_id)
    ids = {document_id, *connection.scalars(select(earlier_versions.c.id).where(one)).all()}
    connection.execute(delete(edits).where(edits.c.document.in_(ids)))
    return connection.execute(delete(earlier_versions).where(one)).rowcount > 0


def carry_over(old: Connection, new: Connection) -> None:
    """Copy what one catalogue has of earlier versions and edits into another, which has its documents already.

    Both must have the tables. What the other has beside it stays, except copies of documents that it has again.
    """
    rows = old.execution_options(yield_per=_PAGE).execute(select(earlier_versions).order_by(earlier_versions.c.row))
    for page in rows.mappings().partitions():
        drop_present(new, [row["id"] for row in page])
        new.execute(insert(earlier_versions), [{name: row[name] for name in row if name != "row"} for row in page])
    new.execute(delete(earlier_versions).where(earlier_versions.c.id.in_(select(documents.c.id))))
    columns = [column for column in edits.columns if column.name != "row"]
    there = {tuple(row) for row in new.execute(select(*columns))}
    missing = [row for row in old.execute(select(*columns).order_by(edits.c.row)) if tuple(row) not in there]
    if missing:
        new.execute(insert(edits), [dict(row._mapping) for row in missing])


class EarlierVersions:
    """The earlier versions in one catalogue."""

    def __init__(self, engine: Engine) -> None:
        """`engine` is the catalogue's."""
        self._engine = engine

    def of(self, document_id: str) -> tuple[EarlierVersion, ...]:
        """Return the versions whose place a document took, directly or not, the latest first."""
        query = select(earlier_versions).where(earlier_versions.c.by == document_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(earlier_versions.c.row.desc())).all()
        return tuple(sound(rows, _version))

    def removed(self) -> tuple[EarlierVersion, ...]:
        """Return the documents that were removed and can be brought back, the latest first."""
        query = select(earlier_versions).where(earlier_versions.c.reason == "removed")
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(earlier_versions.c.row.desc())).all()
        return tuple(sound(rows, _version))

    def get(self, version_id: str) -> EarlierVersion | None:
        """Return the earlier version with this id."""
        query = select(earlier_versions).where(earlier_versions.c.id == version_id)
        with self._engine.connect() as connection:
            row = connection.execute(query.order_by(earlier_versions.c.row.desc())).first()
        return None if row is None else _version(row)


def _version(row: Row[tuple[object, ...]]) -> EarlierVersion:
    document = as_document(row)
    try:
        names = tuple(one for one in parsed(row.sets, "sets") if isinstance(one, str))
        return EarlierVersion(document, moment(row.left, "date"), row.reason, row.by, names)
    except (TypeError, ValueError) as error:
        raise DamagedRow(identified("earlier version", row.id, row.title), str(error)) from error
