"""The document list: sorted, searched by title and publisher, one page at a time.

It reads no texts: sizes and folded titles are in a table with short rows (`index.storage.schema.shelf`), so that 10,000
documents are listed in milliseconds. Older homes get these rows when they are first listed.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, func, select, text, true

from ..corpus.errors import DamagedRow, HomeFull, HomeReadOnly
from ..corpus.types import DATE_SOURCE, Source, day_of_change
from .filters import EVERYTHING, Filters
from .home import Home
from .storage.document_sets import DocumentSets
from .storage.queries import condition
from .storage.rows import day, identified, maybe_words, moment, number, pairs, sound, source, texts, words
from .storage.schema import documents, outbox, passages, shelf
from .storage.writes import folded, shelf_row

Order = Literal["added", "published", "title", "publisher", "language", "size"]
ORDERS: tuple[Order, ...] = get_args(Order)

State = Literal["ready", "waiting"]
"""`waiting`: stored and already quoted from, but not yet in the vector index (Chroma)."""

PAGE = 50
"""Default number of documents on a page."""

MOST = 1000
"""Maximum number of documents on a page."""

_COLUMNS = [column for column in documents.columns if column.name not in ("text", "marks", "key")]
_SORTED: dict[Order, Column[Any]] = {
    "added": documents.c.row,
    "published": documents.c.published,
    "title": shelf.c.title,
    "publisher": shelf.c.publishers,
    "language": documents.c.language,
    "size": shelf.c.characters,
}


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in a list. `characters` counts code points; `sets` names the user-made sets it is in."""

    id: str
    external_id: str | None
    title: str
    publisher: str | None
    based_on: Source | None
    url: str | None
    published: date | None
    language: str | None
    added: datetime
    characters: int
    passages: int
    sentences: int
    state: State
    sets: tuple[str, ...] = ()
    updated: date | None = None
    date_source: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: the documents from number `start` on (counted from 0), of `total` that match."""

    documents: tuple[DocumentEntry, ...]
    total: int
    start: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values to filter by with their numbers of documents, most frequent first, and the first and last day.

    A brief counts for its own publisher and for that of the report it summarises.
    """

    publishers: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None


class DocumentList:
    """The documents of one home, as a list."""

    def __init__(self, home: Home) -> None:
        """`home` is open."""
        self._engine = home.catalogue.engine

    def page(
        self,
        *,
        search: str = "",
        filters: Filters = EVERYTHING,
        order: Order = "added",
        descending: bool = True,
        start: int = 0,
        most: int = PAGE,
    ) -> Listing:
        """Return at most `most` documents from `start` on that match the filters and contain all words of `search`.

        A word matches any part of the title or of a publisher's name. Equal documents come in the order in which they
        were added; documents without a date, publisher or language come last. `start` and `most` (1 to `MOST`) are
        limited to their ranges.

        Raises:
            InputError: no document set has the name in the filters, or none of the documents in them exists.
        """
        start, most = max(0, start), min(max(1, most), MOST)
        with self._engine.connect() as connection:
            if self._lacking(connection):
                with suppress(HomeReadOnly, HomeFull):  # those that have their rows are listed
                    self._fill()
            matching = _matching(connection, search, filters)
            total = int(connection.scalar(_among(select(func.count()), search, filters).where(matching)) or 0)
            sort = _SORTED[order]
            by = sort.desc() if descending else sort.asc()
            ties = documents.c.row.desc() if descending else documents.c.row.asc()
            chosen = (
                select(documents.c.row)
                .join(shelf, shelf.c.document == documents.c.row)
                .where(matching)
                .order_by(by.nulls_last() if sort.nullable else by, ties)
                .limit(most)
                .offset(start)
            )
            rows = list(connection.scalars(chosen))
            return Listing(self._listed(connection, rows), total, start)

    def facets(self) -> Facets:
        """Return the values to filter by, over all documents."""
        counted = func.count().label("count")
        with self._engine.connect() as connection:
            names: dict[str, int] = {}
            for column in (documents.c.publisher, documents.c.about):
                for name, count in connection.execute(
                    select(column, counted).where(column.is_not(None)).group_by(column)
                ):
                    names[name] = names.get(name, 0) + count
            language = documents.c.language
            languages = connection.execute(select(language, counted).where(language.is_not(None)).group_by(language))
            days = documents.c.published
            spoken = {row.language: int(row[1]) for row in languages}
            dates = connection.execute(select(days).where(days.is_not(None)).distinct())
            known = [date for date in sound(dates, _published) if date]
        return Facets(_most_first(names), _most_first(spoken), min(known, default=None), max(known, default=None))

    def _listed(self, connection: Connection, rows: list[int]) -> tuple[DocumentEntry, ...]:
        columns = select(*_COLUMNS, shelf.c.characters, shelf.c.passages, shelf.c.sentences)
        query = columns.join(shelf, shelf.c.document == documents.c.row).where(documents.c.row.in_(rows))
        found = {row.row: row for row in connection.execute(query)}
        due = select(passages.c.document).join(outbox, outbox.c.passage == passages.c.row)
        waiting = set(connection.scalars(due.where(outbox.c.gone == 0, passages.c.document.in_(rows)).distinct()))
        named = DocumentSets(self._engine).of(texts(row.id for row in found.values()))
        listed = [(found[at], at in waiting, named.get(found[at].id, ())) for at in rows if at in found]
        return tuple(sound(listed, lambda one: _document(*one)))

    def _lacking(self, connection: Connection) -> bool:
        """Whether there are documents without a row in `shelf`, added by a version that did not have it."""
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in (documents, shelf)]
        return counts[0] != counts[1]

    def _fill(self) -> None:
        """Add the rows of documents that have none in `shelf`."""
        titles = select(documents.c.row, documents.c.title, documents.c.publisher, documents.c.about)
        sizes = (
            select(
                documents.c.row,
                func.length(documents.c.text).label("characters"),
                func.count(passages.c.row).label("passages"),
                func.coalesce(func.sum(func.length(passages.c.bounds)) / 8, 0).label("sentences"),
            )
            .outerjoin(passages, passages.c.document == documents.c.row)
            .where(documents.c.row.not_in(select(shelf.c.document)))
            .group_by(documents.c.row)
        )
        with self._engine.connect() as connection:
            named = {row.row: row for row in connection.execute(titles)}
            made = [
                {
                    **shelf_row(size.row, *_shown(one.title, one.publisher, one.about), size.characters or 0),
                    "passages": size.passages,
                    "sentences": size.sentences,
                }
                for size in connection.execute(sizes)
                if (one := named.get(size.row))
            ]
        with self._engine.begin() as connection:
            # Another process may have added the rows, or removed a document, in the meantime.
            there = text(f"INSERT OR IGNORE INTO shelf SELECT {_PLACES} WHERE :document IN (SELECT row FROM documents)")
            if made:
                connection.execute(there, made)


