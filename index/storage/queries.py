"""Catalogue queries for search: passages by words, candidates with their sentences, term frequencies."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, func, or_, select, text, true

from ...corpus.errors import DamagedRow, UnknownDocument
from ...corpus.types import Document, Span
from ..filters import Filters
from .catalogue import choose
from .document_sets import membership
from .rows import (
    as_document,
    day,
    maybe_words,
    sentence_spans,
    sound,
    span,
    texts,
    unpack,
    vectors_at,
    words,
)
from .schema import documents, passages


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage in the catalogue: `row` and `document` are row numbers, `title` includes publisher and date.

    `sentences` are n spans of the document, `vectors` (n, d) their unit vectors.
    """

    row: int
    document: int
    title: str
    span: Span
    text: str
    sentences: tuple[Span, ...]
    vectors: NDArray[np.float32]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of each sentence."""
        start = self.span.start
        return tuple(self.text[span.start - start : span.end - start] for span in self.sentences)


def condition(connection: Connection, filters: Filters) -> ColumnElement[bool]:
    """Return the SQL condition on `documents` for the filters.

    Raises:
        InputError: no document set has the name in the filters, or none of its documents exists.
    """
    conditions: list[ColumnElement[bool]] = [true()]
    if filters.publishers:
        parts = [part.casefold() for part in filters.publishers]
        columns = (documents.c.publisher, documents.c.about)
        # Compared here, because SQLite's lower() knows ASCII only; there are few publishers.
        names = set(texts(name for column in columns for name in connection.scalars(select(column).distinct())))
        fitting = [name for name in names if any(part in name.casefold() for part in parts)]
        conditions.append(or_(*(column.in_(fitting) for column in columns)))
    if filters.since:
        conditions.append(documents.c.published >= filters.since.isoformat())
    if filters.until:
        conditions.append(documents.c.published <= filters.until.isoformat())
    if filters.language:
        conditions.append(documents.c.language == filters.language.lower())
    if filters.within:
        conditions.append(membership(connection, filters.within))
    if filters.documents:
        conditions.append(documents.c.id.in_(filters.documents))
        if not connection.scalar(select(documents.c.row).where(conditions[-1]).limit(1)):
            raise UnknownDocument("none of the chosen documents is in the corpus any more; choose others")
    return and_(*conditions)


def allowed(engine: Engine, filters: Filters) -> list[int]:
    """Return the row numbers of the documents that match the filters.

    Raises:
        InputError: no document set has the name in the filters, or none of its documents exists.
    """
    with engine.connect() as connection:
        return list(connection.scalars(select(documents.c.row).where(condition(connection, filters))))


def lexical(engine: Engine, match: str, k: int, only: Collection[int] | None = None) -> list[int]:
    """Return the row numbers of the `k` best passages by FTS5's BM25 for the expression `match`, best first.

    `only`: row numbers of the documents to search.
    """
    if not match:
        return []
    among = "" if only is None else "AND rowid IN (SELECT p.row FROM passages p JOIN chosen c ON c.row = p.document)"
    # SQLite's bm25() is negative, the best lowest (sqlite.org/fts5.html); title and body count alike.
    searched = text(f"SELECT rowid FROM words WHERE words MATCH :match {among} ORDER BY bm25(words, 1.0, 1.0) LIMIT :k")
    with engine.connect() as connection:
        if only is not None:
            choose(connection, only)
        rows = list(connection.scalars(searched, {"match": match, "k": k}))
        connection.rollback()
    return rows


def passages_at(engine: Engine, rows: Collection[int]) -> list[StoredPassage]:
    """Return the passages with these row numbers, in the order of the numbers."""
    cut = func.substr(documents.c.text, passages.c.start + 1, passages.c.end - passages.c.start)
    query = (
        select(
            passages,
            documents.c.title,
            documents.c.publisher,
            documents.c.about,
            documents.c.published,
            cut.label("text"),
        )
        .join(documents, documents.c.row == passages.c.document)
        .where(passages.c.row.in_(rows))
        .order_by(passages.c.row)
    )
    with engine.connect() as connection:
        stored = connection.execute(query).all()
    return list(sound(stored, _passage))


def _passage(row: Row[Any]) -> StoredPassage:
    try:
        inside = span(row.start, row.end)
        spans = sentence_spans(row.bounds, inside)
        text = words(row.text, "document's text")
        if len(text) != inside.end - inside.start:
            raise ValueError("it does not lie in its document's text")
        title, publisher = words(row.title, "document's title"), maybe_words(row.about or row.publisher, "publisher")
        title = _heading(title, publisher, day(row.published, "date"))
        return StoredPassage(row.row, row.document, title, inside, text, spans, unpack(row.vectors, row.bounds))
    except ValueError as error:
        raise DamagedRow(f"passage {row.row}", str(error)) from error


def newest(engine: Engine, most: int) -> list[Document]:
    """Return at most `most` documents, newest first, then undated ones, the last added first."""
    dated = documents.c.published.is_(None), documents.c.published.desc(), documents.c.row.desc()
    with engine.connect() as connection:
        return list(sound(connection.execute(select(documents).order_by(*dated).limit(most)), as_document))


def passages_of(engine: Engine, document_id: str, most: int = -1) -> list[StoredPassage]:
    """Return at most `most` passages of the document with this id (-1: all), in order; none if it is not stored."""
    of = select(passages.c.row).join(documents, documents.c.row == passages.c.document)
    ordered = of.where(documents.c.id == document_id).order_by(passages.c.start).limit(most)
    with engine.connect() as connection:
        rows = list(connection.scalars(ordered))
    return sorted(passages_at(engine, rows), key=lambda one: one.span)


def heading(document: Document) -> str:
    """Return a document's title for ranking, with publisher and date."""
    publisher = document.based_on.publisher if document.based_on else document.publisher
    return _heading(document.title, publisher, document.published)


