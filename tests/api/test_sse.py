"""Streams where a model writes, where the reader leaves, and where something breaks in the middle."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.assistant.contract import answers
from dragoman.evals.bench.openai_server import Body, Play, Server, claims, evidence_of, parrot, serving
from dragoman.web.server import running
from tests.api.broken import broken
from tests.api.conftest import LOCAL
from tests.api.test_ask import events
from tests.assistant.writers import written_by

QUESTION = "Which factions signed the joint statement in Cairo?"
BODY = {"id": 1, "question": QUESTION, "stream": True}


@pytest.fixture
def model() -> Iterator[Server]:
    with serving(parrot) as server:
        yield server


@pytest.fixture
def writing(dragoman: Dragoman, model: Server) -> Iterator[str]:
    with running(application(written_by(dragoman._home, model.url, model_seconds=60), LOCAL)) as address:
        yield address


def test_a_written_answer_event_by_event(writing: str, model: Server) -> None:
    model.reply = lambda body: Play(parrot(body).text, piece=30, pause=0.01)
    with httpx.stream("POST", f"{writing}/api/ask", json=BODY, timeout=60) as response:
        found = [(name, json.loads(data)) for name, data in events(response)]
    names = [name for name, _ in found]
    assert names[0] == "searched" and names[-1] == "answered"
    assert names.count("written") >= 2 and names.count("checked") == 1
    assert all(value["id"] == 1 for _, value in found)
    answer = answers.AnswerReply.model_validate(found[-1][1])
    assert answer.mode == "writing" and answer.trace is not None
    [checked] = [value["claim"] for name, value in found if name == "checked"]
    assert checked == found[-1][1]["claims"][0]


def test_a_reader_who_leaves_stops_the_model(writing: str, model: Server) -> None:
    def endless(body: Body) -> Play:
        return Play(claims(*((one["words"], [one["id"]]) for one in evidence_of(body))) * 50, piece=5, pause=0.05)

    model.reply = endless
    with (
        httpx.Client(timeout=60) as client,
        client.stream("POST", f"{writing}/api/ask", json=BODY) as response,
    ):
        for line in response.iter_lines():
            if line == "event: written":
                break
    assert model.left.wait(20), "the model's server is told to stop"


def test_a_reader_who_leaves_while_the_model_is_silent_stops_it_too(writing: str, model: Server) -> None:
    model.plays(Play("never", before=50))
    with (
        httpx.Client(timeout=60) as client,
        client.stream("POST", f"{writing}/api/ask", json=BODY) as response,
    ):
        assert next(response.iter_lines()) == "event: searched"
    # The request ends when its thread does; the model would be silent for 50 s.
    ended = 'dragoman_requests_total{method="POST",route="/api/ask",status="200"} 1.0'
    for _ in range(200):
        if ended in httpx.get(f"{writing}/metrics", timeout=20).text:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the model is waited for, although nobody reads any more")


def test_a_model_that_fails_is_no_error_of_the_stream(writing: str, model: Server) -> None:
    model.plays(Play(status=401))
    with httpx.stream("POST", f"{writing}/api/ask", json=BODY, timeout=60) as response:
        name, data = events(response)[-1]
    answer = json.loads(data)
    assert (name, answer["mode"], answer["abstained"]) == ("answered", "quoting", False)
    assert "secret" not in data and answer["trace"]["fallback"]


def test_a_fault_of_ours_is_told_without_its_inside(briefs_home: Callable[[Path], Path], tmp_path: Path) -> None:
    with broken(briefs_home(tmp_path / "home")) as opened, running(application(opened, LOCAL)) as address:
        plain = httpx.post(f"{address}/api/ask", json={"id": 5, "question": QUESTION}, timeout=60)
        with httpx.stream("POST", f"{address}/api/ask", json=BODY, timeout=60) as response:
            [(name, data)] = events(response)
        chat = {"messages": [{"role": "user", "content": QUESTION}]}
        completed = httpx.post(f"{address}/v1/chat/completions", json=chat, timeout=60)
        counted = httpx.get(f"{address}/metrics").text
    assert (plain.status_code, name, completed.status_code) == (500, "error", 500)
    told = plain.json()
    assert told["id"] == 5 and told["error"]["type"] == "InternalError"
    assert json.loads(data) == {"id": 1, "error": told["error"]}
    assert completed.json()["error"]["type"] == "server_error"
    assert not any(word in plain.text + data + completed.text for word in ("FTS", "sqlite", "Traceback", "SELECT"))
    assert 'dragoman_requests_total{method="POST",route="/api/ask",status="500"} 1.0' in counted
