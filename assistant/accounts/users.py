"""The users of a home: adding, removing, roles and passwords."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from time import time

from sqlalchemy import Delete, Row, Update, delete, func, insert, select, update

from ...corpus.errors import DamagedRow, InputError
from ...index.storage.rows import sound, words
from .passwords import Passwords, check_new
from .roles import Role, role
from .store import Store, moment, sessions, users

_NAME = re.compile(r"\w(?:[\w.@+-]{0,62}\w)?")


@dataclass(frozen=True, slots=True)
class User:
    """A user; without a password, they sign in through a proxy only.

    `key` names their conversations: the name and a random part, so that whoever gets the same name later has another.
    """

    name: str
    role: Role
    has_password: bool
    created: datetime
    key: str


class Users:
    """All users of one home.

    Raises:
        InputError: (any method that takes the name of an existing user) nobody has this name.
    """

    def __init__(self, store: Store, passwords: Passwords) -> None:
        """`passwords` hashes new passwords."""
        self._store = store
        self._passwords = passwords

    def __len__(self) -> int:
        """Return the number of users; this makes no file."""
        if not self._store.path.exists():
            return 0
        with self._store.reading() as connection:
            return connection.scalar(select(func.count()).select_from(users)) or 0

    def all(self) -> tuple[User, ...]:
        """Return the users by name. A damaged row is left out and named in the log."""
        with self._store.reading() as connection:
            return tuple(sound(connection.execute(select(users).order_by(users.c.name)), as_user))

    def find(self, name: str) -> User | None:
        """Return the user called `name` in any spelling of it, or `None`.

        Raises:
            DamagedRow: the user's row cannot be read.
        """
        with self._store.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == folded(name))).first()
        return as_user(row) if row is not None else None

    def add(self, name: str, role: Role, password: str | None) -> User:
        """Add a user; without a password, they sign in through a proxy only.

        Raises:
            InputError: the name is taken or cannot be a name, or the password is too easy.
        """
        called = folded(name)
        if not _NAME.fullmatch(called):
            raise InputError(
                f"{called[:80]!r} cannot be a user's name; use at most 64 letters, digits and . _ - @ +, and begin and end "
                "with a letter or digit"
            )
        hashed = self._hash(called, password)
        with self._store.writing() as connection:
            if connection.scalar(select(users.c.name).where(users.c.name == called)) is not None:
                raise InputError(f"there is a user {called} already; see 'dragoman user list'")
            created, key = time(), f"{called}:{secrets.token_hex(4)}"
            row = {"name": called, "role": role, "password": hashed, "created": created, "key": key}
            connection.execute(insert(users), row)
        return User(called, role, hashed is not None, moment(created, "date"), key)

    def remove(self, name: str) -> str:
        """Remove a user with all sessions and tokens; return the name. Their conversations stay."""
        return self._change(name, delete(users))

    def change_role(self, name: str, role: Role) -> str:
        """Give a user another role, which counts from the next request on; return the name."""
        return self._change(name, update(users).values(role=role))

    def change_password(self, name: str, password: str | None) -> str:
        """Give a user another password, or none, and end all their sessions; return the name.

        Raises:
            InputError: the password is too easy.
        """
        called = folded(name)
        hashed = self._hash(called, password)
        with self._store.writing() as connection:
            if not connection.execute(update(users).values(password=hashed).where(users.c.name == called)).rowcount:
                raise _unknown(called)
            connection.execute(delete(sessions).where(sessions.c.user == called))
        return called

    def _hash(self, name: str, password: str | None) -> str | None:
        if password is None:
            return None
        check_new(password, name)
        return self._passwords.hash(password)

    def _change(self, name: str, statement: Delete | Update) -> str:
        called = folded(name)
        with self._store.writing() as connection:
            if not connection.execute(statement.where(users.c.name == called)).rowcount:
                raise _unknown(called)
        return called


def folded(name: str) -> str:
    """Return the form in which a name is stored: names that differ only in case are the same."""
    whole = name.encode("utf-8", "replace").decode()  # a half of a character cannot be stored
    return unicodedata.normalize("NFKC", whole).strip().casefold()


def as_user(row: Row[tuple[object, ...]]) -> User:
    """Return the user of a row of `users`.

    Raises:
        DamagedRow: it cannot be read.
    """
    try:
        name, key = words(row.name, "name"), words(row.key, "key")
        return User(name, role(row.role), row.password is not None, moment(row.created, "date"), key)
    except ValueError as error:
        called = row.name if isinstance(row.name, str) else repr(row.name)
        remedy = f"remove the user with 'dragoman user remove {called}' and add them again"
        raise DamagedRow(f"the user {called}", str(error), remedy) from error


def _unknown(name: str) -> InputError:
    return InputError(f"there is no user {name[:80]!r}; see 'dragoman user list'")
