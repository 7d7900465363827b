"""The catalogue's tables, and the versions that a home directory was made with.

A passage's sentences and vectors are packed arrays in the passage's own row, so that a candidate is one row to read and
1,600 sentences are written in milliseconds. Full text is an FTS5 table of folded and stemmed terms
(`corpus.language.terms`), whose row ids are those of the passages.
"""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    text,
)

from ...corpus.language.terms import FTS_TOKENIZER
from .disk import explain_disk_errors, opening
from .rows import decoded

SCHEMA = "1"

metadata = MetaData()

meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("key", String, nullable=False, index=True),
    Column("external_id", String, index=True),
    Column("title", String, nullable=False),
    Column("publisher", String, index=True),
    Column("url", String),
    Column("published", String, index=True),
    Column("language", String),
    Column("based_on", Text),  # JSON: publisher, title, url, published
    Column("about", String, index=True),  # the publisher inside based_on, for filters
    Column("marks", Text, nullable=False),  # JSON
    Column("metadata", Text, nullable=False),  # JSON
    Column("added", String, nullable=False),  # UTC, ISO 8601
    Column("text", Text, nullable=False),  # last: SQLite reads the short columns without it
    sqlite_autoincrement=True,
)

passages = Table(
    "passages",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.row", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("bounds", LargeBinary, nullable=False),  # int32 (n, 2): the sentences' spans in the document's text
    Column("vectors", LargeBinary, nullable=False),  # float32 (n, d): the sentences' unit vectors
    sqlite_autoincrement=True,  # a row number is never used twice: Chroma's ids are made from it
)

# The fields by which the document list sorts and searches, in short rows: those of `documents` are as long as their
# texts. `title` and `publishers` (the document's own and that of the report it is based on) are folded (`writes.folded`).
shelf = Table(
    "shelf",
    metadata,
    Column("document", Integer, ForeignKey("documents.row", ondelete="CASCADE"), primary_key=True),
    Column("title", String, nullable=False, index=True),
    Column("publishers", String, index=True),
    Column("characters", Integer, nullable=False, index=True),
    Column("passages", Integer, nullable=False),
    Column("sentences", Integer, nullable=False),
)

sets = Table(
    "sets",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),  # names that differ only in case are the same
)

# By the documents' ids, not their rows, so that a rebuilt catalogue can take them over unchanged.
members = Table(
    "members",
    metadata,
    Column("set", Integer, ForeignKey("sets.row", ondelete="CASCADE"), primary_key=True),
    Column("document", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)

# Changes not yet sent to Chroma: written with the document, removed when Chroma has them.
outbox = Table(
    "outbox",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("passage", Integer, nullable=False),
    Column("sentences", Integer, nullable=False),
    Column("gone", Integer, nullable=False),  # 1: to be deleted there
    sqlite_autoincrement=True,  # so that its highest number shows whether anything has changed since
)

# Change it whenever `corpus.language.terms` gives other terms for any text: an index made with others must be rebuilt.
LEXICON = "snowball-1"

STATEMENTS = (
    "CREATE INDEX IF NOT EXISTS ix_documents_language ON documents (language)",
    "CREATE INDEX IF NOT EXISTS ix_documents_added ON documents (added)",
    f'CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, tokenize="{FTS_TOKENIZER}")',
    "CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(words, row)",
)


CACHED = 8
"""MiB of the file that SQLite caches for each connection. The system caches the file, too, once for all of them."""


def connect(path: Path) -> Engine:
    """Open an engine on the SQLite file at `path`, with write-ahead logging and foreign keys; make the file if needed.

    A file that may only be read is opened so that it can be (`disk.opening`).

    Raises:
        HomeReadOnly, HomeFull: it cannot be opened even so.
    """
    address = f"file:{quote(str(path))}{opening(path)}"
    engine = create_engine(
        f"sqlite:///{path}",
        creator=lambda: sqlite3.connect(address, timeout=30, check_same_thread=False, uri=True),
        # The connection used last comes first, so that one thread after the other needs only one cache.
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection, _record):  # type: ignore[no-untyped-def]  # SQLAlchemy passes the raw DB-API object
        connection.text_factory = decoded  # one damaged text must not make a whole query fail
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"cache_size=-{CACHED * 1024}"):
            connection.execute(f"PRAGMA {pragma}")

    explain_disk_errors(engine, path)
    return engine


def create(connection: Connection) -> None:
    """Make the tables that are missing."""
    metadata.create_all(connection)
    for statement in STATEMENTS:
        connection.execute(text(statement))
