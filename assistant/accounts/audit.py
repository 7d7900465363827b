"""The log of who changed what, when and from where. It has no questions, and no words of documents or conversations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, func, insert, select

from ...corpus.errors import DamagedRow
from ...index.storage.rows import sound, words
from .store import Store, audit, moment
from .users import folded

ROWS = 100_000
"""Entries that are kept at most."""

KEPT = 366 * 24 * 3600
"""Seconds for which an entry is kept."""

_DETAIL = 500  # characters
_PRUNED = 100  # entries after which old ones are looked for
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change. `user` is `local` where nobody has to sign in; `address` is empty for the command line."""

    at: datetime
    user: str
    address: str
    action: str
    detail: str


class AuditLog:
    """The log of one home."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        """`now` tells the seconds since 1970."""
        self._store = store
        self._now = now

    def record(self, user: str, address: str, action: str, detail: str = "") -> None:
        """Append an entry. Control characters and long details are cut."""
        now = self._now()
        row = {
            "at": now,
            "user": _line(user, 100),
            "address": _line(address, 100),
            "action": _line(action, 100),
            "detail": _line(detail, _DETAIL),
        }
        with self._store.writing() as connection:
            number = connection.execute(insert(audit), row).inserted_primary_key
            last = int(number[0]) if number else 0
            if last % _PRUNED == 0:
                connection.execute(delete(audit).where((audit.c.at < now - KEPT) | (audit.c.row <= last - ROWS)))

    def entries(self, since: datetime | None = None, user: str | None = None) -> Iterator[AuditEntry]:
        """Yield the entries, oldest first, from `since` on and of `user` only.

        A damaged entry is left out and named in the log of the process.
        """
        last = 0
        while True:
            page = select(audit).where(audit.c.row > last).order_by(audit.c.row).limit(_PAGE)
            if since is not None:
                page = page.where(audit.c.at >= since.timestamp())
            if user is not None:
                page = page.where(audit.c.user == folded(user))
            with self._store.reading() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            yield from sound(rows, as_entry)
            last = rows[-1].row

    def __len__(self) -> int:
        """Return the number of entries."""
        with self._store.reading() as connection:
            return connection.scalar(select(func.count()).select_from(audit)) or 0


def as_entry(row: Row[tuple[object, ...]]) -> AuditEntry:
    """Return the entry of a row of `audit`.

    Raises:
        DamagedRow: it cannot be read.
    """
    try:
        columns = (words(getattr(row, name), name) for name in ("user", "address", "action", "detail"))
        return AuditEntry(moment(row.at, "time"), *columns)
    except ValueError as error:
        raise DamagedRow(f"entry {row.row} of the log of changes", str(error), "it cannot be mended") from error


def _line(text: str, most: int) -> str:
    shown = "".join(one if one.isprintable() else "�" for one in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
