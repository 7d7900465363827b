"""Check the rows that are not documents: sets, changes for Chroma, notes, conversations, and extracted rows."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Engine, Row, func, inspect, select, text
from sqlalchemy.exc import DatabaseError

from ...corpus.errors import DamagedRow
from ..extracted.events import happenings, sound_event
from ..extracted.utterances import sound_utterance, speech
from ..storage.conversation_rows import sound_conversation, sound_message
from ..storage.conversation_tables import messages
from ..storage.rows import identified, moment, number, words
from ..storage.schema import documents
from ..storage.writes import folded
from .damage import Damage, Mend, Readers, every
from .documents import whole_document

JOBS = "jobs"
"""The note in `meta` that has the log of jobs."""


def other_damage(engine: Engine, readers: Readers) -> Iterator[Damage]:
    """Yield the damages of all tables that do not hold documents or what is derived from them at ingest."""
    there = set(inspect(engine).get_table_names())
    yield from _each(engine, "sets", _set)
    yield from _each(engine, "members", _member)
    yield from _each(engine, "outbox", _change)
    yield from _each(engine, "meta", lambda row: _note(row, readers))
    if messages.name in there:
        yield from _each(engine, "conversations", _conversation)
        yield from _each(engine, "messages", lambda row: _message(row, readers))
        yield from _each(engine, "feedback", _feedback)
        yield from _each(engine, "kept", _kept)
    for table, read in ((speech, sound_utterance), (happenings, sound_event)):
        if table.name in there:
            yield from _extracted(engine, table, read)


def _each(engine: Engine, table: str, check: Callable[[Row[Any]], tuple[str, str, Mend] | None]) -> Iterator[Damage]:
    for row in every(engine, table):
        if isinstance(row, Damage):
            yield row
        elif found := check(row):
            yield Damage(*found, table, row.rowid)


def _set(row: Row[Any]) -> tuple[str, str, Mend] | None:
    what = identified("document set", row.name)
    if not isinstance(row.name, str) or not row.name:
        return what, "its name cannot be read", "set aside"
    return None if row.folded == folded(row.name) else (what, "its name for comparison is wrong", "rewrite")


def _member(row: Row[Any]) -> tuple[str, str, Mend] | None:
    sound = isinstance(row.set, int) and isinstance(row.document, str)
    return None if sound else (f"row {row.rowid} of members", "it names no set or no document", "drop")


def _change(row: Row[Any]) -> tuple[str, str, Mend] | None:
    sound = all(isinstance(one, int) for one in (row.passage, row.sentences)) and row.gone in (0, 1)
    return None if sound else (f"change {row.row} for Chroma", "it cannot be read", "refill")


def _note(row: Row[Any], readers: Readers) -> tuple[str, str, Mend] | None:
    if not isinstance(row.name, str) or not isinstance(row.value, str):
        return f"note {row.rowid}", "it is not text", "set aside"
    if row.name != JOBS:
        return None
    try:
        readers.jobs(row.value)
    except (ValueError, DamagedRow):
        return "the log of jobs", "it cannot be read", "set aside"
    return None


def _conversation(row: Row[Any]) -> tuple[str, str, Mend] | None:
    what = identified("conversation", row.id, row.title)
    if not isinstance(row.id, str) or not isinstance(row.user, str):
        return what, "its id or its user cannot be read", "set aside"
    try:
        sound_conversation(row, 0)
        words(row.words, "search text")
        if row.named not in (0, 1):
            raise ValueError("its mark of a title of its own is wrong")
    except DamagedRow as error:
        return what, error.fault, "rewrite"
    except ValueError as error:
        return what, str(error), "rewrite"
    return None


def _message(row: Row[Any], readers: Readers) -> tuple[str, str, Mend] | None:
    what = f"answer {row.place} of conversation {row.conversation}"
    try:
        sound_message(row)
        words(row.words, "search text")
        readers.answer(row.answer)
    except DamagedRow as error:
        return what, error.fault, "set aside"
    except ValueError as error:
        return what, str(error), "set aside"
    return None


def _feedback(row: Row[Any]) -> tuple[str, str, Mend] | None:
    what = f"the rating of answer {row.place} of conversation {row.conversation}"
    try:
        moment(row.created, "date")
        words(row.user, "user")
        words(row.reason, "reason")
        if row.rating not in ("like", "dislike"):
            raise ValueError("it is neither like nor dislike")
    except ValueError as error:
        return what, str(error), "set aside"
    return None


def _kept(row: Row[Any]) -> tuple[str, str, Mend] | None:
    try:
        whole_document(row)
    except DamagedRow as error:
        return f"{error.what}, kept for a conversation", error.fault, "set aside"
    return None


def _extracted(engine: Engine, table: Any, read: Callable[[Row[Any]], Row[Any]]) -> Iterator[Damage]:
    """Check rows that were extracted from documents, also against the length of their text."""
    size = func.length(documents.c.text)
    ends = [column for column in table.c if column.name in ("end", "when_end")]
    query = select(table, documents.c.published.label("on"), size.label("size")).join(
        documents, documents.c.row == table.c.document
    )
    known: set[object] = set()
    try:
        with engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                try:
                    read(row)
                    for column in ends:
                        if number(getattr(row, column.name), "end") > (row.size or 0):
                            raise ValueError("it ends beyond its document's text")
                except (ValueError, DamagedRow) as error:
                    if row.document not in known and isinstance(row.document, int):
                        known.add(row.document)
                        fault = error.fault if isinstance(error, DamagedRow) else str(error)
                        yield Damage(f"row {row.row} of {table.name}", fault, "read again", table.name, row.document)
            astray = text(f"SELECT row FROM {table.name} WHERE typeof(document) <> 'integer'")
            for lost in connection.scalars(astray):
                yield Damage(f"row {lost} of {table.name}", "it belongs to no document", "drop", table.name, lost)
    except DatabaseError as error:
        yield Damage(f"the table {table.name}", f"it cannot be read ({error.orig})", "restore")
