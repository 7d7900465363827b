"""Mend the damages that the checks find in a catalogue, from what is left of it.

What is derived is derived again from the documents' texts; what only its own row has, and cannot be read, is moved out of
the catalogue (`index.set_aside`). The caller has the writers' lock and fills Chroma again afterwards.
"""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from ..corpus.errors import DamagedRow
from ..corpus.segment import segment
from ..corpus.types import Document
from .checks.damage import Damage, Readers
from .checks.database import database_damage, full_text_damage
from .checks.documents import document_damage, whole_document
from .checks.others import other_damage
from .home import Home
from .preparation import Unprepared
from .set_aside import set_aside
from .storage.contents import contents
from .storage.conversation_search import searchable
from .storage.conversation_tables import TABLES, conversations, kept
from .storage.queries import documents_at
from .storage.rows import moment, parsed, words
from .storage.schema import STATEMENTS, documents, metadata, sets
from .storage.writes import Prepared, columns_of, folded

REINDEXED = 20  # documents in one transaction
_READ = {"speech": "heard", "happenings": "dated"}  # what records that a document's rows were extracted


def damage(home: Home, readers: Readers) -> Iterable[Damage]:
    """Yield every damage of the catalogue."""
    engine = home.catalogue.engine
    yield from database_damage(engine)
    yield from full_text_damage(engine)
    yield from document_damage(engine)
    yield from other_damage(engine, readers)


def mend(home: Home, readers: Readers) -> None:
    """Mend what can be mended. What cannot stays as it is, and is found again by `damage`."""
    metadata.create_all(home.catalogue.engine, tables=TABLES)
    found = list(damage(home, readers))
    if any(one.mend == "indexes" for one in found):
        with home.catalogue.engine.begin() as connection:
            connection.execute(text("REINDEX"))
    if any(one.mend == "full text" for one in found):
        _empty_full_text(home)
    for one in found:
        if one.mend in ("set aside", "drop", "rewrite", "read again"):
            _mended(home, one)
    again = {one.row for one in found if one.mend == "derive"}
    if any(one.mend == "full text" for one in found):
        with home.catalogue.engine.connect() as connection:
            again.update(connection.scalars(select(documents.c.row)))
    derive(home, sorted(again))


def _mended(home: Home, one: Damage) -> None:
    """Mend one row; if it cannot be done, the others go on."""
    copies: list[Document] = []
    try:
        with home.catalogue.engine.begin() as connection:
            if one.mend == "set aside":
                row = connection.execute(
                    text(f'SELECT * FROM "{one.table}" WHERE rowid = :at'), {"at": one.row}
                ).first()
                if row is None:
                    return  # it went with another row
                set_aside(connection, home.path, one.table, one.row, one.what, one.fault)
                copies = _copies(connection, one.table, row)
                if one.table == "kept":
                    connection.execute(insert(kept), [columns_of(copy) for copy in copies])
            elif one.mend == "drop":
                connection.execute(text(f'DELETE FROM "{one.table}" WHERE rowid = :at'), {"at": one.row})
            elif one.mend == "read again":
                connection.execute(text(f"DELETE FROM {one.table} WHERE document = :at"), {"at": one.row})
                connection.execute(text(f"DELETE FROM {_READ[one.table]} WHERE document = :at"), {"at": one.row})
            else:
                _REWRITE[one.table](connection, one.row)
        if one.table == "documents":
            home.catalogue.add([prepared(home, copy) for copy in copies])
    except (DatabaseError, ValueError) as error:
        logging.getLogger(__name__).warning("%s cannot be mended: %s", one.what, error)


def _copies(connection: Connection, table: str, row: Row[Any]) -> list[Document]:
    """Return a sound copy of a damaged document, if a conversation or the corpus has one."""
    other = {"documents": kept, "kept": documents}.get(table)
    if other is None:
        return []
    found = []
    for copy in connection.execute(select(other).where(other.c.id == row.id)):
        try:
            found.append(whole_document(copy))
        except DamagedRow:
            continue
    return found


def _rewrite_document(connection: Connection, row: int) -> None:
    stored = connection.execute(select(documents).where(documents.c.row == row)).one()
    document = whole_document(stored)
    values = {"about": columns_of(document)["about"]}
    try:
        moment(stored.added, "date of addition")
    except ValueError:
        values["added"] = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(update(documents).where(documents.c.row == row).values(values))


