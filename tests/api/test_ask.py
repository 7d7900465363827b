"""Asking over HTTP: the contract's shapes, as they are described, with offsets that hold."""

from datetime import date
from typing import Any

import httpx
import pytest

from dragoman.assistant.contract import answers

QUESTION = "Which factions signed the joint statement in Cairo?"


def posted(http: httpx.Client, path: str, body: Any, status: int = 200) -> Any:
    response = http.post(path, json=body)
    assert response.status_code == status, response.text
    return response.json()


def hold(http: httpx.Client, *places: dict[str, Any]) -> None:
    """Every place's words stand at its offsets."""
    for place in places:
        text = http.get(f"/api/documents/{place['document_id']}").json()["text"]
        assert text[place["start"] : place["end"]] == place.get("quote", place.get("text"))


def test_ask(http: httpx.Client) -> None:
    found = posted(http, "/api/ask", {"id": "a", "question": QUESTION})
    answers.AnswerReply.model_validate(found)
    assert found["id"] == "a"
    assert "Democratic Reform Current" in found["claims"][0]["text"]
    citations = [one for claim in found["claims"] for one in claim["citations"]]
    assert [one["marker"] for one in citations] == list(range(1, len(citations) + 1))
    hold(http, *citations)
    for hit in found["retrieved"]:
        hold(http, {**hit, **hit["passage"]}, {**hit, **hit["evidence"]})


def test_ask_abstains(http: httpx.Client) -> None:
    found = posted(http, "/api/ask", {"id": 7, "question": "Who won the 2022 World Cup?"})
    answers.AnswerReply.model_validate(found)
    assert found["abstained"] and found["claims"] == [] and found["id"] == 7


def test_a_follow_up(http: httpx.Client) -> None:
    history = [
        {"role": "user", "content": "Who leads Egyptian General Intelligence?"},
        {"role": "assistant", "content": "Hassan Rashad."},
    ]
    found = posted(http, "/api/ask", {"question": "What did he do in Cairo?", "history": history})
    assert "Intelligence" in found["searched_for"]
    alone = posted(http, "/api/ask", {"question": "What did he do in Cairo?", "history": history, "literal": True})
    assert alone["searched_for"] == "What did he do in Cairo?"


def test_by_address(http: httpx.Client) -> None:
    asked = http.get("/api/ask", params={"question": QUESTION, "id": "x"}).json()
    answers.AnswerReply.model_validate(asked)
    assert asked["id"] == "x"
    assert asked["claims"] == posted(http, "/api/ask", {"question": QUESTION})["claims"]
    found = http.get("/api/search", params={"query": "Turkish troops", "k": 2}).json()
    assert len(found["hits"]) == 2


def test_search_and_filters(http: httpx.Client) -> None:
    found = posted(http, "/api/search", {"query": "committee", "k": 5, "publisher": "i24", "since": "2025-01-01"})
    answers.SearchReply.model_validate(found)
    assert {hit["based_on"]["publisher"] for hit in found["hits"]} == {"i24NEWS"}
    assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))
    assert all(date.fromisoformat(hit["published"]) >= date(2025, 1, 1) for hit in found["hits"])


def events(response: httpx.Response) -> list[tuple[str, str]]:
    """(name, data) of every event; comments are passed over."""
    found, name = [], "message"
    for line in response.iter_lines():
        key, _, value = line.partition(": ")
        if key == "event":
            name = value
        elif key == "data":
            found.append((name, value))
            name = "message"
    return found


@pytest.mark.parametrize("accepts", [True, False])
def test_events(http: httpx.Client, accepts: bool) -> None:
    body = {"id": 1, "question": QUESTION} | ({} if accepts else {"stream": True})
    headers = {"Accept": "text/event-stream"} if accepts else {}
    with http.stream("POST", "/api/ask", json=body, headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-cache"
        found = events(response)
    assert [name for name, _ in found] == ["searched", "answered"]
    answer = answers.AnswerReply.model_validate_json(found[-1][1])
    assert answer.id == 1
    plain = posted(http, "/api/ask", {"question": QUESTION})
    assert [claim.text for claim in answer.claims] == [claim["text"] for claim in plain["claims"]]


def test_what_cannot_be_asked_is_refused_before_a_stream_begins(http: httpx.Client) -> None:
    found = posted(http, "/api/ask", {"id": 4, "question": " ", "stream": True}, 422)
    assert found["id"] == 4
    assert found["error"]["type"] == "QuestionError"
    assert "the question is empty" in found["error"]["message"]
