"""Clients that leave: their work ends, what waits leaves the queue, and nothing is logged; and the limit on computing."""

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.api.departures import Departures
from dragoman.assistant.contract import limits
from dragoman.assistant.runtime.budget import Budget
from dragoman.assistant.runtime.cancellation import Stop, Stopped
from dragoman.corpus.errors import TooMuchWork
from dragoman.corpus.interruption import checkpoint, interruptible
from dragoman.web.fragments import mount
from dragoman.web.panels import check
from dragoman.web.server import running
from dragoman.web.site import Site
from tests.api.conftest import LOCAL

COSTLY = {"quote": ("the of and to in that " * 4_000)[: limits.QUOTE]}  # takes seconds


CLIENTS = 12


@pytest.fixture
def own(dragoman: Dragoman) -> Iterator[str]:
    """A server whose counters are this test's own."""
    with running(application(dragoman, LOCAL)) as address:
        yield address


def sent(address: str, path: str, body: Any) -> socket.socket:
    """Send a request and wait for nothing."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    data = json.dumps(body).encode()
    line = socket.create_connection((host, port), timeout=60)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    line.sendall(head.encode() + data)
    return line


def counter(address: str, name: str) -> float:
    found = re.findall(rf"^{re.escape(name)} (\S+)$", httpx.get(f"{address}/metrics").text, re.MULTILINE)
    return float(found[0]) if found else 0.0


def until(what: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it does not come to an end"
        time.sleep(0.02)


@pytest.mark.parametrize("path", ["/api/quote", "/page/check/quote"])
def test_work_ends_and_the_queue_empties_when_clients_leave(
    dragoman: Dragoman, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    app = application(dragoman, LOCAL)
    if path.startswith("/page"):
        site = Site(dragoman, LOCAL)
        mount(app, site, check.make(site).routes)
    with running(app) as address, ExitStack() as lines:
        for _ in range(CLIENTS):
            lines.enter_context(sent(address, path, COSTLY))
        if path.startswith("/api"):
            until(lambda: counter(address, "dragoman_waiting") > 0)
        lines.close()
        route = path if path.startswith("/api") else "page"
        ended = [f'dragoman_requests_total{{method="POST",route="{route}",status="{status}"}}' for status in (499, 200)]
        until(lambda: sum(counter(address, one) for one in ended) == CLIENTS)
        # On a busy machine the first ones may have had their answers before the clients left.
        assert counter(address, ended[0]) >= CLIENTS / 2
        assert counter(address, "dragoman_working") == counter(address, "dragoman_waiting") == 0
    assert not capfd.readouterr().err


def test_a_request_uses_only_so_much_computing(dragoman: Dragoman) -> None:
    app: FastAPI = application(dragoman, LOCAL)
    app.add_middleware(Departures, seconds=0.05)
    with running(app) as address:
        refused = httpx.post(f"{address}/api/quote", json={"id": 3, **COSTLY}, timeout=60)
        assert httpx.post(f"{address}/api/quote", json={"quote": "present at that gathering"}).status_code == 200
    assert refused.status_code == 422 and refused.json()["id"] == 3
    assert "0.05 seconds of computing" in refused.json()["error"]["message"]
    assert refused.json()["error"]["type"] == "TooMuchWork"


def test_an_answer_that_is_complete_is_no_departure(own: str) -> None:
    with httpx.Client(base_url=own, timeout=60) as http:
        for _ in range(3):
            assert http.post("/api/quote", json={"quote": "present at that gathering"}).status_code == 200
            assert http.get("/api/search", params={"query": "Cairo"}).status_code == 200
            assert http.request("GET", "/api/documents").status_code == 200
    assert not counter(own, 'dragoman_requests_total{method="POST",route="/api/quote",status="499"}')


def endless() -> None:
    while True:
        checkpoint()


def test_a_stop_ends_work_at_its_next_checkpoint() -> None:
    stop = Stop()
    checkpoint()
    with interruptible(Budget(stop, None).check):
        checkpoint()
        stop.press()
        with pytest.raises(Stopped):
            checkpoint()
    checkpoint()
    with interruptible(Budget(Stop(), 0.01).check), pytest.raises(TooMuchWork):
        endless()
