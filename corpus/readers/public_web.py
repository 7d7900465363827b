"""A transport that reaches only the public web, for addresses that visitors give to a server: never its own network.

A host name is resolved once per hop, all of its addresses must be public, and the connection goes to the checked
address, so a name that resolves differently a moment later gains nothing. Redirects and the entries of feeds come
through here too. Proxies set in the environment are not used, since they would resolve the name again.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

Address = IPv4Address | IPv6Address

_TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address
_PORTS = {"http": 80, "https": 443}


class NotPublic(httpx.TransportError):
    """The host is not on the public web."""


def is_public(address: Address) -> bool:
    """Whether an address, and any address embedded in it, belongs to the public internet."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        inner = address.ipv4_mapped or address.sixtofour
        if address.teredo or (inner is not None and not is_public(inner)):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class PublicTransport(httpx.BaseTransport):
    """Connect only to addresses that `allowed` accepts, and to exactly the address that was checked."""

    def __init__(self, allowed: Callable[[Address], bool] = is_public) -> None:
        self._allowed = allowed
        # No connection is kept alive: the pool finds it by address, so it could be reused for another host.
        self._transport = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the first of the host's addresses that accepts a connection.

        Raises:
            NotPublic: one of the addresses is not allowed.
            httpx.ConnectError: the host cannot be found, or none of its addresses accepts a connection.
        """
        host = request.url.raw_host.decode("ascii")
        found = self._addresses(host, request.url.port or _PORTS.get(request.url.scheme, 0))
        extensions = {**request.extensions, "sni_hostname": host}  # certificates are for the name
        refused: httpx.ConnectError | None = None
        for address in found:
            url = request.url.copy_with(host=str(address))
            pinned = httpx.Request(
                request.method, url, headers=request.headers, stream=request.stream, extensions=extensions
            )
            try:
                return self._transport.handle_request(pinned)
            except httpx.ConnectError as error:
                refused = error
        raise refused or httpx.ConnectError(f"{host} has no address")

    def close(self) -> None:
        """Close the underlying transport."""
        self._transport.close()

    def _addresses(self, host: str, port: int) -> list[Address]:
        try:
            resolved = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise httpx.ConnectError(f"{host} cannot be found") from error
        found = list(dict.fromkeys(ip_address(str(place[0])) for *_, place in resolved))
        if not all(map(self._allowed, found)):
            raise NotPublic(f"{host} is not on the public web")
        return found