def _shown(title: object, publisher: object, about: object) -> tuple[str, str | None, str | None]:
    """Return title and publishers of a row; empty where it is damaged, since every document has a row here."""
    first, second = (one if isinstance(one, str) else None for one in (publisher, about))
    return title if isinstance(title, str) else "", first, second


_PLACES = ", ".join(f":{column.name}" for column in shelf.columns)


def _matching(connection: Connection, search: str, filters: Filters) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [condition(connection, filters) if filters else true()]
    for word in folded(search).split():
        conditions.append(
            shelf.c.title.contains(word, autoescape=True) | shelf.c.publishers.contains(word, autoescape=True)
        )
    return and_(*conditions)


def _among(query: Select[Any], search: str, filters: Filters) -> Select[Any]:
    """Select from only the tables that counting needs: the fewer, the faster."""
    if not filters:
        return query.select_from(shelf)
    return query.select_from(documents.join(shelf, shelf.c.document == documents.c.row) if search else documents)


def _most_first(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    readable = [(name, count) for name, count in counts.items() if isinstance(name, str)]
    return tuple(sorted(readable, key=lambda pair: (-pair[1], folded(pair[0]))))


def _document(row: Row[*tuple[Any, ...]], waiting: bool, sets: tuple[str, ...]) -> DocumentEntry:
    try:
        about = dict(pairs(row.metadata, "metadata"))
        return DocumentEntry(
            words(row.id, "id"),
            maybe_words(row.external_id, "external_id"),
            words(row.title, "title"),
            maybe_words(row.publisher, "publisher"),
            source(row.based_on),
            maybe_words(row.url, "url"),
            day(row.published, "published"),
            maybe_words(row.language, "language"),
            moment(row.added, "date of addition"),
            number(row.characters, "number of characters"),
            number(row.passages, "number of passages"),
            number(row.sentences, "number of sentences"),
            "waiting" if waiting else "ready",
            sets,
            day_of_change(about),
            about.get(DATE_SOURCE),
        )
    except ValueError as error:
        raise DamagedRow(identified("document", row.id, row.title), str(error)) from error


def _published(row: Row[Any]) -> date | None:
    try:
        return day(row.published, "date of publication")
    except ValueError as error:
        raise DamagedRow("a document", str(error)) from error
