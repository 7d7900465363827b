"""What users have changed in a document's description: title, publisher, day and language, with every change recorded.

A document's id is a hash of its content, so an edited one has a new id. The changes go with the report from id to id, and
are applied again whenever its source is read again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy import Column, Connection, Engine, Integer, String, Table, Text, insert, select, update

from ...corpus.types import DATE_SOURCE, Document, content_hash
from .schema import metadata

Field = Literal["title", "publisher", "published", "language"]
FIELDS: tuple[Field, ...] = ("title", "publisher", "published", "language")

edits = Table(
    "edits",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("document", String, nullable=False, index=True),  # the id that the document has now
    Column("field", String, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("made", String, nullable=False),  # UTC, ISO 8601
    Column("by", String, nullable=False),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one field; days are in ISO 8601, and `None` is no value."""

    field: Field
    before: str | None
    after: str | None
    made: datetime
    by: str


def edited(document: Document, values: Mapping[Field, str | None]) -> Document:
    """Return the document with other values, and the id that follows from them; a day is in ISO 8601."""
    changed = document
    for field, value in values.items():
        if field == "published":
            others = tuple(pair for pair in changed.metadata if pair[0] != DATE_SOURCE)
            found = ((DATE_SOURCE, "an edit"),) if value else ()
            day = date.fromisoformat(value) if value else None
            changed = replace(changed, published=day, metadata=(*others, *found))
        elif field == "title":
            changed = replace(changed, title=value or document.title)
        elif field == "publisher":
            changed = replace(changed, publisher=value or None)
        else:
            changed = replace(changed, language=value or None)
    return replace(changed, id=content_hash(changed))


def shown_value(document: Document, field: Field) -> str | None:
    """Return a field as it is recorded."""
    value = getattr(document, field)
    return value.isoformat() if isinstance(value, date) else value


def record(
    connection: Connection, document: str, changes: Mapping[Field, tuple[str | None, str | None]], by: str
) -> None:
    """Record changes, each from one value to another, of the document that now has this id."""
    made = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {"document": document, "field": field, "before": before, "after": after, "made": made, "by": by}
        for field, (before, after) in changes.items()
    ]
    if rows:
        connection.execute(insert(edits), rows)


def follow(connection: Connection, replaced: Mapping[str, str]) -> None:
    """Let the changes go with their reports to new ids."""
    for old, new in replaced.items():
        if old != new:
            connection.execute(update(edits).where(edits.c.document == old).values(document=new))


class Edits:
    """The changes in one catalogue."""

    def __init__(self, engine: Engine) -> None:
        """`engine` is the catalogue's."""
        self._engine = engine

    def of(self, document_id: str) -> tuple[Edit, ...]:
        """Return the changes of a document, the first one first."""
        query = select(edits).where(edits.c.document == document_id).order_by(edits.c.row)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(Edit(row.field, row.before, row.after, datetime.fromisoformat(row.made), row.by) for row in rows)

    def values(self, document_id: str) -> dict[Field, str | None]:
        """Return the value that each changed field of a document has now."""
        return {one.field: one.after for one in self.of(document_id)}
