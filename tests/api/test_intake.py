"""Bodies that are too large or too slow, declared or in chunks, on every path, over real sockets."""

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI, Request

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.api.intake import LARGEST, Intake
from dragoman.web.server import running
from tests.api.conftest import LOCAL


def line_to(address: str) -> socket.socket:
    return socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=30)


def answer(line: socket.socket) -> str:
    received = b""
    while block := line.recv(65_536):
        received += block
    return received.decode()


HEAD = "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {}\r\nConnection: close\r\n{}\r\n\r\n"
BLOCK = b"%x\r\n" % 65_536 + b"x" * 65_536 + b"\r\n"
FORM = "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/ask", "application/json"),
        ("/v1/chat/completions", "application/json"),
        ("/api/sets", "application/json"),
        ("/nowhere", "application/json"),
        ("/gradio_api/upload", FORM),
        ("/gradio_api/queue/join", "application/json"),
        ("/mcp", "application/json"),
    ],
)
def test_a_body_that_is_too_large(address: str, path: str, kind: str) -> None:
    with line_to(address) as line:
        line.sendall(HEAD.format(path, kind, f"Content-Length: {LARGEST + 1}").encode())
        declared = answer(line)
    assert " 413 " in declared.splitlines()[0] and "2 MB" in declared
    if path in ("/nowhere", "/mcp") or path.startswith("/gradio_api"):
        return  # not mounted here: the page's own tests do the rest
    with line_to(address) as line:
        head = HEAD.format(path, kind, "Transfer-Encoding: chunked").replace("Connection: close\r\n", "")
        line.sendall(head.encode())
        for _ in range(LARGEST // 65_536 + 40):
            line.sendall(BLOCK)  # the server reads on, so that a client that reads nothing before gets the answer, too
        assert b" 413 " in line.recv(65_536).splitlines()[0]


@pytest.fixture
def slow() -> Iterator[str]:
    """A server that waits half a second for a body; `/any` reads it whole."""
    app = FastAPI()

    @app.post("/any")
    async def whole(request: Request) -> int:
        return len(await request.body())

    app.add_middleware(Intake, larger={}, patience=0.5)
    with running(app) as address:
        yield address


def test_a_body_that_comes_too_slowly(slow: str) -> None:
    with line_to(slow) as line:
        line.sendall(HEAD.format("/any", "application/json", "Content-Length: 1000").encode())
        began = time.monotonic()
        try:
            for _ in range(200):
                line.sendall(b"x")
                time.sleep(0.02)
        except OSError:
            pass
        refused = answer(line)
    assert " 408 " in refused.splitlines()[0] and "too slowly" in refused
    assert time.monotonic() - began < 20
    with line_to(slow) as line:
        line.sendall(HEAD.format("/any", "application/json", "Content-Length: 4").encode() + b"1234")
        assert answer(line).endswith("4")


def test_only_uploads_of_the_page_may_be_large(dragoman: Dragoman) -> None:
    with running(application(dragoman, LOCAL)) as address:
        for path in ("/page/history/rename", "/page/library/sets/put", "/page/check/quote", "/page/check/draft"):
            with line_to(address) as line:
                line.sendall(HEAD.format(path, "application/json", f"Content-Length: {22 * 2**20}").encode())
                assert " 413 " in answer(line).splitlines()[0]


def test_drafts_may_be_larger(dragoman: Dragoman) -> None:
    with running(application(dragoman, LOCAL)) as address, line_to(address) as line:
        line.sendall(HEAD.format("/api/documents", FORM, f"Content-Length: {300 * 2**20}").encode())
        assert "256 MB" in answer(line)
