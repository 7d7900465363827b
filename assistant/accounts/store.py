"""The file `users.sqlite`: its tables, and opening it so that only its owner can read it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    inspect,
    or_,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from ...corpus.errors import HomeBusy, HomeError
from ...index.storage.rows import decoded

NAME = "users.sqlite"
VERSION = 1
_PATIENCE = 10  # seconds that a writer waits for another one

metadata = MetaData()

# Times are seconds since 1970 (UTC).
users = Table(
    "users",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String),  # an Argon2 hash; NULL: this user signs in through a proxy only
    Column("created", Float, nullable=False),
    Column("key", String, nullable=False),  # names their conversations: who gets the same name later has another key
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String, primary_key=True),  # SHA-256 of the cookie's value
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("seen", Float, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", String, primary_key=True),  # SHA-256 of the token
    Column("id", String, nullable=False, unique=True),  # how a person names it
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("scope", String, nullable=False),
    Column("created", Float, nullable=False),
    Column("expires", Float),  # NULL: never
    Column("used", Float),  # NULL: not yet
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", String, primary_key=True),  # "name HASH" or "address …"
    Column("failures", Integer, nullable=False),  # since `since`
    Column("since", Float, nullable=False),
    Column("locks", Integer, nullable=False),  # how often it has been locked
    Column("until", Float, nullable=False),  # locked until then
    Column("last", Float, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("user", String, nullable=False, index=True),
    Column("address", String, nullable=False),
    Column("action", String, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)


class Store:
    """The open file; threads may share it. It is created when it is first used."""

    def __init__(self, home: Path) -> None:
        """Of the home at this path."""
        self.path = home / NAME
        self._engine: Engine | None = None
        self._guard = Lock()

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection for reading.

        Raises:
            HomeError: the file cannot be opened.
        """
        with self._explained(), self._opened().connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that no other writer shares; it is committed at the end.

        Raises:
            HomeBusy: another process has been writing for ten seconds.
            HomeError: the file cannot be opened or written.
        """
        with self._explained(), self._opened().connect() as connection:
            # Locked from the beginning, so that what is read in the transaction is still true when it writes.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise HomeBusy(f"{self.path} is being written by another process; try again in a moment") from error
            raise HomeError(f"{self.path} cannot be used ({error.orig}); check its disk and permissions") from error
        except DatabaseError as error:
            raise HomeError(
                f"{self.path} is damaged ({error.orig}); move it away and add the users again with 'dragoman user add'"
            ) from error

    def _opened(self) -> Engine:
        with self._guard:
            if self._engine is None:
                self._engine = self._open()
            return self._engine

    def _open(self) -> Engine:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # SQLite would create the file with the permissions that the umask leaves.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            if self.path.stat().st_mode & 0o077:
                self.path.chmod(0o600)
        except OSError as error:
            raise HomeError(f"{self.path} cannot be used ({error.strerror}); check its disk and permissions") from error
        engine = create_engine(f"sqlite:///{self.path}", connect_args={"timeout": _PATIENCE})

        @event.listens_for(engine, "connect")
        def _prepare(connection, _record):  # type: ignore[no-untyped-def]  # SQLAlchemy passes the raw DB-API object
            connection.isolation_level = None  # transactions begin where `writing` says
            connection.text_factory = decoded  # a damaged text must not stop the rows beside it
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")

        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
                if version > VERSION:
                    raise HomeError(f"{self.path} was made by a newer version of Dragoman; install that version")
                if foreign := sorted({*inspect(connection).get_table_names()} - metadata.tables.keys()):
                    raise HomeError(
                        f"{self.path} is not a file of users (it has a table {foreign[0]!r}); move it away, and put back "
                        "the right one or add the users again with 'dragoman user add'"
                    )
                metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
                connection.commit()
        except BaseException:  # whatever it was is raised again, with the file closed
            engine.dispose()
            raise
        return engine


def not_numbers(*columns: Column[float] | Column[int]) -> ColumnElement[bool]:
    """Return the condition that one of these columns has no number: SQLite keeps any type in any column."""
    return or_(*(func.typeof(column).not_in(("integer", "real")) for column in columns))


def moment(seconds: object, column: str) -> datetime:
    """Return a stored time; `ValueError` if it is none."""
    if not isinstance(seconds, int | float):
        raise ValueError(f"its {column} is not a time")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"its {column} is not a time") from None


def maybe_moment(seconds: object, column: str) -> datetime | None:
    """Return a stored time, or `None`; else as `moment`."""
    return None if seconds is None else moment(seconds, column)
