"""Connections that are too slow, too many or left open, over real sockets; and a log that no client fills."""

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from starlette.requests import ClientDisconnect

from dragoman.api.proxies import Proxies
from dragoman.web import server
from dragoman.web.connections import PatientProtocol
from dragoman.web.logs import MOST, LogLimit

WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Impatient(PatientProtocol):
    headers_seconds = 0.6
    reading_seconds = 0.6
    most = 8


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = FastAPI()

    @app.get("/")
    async def root() -> str:
        return "here"

    @app.post("/refused")
    async def refused() -> None:
        """Answers before the body is read."""

    @app.get("/large")
    async def large() -> PlainTextResponse:
        return PlainTextResponse("x" * 30_000_000)

    @app.post("/whole")
    async def whole(request: Request) -> int:
        return len(await request.body())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "PatientProtocol", Impatient)
        with server.running(app) as served:
            yield served


def line_to(address: str) -> socket.socket:
    where = urlsplit(address)
    return socket.create_connection((where.hostname, where.port), timeout=20)


def rest(line: socket.socket) -> bytes:
    """What comes until the server closes the connection."""
    received = b""
    with suppress(ConnectionError):
        while block := line.recv(2**20):
            received += block
    return received


def test_a_connection_that_says_nothing(address: str) -> None:
    with line_to(address) as line:
        assert rest(line).startswith(b"HTTP/1.1 408 ")


def test_headers_that_come_byte_by_byte(address: str) -> None:
    with line_to(address) as line:
        with suppress(OSError):
            for at in range(200):
                line.sendall(WHOLE[at % 16 : at % 16 + 1] if at < 16 else b"x")
                time.sleep(0.02)
        began = time.monotonic()
        assert rest(line).startswith(b"HTTP/1.1 408 ") or time.monotonic() - began < 5
    with line_to(address) as line:
        line.sendall(WHOLE)
        assert line.recv(65_536).startswith(b"HTTP/1.1 200 ")
        line.sendall(WHOLE[:10])  # the next request on the same connection is as slow
        assert rest(line) == b""


def test_headers_that_never_end(address: str) -> None:
    with line_to(address) as line:
        with suppress(OSError):
            line.sendall(WHOLE[:-2])
            for _ in range(100):
                line.sendall(b"X-More: " + b"x" * 4_000 + b"\r\n")
        answer = rest(line)
        assert not answer or answer.startswith((b"HTTP/1.1 431 ", b"HTTP/1.1 400 "))


def test_a_refused_body_is_read_so_that_the_answer_arrives(address: str) -> None:
    with line_to(address) as line:
        body = b"x" * 3_000_000
        line.sendall(b"POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        assert line.recv(65_536).startswith(b"HTTP/1.1 404 ")
        line.sendall(WHOLE)
        assert b"here" in rest(line)


def test_a_client_that_does_not_read(address: str) -> None:
    with line_to(address) as line:
        line.sendall(WHOLE.replace(b"GET / ", b"GET /large "))
        time.sleep(2)
        assert len(rest(line)) < 30_000_000


def test_a_slow_but_steady_client_is_served(address: str) -> None:
    with line_to(address) as line:
        line.sendall(b"POST /whole HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n")
        for _ in range(20):
            line.sendall(b"x")
            time.sleep(0.05)
        assert b"20" in line.recv(65_536)


def test_only_so_many_connections(address: str) -> None:
    with ExitStack() as lines:
        opened = [lines.enter_context(line_to(address)) for _ in range(Impatient.most)]
        time.sleep(0.2)
        with line_to(address) as one_more:
            refused = rest(one_more)
        assert refused.startswith(b"HTTP/1.1 503 ") and b"Retry-After: " in refused
        opened[0].sendall(WHOLE)
        assert opened[0].recv(65_536).startswith(b"HTTP/1.1 200 "), "those that are open are served"


def test_a_trusted_proxy_may_have_more_connections_than_one_visitor() -> None:
    for proxies, refused in ((Proxies(), True), (Proxies.of("127.0.0.1", None), False)):
        with pytest.MonkeyPatch.context() as patch, ExitStack() as lines:
            patch.setattr(PatientProtocol, "most_of_one_address", 2)
            patch.setattr(server, "is_loopback", lambda _: False)  # as if this were another machine
            address = lines.enter_context(server.running(FastAPI(), proxies=proxies))
            for _ in range(2):
                lines.enter_context(line_to(address)).sendall(WHOLE)
            one_more = lines.enter_context(line_to(address))
            one_more.sendall(WHOLE)
            assert one_more.recv(65_536).startswith(b"HTTP/1.1 503 " if refused else b"HTTP/1.1 404 ")


def test_websockets_are_not_served(address: str) -> None:
    with line_to(address) as line:
        upgrade = WHOLE[:-2] + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n"
        line.sendall(upgrade)
        assert b" 101 " not in line.recv(65_536)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def record(message: str, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, message, (), info)


def test_the_log_is_bounded() -> None:
    clock = Clock()
    limit = LogLimit(clock)
    assert sum(limit.filter(record("Invalid HTTP request received.")) for _ in range(500)) == MOST
    assert limit.filter(record("something else"))
    clock.now += 61
    last = record("Invalid HTTP request received.")
    assert limit.filter(last) and last.getMessage().endswith("(and 490 more like the last ones)")


@pytest.mark.parametrize(
    "left", [ClientDisconnect(), BrokenPipeError(), ConnectionResetError(), asyncio.CancelledError()]
)
def test_a_client_that_leaves_is_no_error(left: BaseException) -> None:
    assert not LogLimit().filter(record("Exception in ASGI application", left))
    assert LogLimit().filter(record("Exception in ASGI application", ValueError()))
