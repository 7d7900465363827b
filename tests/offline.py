"""Without a network: nothing but this machine can be reached.

`make test-offline` runs the whole suite in a network namespace of its own, processes that tests start included:
`unshare --user --map-root-user --net python -m tests.offline COMMAND` starts a command there after the loopback interface is
up. Within a process, `offline` refuses connections to other machines.
"""

import fcntl
import ipaddress
import os
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_connect, _connect_ex, _resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _here(address: Any) -> bool:
    """Whether an address is one of this machine; those of other kinds than IP are."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in ("", "localhost", None):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


@contextmanager
def offline() -> Iterator[list[Any]]:
    """Refuse connections to other machines, as a machine without a network does; yield those that were tried."""
    tried: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        if not _here(address) and self.family != socket.AF_UNIX:
            tried.append(address)
            raise OSError(101, "Network is unreachable")
        _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        if not _here(address) and self.family != socket.AF_UNIX:
            tried.append(address)
            return 101
        return _connect_ex(self, address)

    def resolve(host: Any, *given: Any, **named: Any) -> Any:
        numeric = isinstance(host, str | bytes) and _numeric(host)
        if not numeric and not _here((host.decode() if isinstance(host, bytes) else host,)):
            tried.append(host)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return _resolve(host, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        patch.setattr(socket, "getaddrinfo", resolve)
        yield tried


def _numeric(host: str | bytes) -> bool:
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host.partition("%")[0])
    except ValueError:
        return False
    return True


def _loopback_up() -> None:
    """Switch the loopback interface on, which is off in a new network namespace."""
    get, put, up = 0x8913, 0x8914, 0x1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        flags = struct.unpack("16sh", fcntl.ioctl(one, get, struct.pack("16sh", b"lo", 0)))[1]
        fcntl.ioctl(one, put, struct.pack("16sh", b"lo", flags | up))


if __name__ == "__main__":
    _loopback_up()
    os.execvp(sys.argv[1], sys.argv[1:])
