"""Say what the disk under a home refuses: it is full, may not be written to, or may not be read.

SQLite, Chroma and the operating system each have their own errors for this. `explained` turns any of them into one of
ours, and `explain_disk_errors` has every statement of an engine do so.
"""

import errno
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from ...corpus.errors import DragomanError, HomeError, HomeFull, HomeReadOnly, InputError

_FULL = "what was stored before is kept"
_PRIMARY = 0xFF  # SQLite's extended result codes have the primary one in their last byte
# Chroma's errors are texts with the code of SQLite or of the operating system.
_CHROMA_FULL = ("(code: 13)", "disk is full", "os error 28", "os error 122")
_CHROMA_READ_ONLY = ("(code: 8)", "(code: 1032)", "(code: 14)", "readonly database", "os error 13", "os error 30")


def explained(error: BaseException, where: Path | str | None = None) -> DragomanError | None:
    """Return the error to raise instead of this one if it is the disk's; `None` if it is another.

    `where` is the file or folder; the operating system's own errors name it already.
    """
    if isinstance(error, OSError):
        return _of_number(error.errno, error.filename or where)
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


def full(where: object, needed: int | None = None) -> HomeFull:
    """Return the error of a full disk; `needed`: the bytes that are wanted, if that is known."""
    much = f"; {needed:,} bytes are needed" if needed else ""
    return HomeFull(f"the disk{_on(where)} is full{much}; free some space and try again: {_FULL}")


def read_only(where: object) -> HomeReadOnly:
    """Return the error of a home that cannot be written."""
    return HomeReadOnly(f"the home{_at(where)} cannot be written to; asking goes on, and changes need write permission")


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
    if primary == sqlite3.SQLITE_READONLY:
        return read_only(where)
    if primary in (sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return HomeError(f"{where} may not be used by this user; change its permissions")
    return None


def _on(where: object) -> str:
    return f" of {where}" if where else ""


def _at(where: object) -> str:
    return f" {where}" if where else ""
