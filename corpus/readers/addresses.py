"""Web addresses without the password that may stand in them.

`https://user:secret@host/` is fetched with the password, but only `https://host/` is shown, stored and compared.
"""

import re
from typing import TypeGuard
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_USER = re.compile(r"(?<=://)[^/?#\s]*@")


def is_address(source: object) -> TypeGuard[str]:
    """Whether a source is an address of any scheme, rather than a path."""
    return isinstance(source, str) and bool(_ADDRESS.match(source))


def shown(address: str) -> str:
    """Return an address without user and password; anything else, unchanged."""
    if not _ADDRESS.match(address) or "@" not in address:
        return address
    without = _USER.sub("", address, count=1)
    try:
        urlsplit(without).port  # noqa: B018  # raises where it is not a number
    except ValueError:  # a password with a slash, which belongs to no valid address
        return without[: without.index("://") + 3] + without.rpartition("@")[2].rpartition("://")[2]
    return without


def credentials(address: str) -> tuple[str, str] | None:
    """Return the user and the password in an address, decoded; `None` if it has none or is not valid."""
    try:
        parts = urlsplit(address)
        user, password = parts.username, parts.password
    except ValueError:
        return None
    return (unquote(user or ""), unquote(password or "")) if user or password else None


def same_host(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port."""
    try:
        first, second = urlsplit(one), urlsplit(other)
        return (first.scheme, first.hostname, first.port) == (second.scheme, second.hostname, second.port)
    except ValueError:
        return False
