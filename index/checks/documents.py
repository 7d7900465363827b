"""Check each document against its id, and its passages, full text and list entry against its text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Engine, Row, select, text
from sqlalchemy.exc import DatabaseError

from ...corpus.errors import DamagedRow
from ...corpus.language.terms import terms
from ...corpus.segment import Segments, segment
from ...corpus.types import Document, content_hash
from ..storage.contents import packed_bounds
from ..storage.rows import as_document, identified, moment, unpack
from ..storage.schema import passages, shelf
from ..storage.writes import shelf_row
from .damage import Damage, every

_WORDS = text(
    "SELECT rowid, title, body FROM words WHERE rowid IN (SELECT row FROM passages WHERE document = :document)"
)


def whole_document(row: Row[Any]) -> Document:
    """Return the document of a row of `documents` or `kept` if it is what its id says.

    Raises:
        DamagedRow: the row cannot be read, or was changed after its id was made.
    """
    document = as_document(row)
    if content_hash(document) != document.id:
        raise DamagedRow(identified("document", document.id, document.title), "its content does not match its id")
    return document


def document_damage(engine: Engine) -> Iterator[Damage]:
    """Yield the damages of documents and of all that is derived from them at ingest."""
    width = _width(engine)
    for row in every(engine, "documents"):
        if isinstance(row, Damage):
            yield row
            continue
        try:
            document = whole_document(row)
        except DamagedRow as error:
            yield Damage(error.what, error.fault, "set aside", "documents", row.rowid)
            continue
        what = identified("document", document.id, document.title)
        if fault := _own_columns(row, document):
            yield Damage(what, fault, "rewrite", "documents", row.rowid)
        try:
            for fault in _derived(engine, row.rowid, document, width):
                yield Damage(what, fault, "derive", "documents", row.rowid)
        except DatabaseError as error:
            yield Damage(what, f"its passages cannot be read ({error.orig})", "restore", "documents", row.rowid)


def _own_columns(row: Row[Any], document: Document) -> str | None:
    """Say what is wrong with the columns that are not part of a document's content."""
    if row.about != (document.based_on.publisher if document.based_on else None):
        return "its publisher for filters is wrong"
    try:
        moment(row.added, "date of addition")
    except ValueError as error:
        return str(error)
    return None


def _derived(engine: Engine, row: int, document: Document, width: int) -> Iterator[str]:
    segments = segment(document.text)
    with engine.connect() as connection:
        stored = connection.execute(
            select(passages).where(passages.c.document == row).order_by(passages.c.start, passages.c.row)
        ).all()
        if fault := _passages(stored, segments, width):
            yield fault
            return
        listed = connection.execute(select(shelf).where(shelf.c.document == row)).mappings().first()
        try:
            indexed = {one.rowid: (one.title, one.body) for one in connection.execute(_WORDS, {"document": row})}
        except DatabaseError:
            indexed = None  # `full_text_damage` says so
    if indexed is not None and indexed != _full_text(stored, document):
        yield "its full text is wrong"
    # An older home has no entries until the list is first shown.
    if listed is not None and dict(listed) != _entry(row, document, segments):
        yield "its entry for the document list is wrong"


def _passages(stored: Sequence[Row[Any]], segments: Segments, width: int) -> str | None:
    bounds = packed_bounds(segments)
    expected = [(span.start, span.end, packed) for span, packed in zip(segments.passages, bounds, strict=True)]
    if not stored and expected:
        return "it has no passages"
    if [(one.start, one.end, one.bounds) for one in stored] != expected:
        return "its passages do not match its text"
    for one in stored:
        try:
            vectors = unpack(one.vectors, one.bounds)
        except ValueError as error:
            return f"one of its passages is damaged ({error})"
        if vectors.shape[1] != width or np.abs(np.linalg.norm(vectors, axis=1) - 1).max() > 1e-3:
            return "a vector of one of its passages is not of unit length, or of another width"
    return None


def _full_text(stored: Sequence[Row[Any]], document: Document) -> Mapping[int, tuple[str, str]]:
    title = " ".join(terms(document.title))
    return {one.row: (title, " ".join(terms(document.text[one.start : one.end]))) for one in stored}


def _entry(row: int, document: Document, segments: Segments) -> dict[str, Any]:
    about = document.based_on.publisher if document.based_on else None
    sizes = {"passages": len(segments.passages), "sentences": len(segments.sentences)}
    return {**shelf_row(row, document.title, document.publisher, about, len(document.text)), **sizes}


def _width(engine: Engine) -> int:
    """Return the width of most vectors."""
    widths = text(
        "SELECT 2 * length(vectors) / length(bounds) AS width FROM passages WHERE length(bounds) > 0 "
        "GROUP BY width ORDER BY count(*) DESC LIMIT 1"
    )
    try:
        with engine.connect() as connection:
            return int(connection.scalar(widths) or 0)
    except DatabaseError:
        return 0
