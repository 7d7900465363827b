"""Tokens for programs: shown once when they are made, stored as a hash."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update

from ...corpus.errors import HomeError, InputError
from .roles import Permission, Scope, within
from .sessions import hashed
from .store import Store, moment, tokens, users
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
        return _as_token(made), secret

    def all(self) -> tuple[Token, ...]:
        """Return the tokens by user, the oldest first."""
        with self._store.reading() as connection:
            return tuple(map(_as_token, connection.execute(select(tokens).order_by(tokens.c.user, tokens.c.created))))

    def revoke(self, token_id: str) -> Token:
        """Delete the token with this id; return it.

        Raises:
            InputError: there is none.
        """
        with self._store.writing() as connection:
            row = connection.execute(select(tokens).where(tokens.c.id == token_id.strip().lower())).first()
            if row is None:
                raise InputError(f"there is no token {token_id[:80]!r}; see 'dragoman token list'")
            connection.execute(delete(tokens).where(tokens.c.id == row.id))
        return _as_token(row)

    def user(self, secret: str) -> tuple[User, frozenset[Permission]] | None:
        """Return whose token this is and what it permits, and note that it is used; `None` if it is unknown or expired."""
        if not secret.startswith(PREFIX):
            return None
        now, name = self._now(), hashed(secret)
        joined = select(users, tokens.c.scope, tokens.c.expires, tokens.c.used).join(tokens)
        with self._store.reading() as connection:
            row = connection.execute(joined.where(tokens.c.hash == name)).first()
        if row is None or (row.expires is not None and row.expires <= now):
            return None
        if row.used is None or now - row.used > _TOUCHED:
            with suppress(HomeError), self._store.writing() as connection:  # a full disk stops no program
                connection.execute(update(tokens).values(used=now).where(tokens.c.hash == name))
        user = as_user(row)
        return user, within(user.role, row.scope)


def _as_token(row: Row[tuple[object, ...]]) -> Token:
    expires = moment(row.expires) if row.expires is not None else None
    used = moment(row.used) if row.used is not None else None
    return Token(row.id, row.user, row.scope, moment(row.created), expires, used)
