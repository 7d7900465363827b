"""Connections that are too many, too slow or left open: what uvicorn has no limits for.

uvicorn closes idle connections after a response. This adds a time for the headers of a request, for a client that does
not read its response, and the number of connections, of one address and in all. Bodies are `api.intake`'s.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from ..api.access import is_loopback

HEADERS = 10.0
"""Seconds for the headers of a request, from its first byte or from the connection's beginning."""

HEADERS_BYTES = 65_536
"""Bytes of the headers of one request."""

UNREAD_BYTES = 32 * 2**20
"""Bytes of a refused body that are read and dropped: many clients read the answer only when they have sent everything."""

READING = 60.0
"""Seconds for which a client may leave a response unread."""

CONNECTIONS = 500
"""Connections at the same time; each takes a file descriptor, of which a process usually has 1,024."""

OF_ONE_ADDRESS = 50
"""Connections at the same time from one address; those from this machine and from trusted proxies are not counted."""

_Protocol: Any = AutoHTTPProtocol  # uvicorn picks one of two classes
_ANSWER = (
    "HTTP/1.1 {}\r\nContent-Type: text/plain; charset=utf-8\r\n{}Connection: close\r\nContent-Length: {}\r\n\r\n{}"
)


class PatientProtocol(_Protocol):  # type: ignore[misc]
    """uvicorn's protocol with these limits."""

    headers_seconds = HEADERS
    reading_seconds = READING
    most = CONNECTIONS
    most_of_one_address = OF_ONE_ADDRESS
    shared: Callable[[str], bool] = staticmethod(is_loopback)  # the addresses from which many visitors may come

    _refused = False
    _incomplete = 0  # bytes since the last request that is complete, or has been answered
    _headers_late: asyncio.TimerHandle | None = None
    _reading_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Refuse a connection that is one too many; wait for its first request only so long."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        others = [one.client[0] if one.client else "" for one in self.connections]
        if len(others) > self.most or (others.count(address) > self.most_of_one_address and not self.shared(address)):
            self._refused = True
            self._close("503 Service Unavailable", "too many connections are open; try again in a minute", wait=60)
            return
        self._await_headers()

    def data_received(self, data: bytes) -> None:
        """Note whether the headers of a request are complete."""
        if self._refused:
            return
        super().data_received(data)
        if self.transport.is_closing():
            self._cancel()
        elif self.cycle is None or self.cycle.response_complete:
            # No request has begun, or the rest of a refused body comes in.
            self._await_headers()
            self._incomplete += len(data)
            refused = self.cycle is not None and self.cycle.more_body
            if self._incomplete > (UNREAD_BYTES if refused else HEADERS_BYTES):
                self._close("431 Request Header Fields Too Large", "the headers are too large; send fewer")
        else:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Let a request that came in meanwhile begin; uvicorn's own timer takes over if there is none."""
        super().on_response_complete()
        self._stop_waiting()

    def pause_writing(self) -> None:
        """Wait only so long for a client that does not read."""
        super().pause_writing()
        if self._reading_late is None:
            self._reading_late = self.loop.call_later(self.reading_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        super().resume_writing()
        if self._reading_late is not None:
            self._reading_late.cancel()
            self._reading_late = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._cancel()
        super().connection_lost(exc)

    def _await_headers(self) -> None:
        if self._headers_late is None:
            self._headers_late = self.loop.call_later(self.headers_seconds, self._late)

    def _stop_waiting(self) -> None:
        self._incomplete = 0
        if self._headers_late is not None:
            self._headers_late.cancel()
            self._headers_late = None

    def _cancel(self) -> None:
        self._stop_waiting()
        if self._reading_late is not None:
            self._reading_late.cancel()
            self._reading_late = None

    def _late(self) -> None:
        self._headers_late = None
        self._close("408 Request Timeout", "the request came too slowly; send it again")

    def _close(self, status: str, message: str, wait: int | None = None) -> None:
        if self.transport.is_closing():
            return
        retry = "" if wait is None else f"Retry-After: {wait}\r\n"
        if self.cycle is None:  # after a response, what follows on this connection would be taken for another one
            self.transport.write(_ANSWER.format(status, retry, len(message), message).encode())
        self.transport.close()
