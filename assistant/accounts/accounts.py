"""The users of one home with their sessions, tokens and log; and signing in, which needs all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Self

from sqlalchemy import select, update

from ...corpus.errors import DamagedRow, HomeError
from .audit import AuditLog, as_entry
from .lockout import Lockout
from .passwords import Passwords
from .sessions import Sessions
from .store import Store, audit, tokens, users
from .tokens import Tokens, as_token
from .users import Users, as_user, folded


@dataclass(frozen=True, slots=True)
class SignIn:
    """The result of an attempt: the secret of the new session, or `None`; `wait`: seconds for which attempts are refused."""

    session: str | None
    wait: float = 0.0


class Accounts:
    """Everything in `users.sqlite`; threads may share it."""

    def __init__(self, home: Path, *, passwords: Passwords | None = None, now: Callable[[], float] = time) -> None:
        """Of the home at this path. The file is created when it is first used.

        `passwords` hashes and checks passwords, at the usual costs by default; `now` tells the seconds since 1970.
        """
        self._store = Store(home)
        self._passwords = passwords or Passwords()
        self.users = Users(self._store, self._passwords)
        self.sessions = Sessions(self._store, now)
        self.tokens = Tokens(self._store, now)
        self.lockout = Lockout(self._store, now)
        self.audit = AuditLog(self._store, now)

    def __enter__(self) -> Self:
        """Return the accounts themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    @property
    def exists(self) -> bool:
        """Whether the file is there; reading would make it."""
        return self._store.path.exists()

    def faults(self) -> Iterator[str]:
        """Yield a sentence for each row that cannot be read, or one for the whole file. Sessions just end."""
        try:
            with self._store.reading() as connection:
                for line in connection.exec_driver_sql("PRAGMA quick_check(5)").scalars():
                    if line != "ok":
                        yield f"{self._store.path} is damaged ({line})"
                for table, read in ((users, as_user), (tokens, as_token), (audit, as_entry)):
                    for row in connection.execute(select(table)):
                        try:
                            read(row)
                        except DamagedRow as damage:
                            yield str(damage)
        except HomeError as error:
            yield str(error)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def sign_in(self, name: str, password: str, address: str) -> SignIn:
        """Begin a session if the password is the user's; it takes as long for a name that nobody has.

        Takes about 50 ms and 64 MiB. Successes, failures and locks are recorded, but no name that nobody has: some people type
        their password where the name belongs.
        """
        called = folded(name)[:100]
        wait, locks = self.lockout.attempt(called, address)
        if wait:
            return SignIn(None, wait)
        with self._store.reading() as connection:
            row = connection.execute(select(users.c.password).where(users.c.name == called)).first()
        stored = row.password if row is not None else None
        session = None
        if self._passwords.verify(stored, password) and stored is not None:
            if self._passwords.outdated(stored):
                stored = self._renewed(called, stored, password)
            session = self.sessions.begin(called, stored)
        if session is None:
            shown = called if row is not None else "unknown"
            self.audit.record(shown, address, "sign-in failed")
            if locks:
                self.audit.record(shown, address, "sign-in locked", "too many failures of this name or address")
            return SignIn(None)
        self.lockout.succeeded(called, address)
        self.audit.record(called, address, "signed in")
        return SignIn(session)

    def _renewed(self, user: str, stored: str, password: str) -> str:
        """Store the password's hash at today's costs; return it."""
        new = self._passwords.hash(password)
        with self._store.writing() as connection:
            same = (users.c.name == user) & (users.c.password == stored)
            connection.execute(update(users).values(password=new).where(same))
        return new
