"""Tokens for programs: shown once when they are made, stored as a hash."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update

from ...corpus.errors import DamagedRow, HomeError, InputError
from ...index.storage.rows import sound, words
from .roles import Permission, Scope, scope, within
from .sessions import hashed
from .store import Store, maybe_moment, moment, tokens, users
from .users import User, as_user, folded

PREFIX = "dragoman_"
"""How every token begins, so that people and scanners of secrets recognise one."""

_DAY = 24 * 3600
_TOUCHED = 3600  # seconds between two records of a token's use


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. `expires` and `used` (the last use, to the hour) may be unset."""

    id: str
    user: str
    scope: Scope
    created: datetime
    expires: datetime | None
    used: datetime | None


class Tokens:
    """All tokens of one home."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        """`now` tells the seconds since 1970."""
        self._store = store
        self._now = now

    def add(self, user: str, scope: Scope, days: int | None = None) -> tuple[Token, str]:
        """Make a token for a user, valid for `days` or until it is revoked; return it and its secret.

        Raises:
            InputError: nobody has this name.
        """
        secret, now, called = PREFIX + secrets.token_urlsafe(32), self._now(), folded(user)
        row = {
            "hash": hashed(secret),
            "id": secrets.token_hex(4),
            "user": called,
            "scope": scope,
            "created": now,
            "expires": now + days * _DAY if days is not None else None,
        }
        with self._store.writing() as connection:
            if connection.scalar(select(users.c.name).where(users.c.name == called)) is None:
                raise InputError(f"there is no user {called[:80]!r}; see 'dragoman user list'")
            connection.execute(insert(tokens), row)
            made = connection.execute(select(tokens).where(tokens.c.hash == row["hash"])).one()
        return as_token(made), secret

    def all(self) -> tuple[Token, ...]:
        """Return the tokens by user, the oldest first. A damaged row is left out and named in the log."""
        with self._store.reading() as connection:
            return tuple(sound(connection.execute(select(tokens).order_by(tokens.c.user, tokens.c.created)), as_token))

    def revoke(self, token_id: str) -> str:
        """Delete the token with this id, damaged or not; return the name of its user.

        Raises:
            InputError: there is none.
        """
        with self._store.writing() as connection:
            row = connection.execute(select(tokens).where(tokens.c.id == token_id.strip().lower())).first()
            if row is None:
                raise InputError(f"there is no token {token_id[:80]!r}; see 'dragoman token list'")
            connection.execute(delete(tokens).where(tokens.c.id == row.id))
        return str(row.user)

    def user(self, secret: str) -> tuple[User, frozenset[Permission]] | None:
        """Return whose token this is and what it permits, and note that it is used.

        `None` if it is unknown, expired or damaged.
        """
        if not secret.startswith(PREFIX):
            return None
        now, name = self._now(), hashed(secret)
        with self._store.reading() as connection:
            token = next(sound(connection.execute(select(tokens).where(tokens.c.hash == name)), as_token), None)
            owner = select(users).where(users.c.name == token.user) if token is not None else None
            user = next(sound(connection.execute(owner), as_user), None) if owner is not None else None
        if token is None or user is None or (token.expires is not None and token.expires.timestamp() <= now):
            return None
        if token.used is None or now - token.used.timestamp() > _TOUCHED:
            with suppress(HomeError), self._store.writing() as connection:  # a full disk stops no program
                connection.execute(update(tokens).values(used=now).where(tokens.c.hash == name))
        return user, within(user.role, token.scope)


def as_token(row: Row[tuple[object, ...]]) -> Token:
    """Return the token of a row of `tokens`.

    Raises:
        DamagedRow: it cannot be read.
    """
    try:
        expires, used = maybe_moment(row.expires, "end"), maybe_moment(row.used, "last use")
        created = moment(row.created, "date")
        return Token(words(row.id, "id"), words(row.user, "user"), scope(row.scope), created, expires, used)
    except ValueError as error:
        remedy = f"revoke it with 'dragoman token revoke {row.id}' and make another"
        raise DamagedRow(f"the token {row.id} of {row.user}", str(error), remedy) from error