def _rewrite_set(connection: Connection, row: int) -> None:
    name = words(connection.scalar(select(sets.c.name).where(sets.c.row == row)), "name")
    others = set(connection.scalars(select(sets.c.folded).where(sets.c.row != row)))
    if folded(name) in others:
        name = f"{name} {row}"
    connection.execute(update(sets).where(sets.c.row == row).values(name=name, folded=folded(name)))


def _rewrite_conversation(connection: Connection, row: int) -> None:
    """Correct times and title of a conversation from its answers."""
    head = connection.execute(text("SELECT * FROM conversations WHERE rowid = :row"), {"row": row}).one()
    answers = connection.execute(
        text("SELECT answer, created FROM messages WHERE conversation = :id ORDER BY place"), {"id": head.id}
    ).all()
    times = []
    for value in (head.created, head.updated, *(one.created for one in answers)):
        try:
            times.append(moment(value, "time").isoformat(timespec="microseconds"))
        except ValueError:
            continue
    times = sorted(times) or [datetime.now(UTC).isoformat(timespec="microseconds")]
    title = head.title if isinstance(head.title, str) else _question(answers)
    values = {"title": title, "words": searchable(title), "created": times[0], "updated": times[-1]}
    named = 1 if head.named == 1 else 0
    connection.execute(update(conversations).where(conversations.c.id == head.id).values(**values, named=named))


def _question(answers: Iterable[Row[Any]]) -> str:
    for one in answers:
        try:
            return words(parsed(one.answer, "answer")["question"], "question")
        except (ValueError, TypeError, LookupError):
            continue
    return "…"


_REWRITE = {"documents": _rewrite_document, "sets": _rewrite_set, "conversations": _rewrite_conversation}


def _empty_full_text(home: Home) -> None:
    """Make the table of full text anew; `derive` fills it."""
    with home.catalogue.engine.begin() as connection:
        try:
            connection.execute(text("DROP TABLE IF EXISTS vocabulary"))
            connection.execute(text("DROP TABLE IF EXISTS words"))
        except DatabaseError:
            # Its own tables are too damaged for FTS5 to open it even to delete it; SQLite's documentation of
            # `writable_schema` has this way to delete such a table.
            connection.execute(text("PRAGMA writable_schema = ON"))
            connection.execute(text("DELETE FROM sqlite_schema WHERE name IN ('words', 'vocabulary')"))
            connection.execute(text("PRAGMA writable_schema = RESET"))
    with home.catalogue.engine.begin() as connection:
        for part in ("data", "idx", "content", "docsize", "config"):
            connection.execute(text(f"DROP TABLE IF EXISTS words_{part}"))
        for statement in STATEMENTS:
            connection.execute(text(statement))


def derive(home: Home, rows: list[int]) -> int:
    """Derive passages, vectors, full text and list entries of these documents again; return how many there were.

    Each batch is one transaction, in which the documents keep their rows, sets and dates.
    """
    done = 0
    for at in range(0, len(rows), REINDEXED):
        again = _again(home, list(documents_at(home.catalogue.engine, rows[at : at + REINDEXED]).values()))
        home.catalogue.add(again, {one.document.id: one.document.id for one in again})
        done += len(again)
    with home.catalogue.engine.begin() as connection:
        connection.execute(text("DELETE FROM words WHERE rowid NOT IN (SELECT row FROM passages)"))
    return done


def prepared(home: Home, document: Document) -> Prepared:
    """Segment and encode a stored document again."""
    segments = segment(document.text)
    vectors = home.encoder.encode([span.of(document.text) for span in segments.sentences])
    return Prepared(document, contents(document, segments, vectors))


def _again(home: Home, documents: list[Document]) -> list[Prepared]:
    """Prepare stored documents again; one that cannot be prepared keeps what is stored of it."""
    found = [one for one in home.preparation.contents(documents) if not isinstance(one, int)]
    pairs = zip(documents, found, strict=True)
    return [Prepared(document, one) for document, one in pairs if not isinstance(one, Unprepared)]
