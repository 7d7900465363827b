"""Locking names and addresses from which too many sign-ins fail, for a time that grows.

Every attempt is counted as failed before its password is checked, and the count is taken back if it succeeds: so attempts
made at the same time cannot exceed the limit together. Attempts while locked are refused without a check and do not
prolong the lock. Sessions and tokens are not concerned: a stranger can delay a sign-in, but sign nobody out.
"""

import ipaddress
from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from .store import Store, attempts, not_numbers
from .users import folded

FAILURES = 10
"""Failures of a name or an address, within `WINDOW`, after which it is locked."""

WINDOW = 15 * 60
"""Seconds."""

FIRST = 60
"""Seconds of the first lock; each further one is twice as long."""

LONGEST = 3600
"""Seconds of a lock at most."""

FORGOTTEN = 24 * 3600
"""Seconds after the last failure, when earlier locks no longer count."""


class Lockout:
    """The failed attempts of one home."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        """`now` tells the seconds since 1970."""
        self._store = store
        self._now = now

    def attempt(self, name: str, address: str) -> tuple[float, bool]:
        """Count an attempt to sign in; return for how many seconds it is refused (0: it is not), and whether this locks.

        An attempt that is not refused counts as failed until `succeeded`. The one that reaches the limit is still checked.
        """
        now = self._now()
        with self._store.writing() as connection:
            connection.execute(delete(attempts).where(or_(attempts.c.last < now - FORGOTTEN, _damaged(now))))
            keys = _keys(name, address)
            found = connection.execute(select(attempts.c.until).where(attempts.c.key.in_(keys), attempts.c.until > now))
            if locked := [row.until - now for row in found]:
                return max(locked), False
            locks = [_count(connection, key, now) for key in keys]
        return 0.0, any(locks)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of the name, and this attempt of the address.

        The address keeps the rest: otherwise somebody with an account could go on guessing the passwords of others.
        """
        own, other = _keys(name, address)
        with self._store.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.key == own))
            row = connection.execute(select(attempts).where(attempts.c.key == other)).first()
            if row is None:
                return
            if row.failures:
                change = {"failures": row.failures - 1}
            else:  # it was the attempt that locked
                change = {"failures": FAILURES - 1, "locks": row.locks - 1, "until": 0.0}
            connection.execute(update(attempts).values(change).where(attempts.c.key == other))

    def unlock(self, name: str) -> bool:
        """Forget the failures of a name; return whether there were any."""
        with self._store.writing() as connection:
            return bool(connection.execute(delete(attempts).where(attempts.c.key == _keys(name, "")[0])).rowcount)


def _damaged(now: float) -> ColumnElement[bool]:
    """Return the condition on rows that no failure has written, which would lock somebody out for ever."""
    numbers = (attempts.c.failures, attempts.c.since, attempts.c.locks, attempts.c.until, attempts.c.last)
    return or_(not_numbers(*numbers), attempts.c.until > now + LONGEST)


def _count(connection: Connection, key: str, now: float) -> bool:
    """Count a failure of `key`; return whether this locks it."""
    row = connection.execute(select(attempts).where(attempts.c.key == key)).first()
    failures, since, locks, until = 0, now, 0, 0.0
    if row is not None:
        locks = row.locks
        if now - row.since <= WINDOW and row.failures:
            failures, since = row.failures, row.since
    failures += 1
    locking = failures >= FAILURES
    if locking:
        until = now + min(FIRST * 2.0 ** min(locks, 20), LONGEST)
        failures, locks = 0, locks + 1
    values = {"key": key, "failures": failures, "since": since, "locks": locks, "until": until, "last": now}
    connection.execute(insert(attempts).prefix_with("OR REPLACE"), values)
    return locking


def _keys(name: str, address: str) -> tuple[str, str]:
    # Hashed, because some people type their password where the name belongs.
    return f"name {sha256(folded(name).encode('utf-8', 'replace')).hexdigest()}", f"address {_network(address)}"


def _network(address: str) -> str:
    """Return the address; of IPv6 the network of 64 bits, all of whose addresses one person has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:100].encode("utf-8", "replace").decode()
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed.packed[:8] + bytes(8), 64)))
    return str(parsed)
