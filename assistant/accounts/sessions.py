"""Sessions of the web page: begun by signing in, named by a secret in a cookie, of which only the hash is stored."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from sqlalchemy import Row, delete, insert, or_, select, update

from ...corpus.errors import DamagedRow, HomeError
from ...index.storage.rows import sound
from .store import Store, not_numbers, sessions, users
from .users import User, as_user

IDLE = 12 * 3600
"""Seconds without a request after which a session ends."""

LONGEST = 7 * 24 * 3600
"""Seconds after which a session ends in any case."""

_TOUCHED = 300  # seconds between two records of a session's use


class Sessions:
    """All sessions of one home."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        """`now` tells the seconds since 1970."""
        self._store = store
        self._now = now

    def begin(self, user: str, password: str | None) -> str | None:
        """Begin a session of a user; return its secret, which is stored nowhere. Sessions that have ended are deleted.

        `password` is the hash that was checked: if the user has another one by now, or is gone, no session begins.
        """
        secret, now = secrets.token_urlsafe(32), self._now()
        with self._store.writing() as connection:
            if connection.execute(select(users.c.password).where(users.c.name == user)).all() != [(password,)]:
                return None
            ended = or_(
                sessions.c.created < now - LONGEST,
                sessions.c.seen < now - IDLE,
                not_numbers(sessions.c.created, sessions.c.seen),
            )
            connection.execute(delete(sessions).where(ended))
            row = {"hash": hashed(secret), "user": user, "created": now, "seen": now}
            connection.execute(insert(sessions), row)
        return secret

    def user(self, secret: str) -> User | None:
        """Return whose session this is and note that it is used; `None` if there is none, it has ended, or is damaged."""
        now, name = self._now(), hashed(secret)
        joined = select(users, sessions.c.created.label("began"), sessions.c.seen).join(sessions)
        with self._store.reading() as connection:
            found = list(sound(connection.execute(joined.where(sessions.c.hash == name)), _of_session))
        if not found:
            return None
        user, began, seen = found[0]
        if now - began > LONGEST or now - seen > IDLE:
            return None
        if now - seen > _TOUCHED:
            with suppress(HomeError), self._store.writing() as connection:  # a full disk signs nobody out
                connection.execute(update(sessions).values(seen=now).where(sessions.c.hash == name))
        return user

    def end(self, secret: str) -> None:
        """End a session, if there is one."""
        with self._store.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == hashed(secret)))


def _of_session(row: Row[tuple[object, ...]]) -> tuple[User, float, float]:
    """Return the user, and when the session began and was last used."""
    if not isinstance(row.began, int | float) or not isinstance(row.seen, int | float):
        raise DamagedRow(f"a session of {row.name}", "its times are none", "sign in again")
    return as_user(row), row.began, row.seen


def hashed(secret: str) -> str:
    """Return the hash under which a secret of 256 random bits is stored; it needs no salt and no slow function."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
