"""Sessions of the web page: begun by signing in, named by a secret in a cookie, of which only the hash is stored."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from sqlalchemy import delete, insert, or_, select, update

from ...corpus.errors import HomeError
from .store import Store, sessions, users
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
            ended = or_(sessions.c.created < now - LONGEST, sessions.c.seen < now - IDLE)
            connection.execute(delete(sessions).where(ended))
            row = {"hash": hashed(secret), "user": user, "created": now, "seen": now}
            connection.execute(insert(sessions), row)
        return secret

    def user(self, secret: str) -> User | None:
        """Return whose session this is and note that it is used; `None` if there is none or it has ended."""
        now, name = self._now(), hashed(secret)
        joined = select(users, sessions.c.created.label("began"), sessions.c.seen).join(sessions)
        with self._store.reading() as connection:
            row = connection.execute(joined.where(sessions.c.hash == name)).first()
        if row is None or now - row.began > LONGEST or now - row.seen > IDLE:
            return None
        if now - row.seen > _TOUCHED:
            with suppress(HomeError), self._store.writing() as connection:  # a full disk signs nobody out
                connection.execute(update(sessions).values(seen=now).where(sessions.c.hash == name))
        return as_user(row)

    def end(self, secret: str) -> None:
        """End a session, if there is one."""
        with self._store.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == hashed(secret)))


def hashed(secret: str) -> str:
    """Return the hash under which a secret of 256 random bits is stored; it needs no salt and no slow function."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
