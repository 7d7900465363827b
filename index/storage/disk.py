"""Say what the disk under a home refuses: it is full, may not be written to, or may not be read.

SQLite, Chroma and the operating system each have their own errors for this. `explained` turns any of them into one of
ours, and `explain_disk_errors` has every statement of an engine do so.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError

from ...corpus.errors import CorruptIndex, DragomanError, HomeError, HomeFull, HomeReadOnly, InputError
from .misplaced import misplaced

_FULL = "what was stored before is kept"
_LEAST = 2**16  # bytes that must be free for SQLite to make the index of its log
_PRIMARY = 0xFF  # SQLite's extended result codes have the primary one in their last byte
# Chroma's errors are texts with the code of SQLite or of the operating system.
_CHROMA_FULL = ("(code: 13)", "disk is full", "os error 28", "os error 122")
_CHROMA_READ_ONLY = ("(code: 8)", "(code: 14)", "os error 13", "os error 30")


def explained(error: BaseException, where: Path | str | None = None) -> DragomanError | None:
    """Return the error to raise instead of this one if it is the disk's; `None` if it is another.

    `where` is the file or folder; it is named instead of the file that an error of the operating system names.
    """
    if isinstance(error, OSError):
        if error.errno == errno.EISDIR and error.filename:
            return HomeError(f"{error.filename} is a folder where a file belongs; move it away")
        return _of_number(error.errno, where or error.filename)
    cause = getattr(error, "orig", None)  # SQLAlchemy's errors have the driver's
    if isinstance(cause, BaseException):
        error = cause
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, where)
    said = str(error)
    if any(sign in said for sign in _CHROMA_FULL):
        return full(where)
    if any(sign in said for sign in _CHROMA_READ_ONLY):
        return read_only(where)
    return None


def unreadable(error: DatabaseError) -> CorruptIndex:
    """Return the error to show for one of SQLite that is not the disk's: the catalogue is damaged."""
    return CorruptIndex(
        f"the catalogue cannot be read ({error.orig}); run 'dragoman index verify' to see what is damaged"
    )


@contextmanager
def disk_errors(where: Path) -> Iterator[None]:
    """Raise our errors for what the disk refuses to the files at `where`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if (known := explained(error, where)) is not None:
            raise known from error
        raise


def full(where: object, needed: int | None = None) -> HomeFull:
    """Return the error of a full disk; `needed`: about how many bytes are wanted, if that is known."""
    free = f"{_room(where):,} bytes are free" if isinstance(where, Path | str) else ""
    much = f"about {needed:,} are needed" if needed else ""
    sizes = f" ({', '.join(filter(None, (free, much)))})" if free or much else ""
    return HomeFull(f"the disk{_on(where)} is full{sizes}; free some space and try again: {_FULL}")


def read_only(where: object) -> HomeReadOnly | HomeFull:
    """Return the error of a home that cannot be written to; a disk that has no room is one reason for that."""
    if isinstance(where, Path | str) and _room(where) < _LEAST:
        return full(where)
    if isinstance(where, Path | str) and (wrong := next(misplaced(Path(where)), None)) is not None:
        return HomeReadOnly(f"{wrong}; asking goes on, and changes need it")
    return HomeReadOnly(f"the home{_at(where)} cannot be written to; asking goes on, and changes need write permission")


def opening(path: Path) -> str:
    """Return the options with which SQLite's URI for the file has to be opened: none, unless it can only be read.

    With write-ahead logging even a reader writes: the log's index, beside the file. Where that is impossible (a read-only
    folder, a full disk) the file can be opened as immutable if its log is empty (sqlite.org/wal.html, "Read-Only Databases").

    Raises:
        HomeReadOnly, HomeFull: the log has changes that cannot be read without its index.
    """
    if not path.is_file() or not path.stat().st_size:
        return ""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}", uri=True, timeout=30)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        if not _needs_log(error):
            return ""  # damage or a lock, of which the caller's own attempt says more
        log = path.with_name(f"{path.name}-wal")
        if log.is_file() and log.stat().st_size:
            raise _of_sqlite(error, path.parent) or read_only(path.parent) from error
        return "?immutable=1"
    return ""


def without_room(where: Path) -> HomeFull | None:
    """Return the error of a full disk if it has no room; Chroma's errors then often name what failed, not why."""
    return full(where) if _room(where) < _LEAST else None


def _room(where: Path | str) -> int:
    """Return the number of bytes that are free; many if that cannot be found out."""
    try:
        return shutil.disk_usage(where).free
    except OSError:
        return _LEAST


def _needs_log(error: sqlite3.Error) -> bool:
    """Whether opening failed because the log's index could not be made."""
    code = error.sqlite_errorcode
    return (code & _PRIMARY) in (
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM,
    )


def explain_disk_errors(engine: Engine, path: Path) -> None:
    """Have every statement on the engine raise our errors where the disk is at fault, or a value that SQLite cannot take."""

    @event.listens_for(engine, "handle_error")
    def _handle(context: ExceptionContext) -> None:
        error = context.original_exception
        found = explained(error, path.parent)
        if isinstance(error, UnicodeEncodeError):
            found = InputError(
                "a text has half of a character (a lone surrogate), which cannot be stored; send whole ones"
            )
        elif isinstance(error, OverflowError):
            found = InputError("a number is too large; give a smaller one")
        if found is not None:
            raise found from error


def _of_number(number: int | None, where: object) -> DragomanError | None:
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return full(where)
    if number == errno.EROFS:
        return read_only(where)
    if number in (errno.EACCES, errno.EPERM):
        return HomeError(f"{where} may not be used by this user; change its permissions")
    if number == errno.EIO:
        return _failing(where)
    return None


def _of_sqlite(error: sqlite3.Error, where: object) -> DragomanError | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & _PRIMARY if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_FULL:
        return full(where)
    if code in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE):
        # As a quota or a limit on the size of files shows itself.
        return HomeError(f"the disk{_on(where)} refuses to store more ({error}): it is over a quota, or fails; {_FULL}")
    if code in (sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN):
        return full(where)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return read_only(where)
    if primary == sqlite3.SQLITE_IOERR:
        return _failing(where)
    if primary in (sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return HomeError(f"{where} may not be used by this user; change its permissions")
    return None


def _failing(where: object) -> HomeError:
    return HomeError(f"the disk{_on(where)} reports an error on reading or writing; check it, then try again: {_FULL}")


def _on(where: object) -> str:
    return f" of {where}" if where else ""


def _at(where: object) -> str:
    return f" {where}" if where else ""
