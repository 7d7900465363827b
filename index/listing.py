"""The documents that there are, as a list to page through: what is known of each, without its text."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, Select, func, literal, or_, select

from corpus.types import Document
from index.catalogue import as_document
from index.lookup import EVERYTHING, Filters, condition
from index.schema import documents, passages


@dataclass(frozen=True, slots=True)
class Listed:
    """A document whose `text` is left empty, with the text's length (code points), its sentences, and when it came.

    `added` is UTC, ISO 8601.
    """

    document: Document
    characters: int
    sentences: int
    added: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the documents that pass the filters; `total` counts all that do."""

    total: int
    documents: tuple[Listed, ...]


def listing(
    engine: Engine, filters: Filters = EVERYTHING, words: str | None = None, offset: int = 0, limit: int = 50
) -> Listing:
    """At most `limit` documents from `offset` on, newest first, those without a date last.

    `words` must all stand in the title, publisher or external id, without regard to (ASCII) case.
    """
    with engine.connect() as connection:
        wanted = [condition(connection, filters)]
        for word in (words or "").split():
            columns = (documents.c.title, documents.c.publisher, documents.c.about, documents.c.external_id)
            wanted.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
        total = connection.scalar(select(func.count()).select_from(documents).where(*wanted))
        # What `as_document` takes; texts are measured, not read.
        known = [column for column in documents.c if column.name != "text"]
        length = func.length(documents.c.text).label("characters")
        size = func.coalesce(func.sum(func.length(passages.c.bounds)), 0) / 8
        counted = select(size).where(passages.c.document == documents.c.row).scalar_subquery()
        page: Select[Any] = (
            select(*known, literal("").label("text"), length, counted.label("sentences"))
            .where(*wanted)
            .order_by(documents.c.published.is_(None), documents.c.published.desc(), documents.c.row.desc())
            .limit(limit)
            .offset(offset)
        )
        rows = connection.execute(page).all()
    return Listing(int(total or 0), tuple(map(_listed, rows)))


def _listed(row: Row[Any]) -> Listed:
    return Listed(as_document(row), row.characters, int(row.sentences), row.added)