def _heading(title: str, publisher: str | None, published: date | None) -> str:
    return " · ".join(filter(None, (title, publisher, f"{published:%d %B %Y}" if published else None)))


def documents_at(engine: Engine, rows: Collection[int]) -> dict[int, Document]:
    """Return the documents with these row numbers, by row number."""
    with engine.connect() as connection:
        stored = connection.execute(select(documents).where(documents.c.row.in_(rows))).all()
    return dict(sound(stored, lambda row: (int(row.row), as_document(row))))


def vectors_of(engine: Engine, places: Collection[tuple[str, Span]]) -> dict[tuple[str, Span], NDArray[np.float32]]:
    """Return the vector (d,) of each sentence, given as (document id, span); those not stored are left out."""
    query = select(documents.c.id, passages.c.row, passages.c.bounds, passages.c.vectors).join(
        passages, passages.c.document == documents.c.row
    )
    found = {}
    with engine.connect() as connection:
        stored = connection.execute(query.where(documents.c.id.in_({document for document, _ in places})))
        for document, bounds, vectors in sound(stored, _bounds_and_vectors):
            found.update({(document, Span(start, end)): one for (start, end), one in zip(bounds, vectors, strict=True)})
    return {place: found[place] for place in places if place in found}


def _bounds_and_vectors(row: Row[Any]) -> tuple[str, list[tuple[int, int]], NDArray[np.float32]]:
    _, vectors = vectors_at(row)
    bounds = np.frombuffer(row.bounds, np.int32).reshape(-1, 2)
    if (bounds[:, 0] < 0).any() or (bounds[:, 0] >= bounds[:, 1]).any():
        raise DamagedRow(f"passage {row.row}", "its bounds are not pairs of offsets")
    return row.id, [(start, end) for start, end in bounds.tolist()], vectors


def publishers(engine: Engine) -> list[str]:
    """Return the publishers of the documents and of the reports they are based on, in alphabetical order."""
    with engine.connect() as connection:
        columns = (documents.c.publisher, documents.c.about)
        return sorted(set(texts(name for one in columns for name in connection.scalars(select(one).distinct()))))


def rows_spread(engine: Engine, most: int, longest: int) -> list[int]:
    """Return row numbers of at most `most` documents of up to `longest` characters, spread evenly over the corpus."""
    with engine.connect() as connection:
        fitting = select(documents.c.row).where(func.length(documents.c.text) <= longest).order_by(documents.c.row)
        rows = list(connection.scalars(fitting))
    step = max(1, len(rows) // max(1, most))
    return rows[::step][:most]


def published(engine: Engine, filters: Filters) -> list[tuple[date, int]]:
    """Return (day of publication, row number) of each dated document that matches the filters, in order of days.

    Raises:
        InputError: no document set has the name in the filters, or none of its documents exists.
    """
    with engine.connect() as connection:
        columns = select(documents.c.published, documents.c.row).where(documents.c.published.is_not(None))
        rows = connection.execute(columns.where(condition(connection, filters)).order_by(*columns.selected_columns))
        return [(on, row) for on, row in sound(rows, _published) if on]


def _published(row: Row[Any]) -> tuple[date | None, int]:
    try:
        return day(row.published, "date of publication"), row.row
    except ValueError as error:
        raise DamagedRow(f"document {row.row}", str(error)) from error


def frequencies(engine: Engine, searched: Sequence[str]) -> tuple[dict[str, int], int]:
    """Return the number of passages with each term, and the number of all passages."""
    with engine.connect() as connection:
        total = int(connection.scalar(select(func.count()).select_from(passages)) or 0)
        counted = text("SELECT doc FROM vocabulary WHERE term = :term")
        return {term: int(connection.scalar(counted, {"term": term}) or 0) for term in searched}, total
