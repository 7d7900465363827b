"""Proxies in front of the server: only from their addresses is anything believed that a proxy's headers say.

Everybody can send `X-Forwarded-For`, `X-Forwarded-Proto` or the header with a user's name. From an address that the settings
do not name, they count as not sent.
"""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from starlette.types import Scope

from ..corpus.errors import InputError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_HEADER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")
_RESERVED = ("authorization", "cookie", "host", "origin", "x-forwarded-for", "x-forwarded-proto", "content-type")


class ForgedHeader(Exception):
    """A trusted proxy sent a user's name that cannot be one: the message says why."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """The networks of the trusted proxies, and the header in which they name the user who has signed in there."""

    networks: tuple[Network, ...] = ()
    user_header: str | None = None

    @classmethod
    def of(cls, addresses: str, user_header: str | None) -> Self:
        """Read the settings: addresses or networks, separated by commas or blanks, and the header's name.

        Raises:
            InputError: one of them cannot be used.
        """
        networks = tuple(map(_network, addresses.replace(",", " ").split()))
        if user_header is not None:
            if not _HEADER.fullmatch(user_header) or user_header.lower() in _RESERVED:
                raise InputError(
                    f"DRAGOMAN_PROXY_USER_HEADER is {user_header[:80]!r}; name a header such as X-Forwarded-User"
                )
            if not networks:
                raise InputError(
                    "DRAGOMAN_PROXY_USER_HEADER is set, but no proxy is trusted; name its address in "
                    "DRAGOMAN_PROXY_ADDRESSES"
                )
        return cls(networks, user_header)

    def trusts(self, address: str) -> bool:
        """Whether this is the address of a trusted proxy."""
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        mapped = getattr(parsed, "ipv4_mapped", None)
        return any((mapped or parsed) in network for network in self.networks)

    def address(self, scope: Scope) -> str:
        """Return the client's address: the last one of `X-Forwarded-For` that is no proxy of ours, or else the connection's."""
        peer = _peer(scope)
        if not self.trusts(peer):
            return peer
        for address in reversed(_list(_values(scope, b"x-forwarded-for"))):
            if not _is_address(address):
                break  # what stands before it cannot be believed either
            peer = address
            if not self.trusts(address):
                break
        return peer

    def secure(self, scope: Scope) -> bool:
        """Whether the client's connection is encrypted."""
        if scope.get("scheme") in ("https", "wss"):
            return True
        said = _values(scope, b"x-forwarded-proto")
        return self.trusts(_peer(scope)) and [one.strip().lower() for one in said] == ["https"]

    def user(self, scope: Scope) -> str | None:
        """Return the name of the user who has signed in at the proxy; `None` without one.

        Raises:
            ForgedHeader: the header is there several times, empty, or has characters that no name has.
        """
        if self.user_header is None or not self.trusts(_peer(scope)):
            return None
        values = _values(scope, self.user_header.lower().encode("ascii"))
        if not values:
            return None
        if len(values) > 1:
            raise ForgedHeader(
                f"the proxy sent {self.user_header} {len(values)} times; it must replace what clients send"
            )
        try:
            name = values[0].encode("latin-1").decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise ForgedHeader(f"the proxy sent a {self.user_header} that is not UTF-8") from error
        if not name or not name.isprintable():
            raise ForgedHeader(f"the proxy sent a {self.user_header} without a name")
        return name


def _network(text: str) -> Network:
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise InputError(
            f"DRAGOMAN_PROXY_ADDRESSES has {text[:80]!r}; name IP addresses or networks, such as 10.0.0.2 or 10.0.0.0/24"
        ) from error
    if not found.prefixlen:
        raise InputError(f"DRAGOMAN_PROXY_ADDRESSES has {text}, which trusts everybody; name the proxy's own address")
    return found


def _peer(scope: Scope) -> str:
    client: Sequence[object] | None = scope.get("client")
    return str(client[0]) if client else ""


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _list(values: Sequence[str]) -> list[str]:
    return [one.strip() for value in values for one in value.split(",")]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
