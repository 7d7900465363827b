"""Drafts that are checked in the background, in processes of their own: progress, stopping, leaving, crashing."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.assistant.contract import drafts, limits
from dragoman.assistant.drafts import apart, checks
from dragoman.assistant.runtime.cancellation import Stop, Stopped
from dragoman.corpus.errors import InputError, ServerBusy, TooMuchWork
from dragoman.corpus.sandbox import processes
from dragoman.web.server import running
from tests.api.conftest import LOCAL
from tests.api.test_departures import until

WORDS = "Fatah was not present at that gathering"
LINE = "The envoy of party {0} said: “{1} {0} times in a row, and nobody there objected to any of it”.\n\n"
LONG = checks.SHORT + 1_000  # characters of a draft that is checked in a process of its own


def draft(quotations: int) -> str:
    """A long draft of quotations that all differ, so that none is checked only once."""
    text = f"“{WORDS},” said Abdel Fattah Dawla.\n\n"
    return text + "".join(LINE.format(one, WORDS) for one in range(quotations)) + "Nothing more. " * (LONG // 14)


def children() -> list[psutil.Process]:
    """The processes that check drafts for this one, not those that have read a source and wait a minute for the next."""
    found, resting = [], {one._process.pid for one in processes.PROCESSES._free}
    for one in psutil.Process().children():
        with suppress(psutil.Error):  # it has ended meanwhile
            works = "sandbox.worker" in " ".join(one.cmdline()) and one.nice() >= 10 and one.pid not in resting
            found += [one] if works else []
    return found


@pytest.fixture(scope="module")
def server(dragoman: Dragoman) -> Iterator[str]:
    with running(application(dragoman, LOCAL)) as address:
        yield address


def done(http: httpx.Client, job: str) -> Any:
    for _ in range(3000):
        now = http.get(f"/api/drafts/{job}").json()
        drafts.DraftCheck.model_validate(now)
        if now["state"] not in ("queued", "running"):
            return now
        time.sleep(0.02)
    raise AssertionError("the check does not end")


def test_a_draft_in_the_background(http: httpx.Client) -> None:
    text = draft(5)
    begun = http.post("/api/drafts", json={"text": text, "format": "text", "name": "July"})
    assert begun.status_code == 202
    assert begun.headers["location"] == f"/api/drafts/{begun.json()['job']}"
    found = done(http, begun.json()["job"])
    assert (found["state"], found["error"]) == ("done", None)
    assert found["done"] <= found["total"]
    at_once = http.post("/api/draft", json={"text": text, "format": "text", "name": "July"}).json()
    assert found["result"]["quotations"] == [
        {**one, "seconds": found["result"]["quotations"][at]["seconds"]} for at, one in enumerate(at_once["quotations"])
    ]
    assert found["result"]["draft"] == "July" and found["result"]["quotations"][0]["verdict"] == "verbatim"
    assert http.delete(f"/api/drafts/{found['job']}").json()["state"] == "done"
    until(lambda: not children())


def test_a_file_and_what_cannot_be_read(http: httpx.Client) -> None:
    begun = http.post("/api/drafts", files={"file": ("draft.md", draft(2).encode())}).json()
    assert done(http, begun["job"])["result"]["passes"] is False
    broken = {"file": ("draft.docx", b"no zip" * LONG)}
    failed = done(http, http.post("/api/drafts", files=broken).json()["job"])
    assert failed["state"] == "failed" and failed["result"] is None and "draft.docx" in failed["error"]
    at_once = http.post("/api/draft", files=broken)
    assert at_once.status_code == 422 and at_once.json()["error"]["message"] == failed["error"]
    assert http.get("/api/drafts/nobody").status_code == http.delete("/api/drafts/nobody").status_code == 404


def test_a_draft_that_nobody_can_wait_for(http: httpx.Client) -> None:
    for size in (limits.DRAFT_AT_ONCE + 1_000, 3 * 2**20):
        refused = http.post("/api/draft", json={"text": "x" * size})
        assert refused.status_code == 413 and "/api/drafts" in refused.json()["error"]["message"]


def test_a_check_is_stopped(http: httpx.Client) -> None:
    job = http.post("/api/drafts", json={"text": draft(4_000), "format": "text"}).json()["job"]
    until(children)
    stopped = http.delete(f"/api/drafts/{job}").json()
    assert stopped["job"] == job
    assert done(http, job)["state"] == "stopped"
    until(lambda: not children())


def test_drafts_are_abandoned_and_the_next_question_is_answered(server: str) -> None:
    with httpx.Client(base_url=server, timeout=60) as http:
        big = json.dumps({"text": draft(4_000), "format": "text"}).encode()
        head = (
            f"POST /api/draft HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(big)}\r\n\r\n"
        )
        lines = []
        for _ in range(2):
            where = urlsplit(server)
            lines.append(socket.create_connection((where.hostname, where.port), timeout=60))
            lines[-1].sendall(head.encode() + big)
        until(lambda: len(children()) == 2)
        answered = http.post("/api/ask", json={"question": "Who leads Egyptian General Intelligence?"})
        assert answered.json()["claims"], "questions are answered meanwhile"
        for line in lines:
            line.close()
        until(lambda: not children(), 20)


def order(dragoman: Dragoman, text: str) -> apart.DraftOrder:
    return apart.DraftOrder(dragoman.path, None, text.encode(), "draft.txt")


@pytest.mark.parametrize(
    ("given", "told"),
    [((60, 20 * 2**20), "more than 20 MB of memory"), ((0, 2**31), "more than 0 s of computing")],
)
def test_a_draft_keeps_to_its_limits(dragoman: Dragoman, given: tuple[float, int], told: str) -> None:
    with pytest.raises(TooMuchWork, match=told):
        apart.check_apart(order(dragoman, draft(4_000)), apart.limits(*given), lambda *_: None, Stop())
    assert not children()


def test_a_process_that_crashes_is_one_message_and_the_next_draft_is_checked(dragoman: Dragoman) -> None:
    job = dragoman.draft_checks.begin(draft(4_000).encode(), "a.txt", "a", 60)
    until(children)
    os.kill(children()[0].pid, signal.SIGSEGV)
    until(lambda: not dragoman.draft_checks.state(job).active)
    with pytest.raises(InputError, match=r"a\.txt"):
        dragoman.draft_checks.report(job)
    again = dragoman.draft_checks.begin(draft(1).encode(), "b.txt", "b", 60)
    until(lambda: not dragoman.draft_checks.state(again).active)
    assert dragoman.draft_checks.report(again) is not None


def test_a_stop_before_the_beginning(dragoman: Dragoman) -> None:
    stop = Stop()
    stop.press()
    with pytest.raises(Stopped):
        apart.check_apart(order(dragoman, "x"), apart.limits(60, 2**31), lambda *_: None, stop)


def test_only_so_many_drafts_wait(briefs_home: Callable[[Path], Path], tmp_path: Path) -> None:
    with Dragoman.open(briefs_home(tmp_path)) as opened:
        for _ in range(checks.WAITING):
            opened.draft_checks.begin(draft(4_000).encode(), "a.txt", "a", 60)
        with pytest.raises(ServerBusy):
            opened.draft_checks.begin(b"x", "a.txt", "a", 60)
        with pytest.raises(InputError, match="no longer kept"):
            opened.draft_checks.report("unknown")
    until(lambda: not children())


def test_a_draft_has_only_so_many_quotations(dragoman: Dragoman) -> None:
    with pytest.raises(InputError, match=r"5,001 quotations; check at most 5,000"):
        dragoman.check_draft_bytes(b"\xe2\x80\x9ca b\xe2\x80\x9d\n\n" * 5_001, "a.txt")
