"""Whatever comes in: a status that fits, one clear sentence, and never a fault of ours."""

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.api.errors import add_handlers
from dragoman.assistant.contract.parsing import lines
from dragoman.assistant.contract.requests import AskRequest
from dragoman.corpus.errors import (
    CorruptIndex,
    DragomanError,
    FingerprintMismatch,
    HomeBusy,
    InputError,
    MissingExtra,
    NotAllowed,
    QuestionError,
    UnknownDocument,
    UnreadableSource,
)
from tests import loops
from tests.api.test_ask import posted

JSON = {"Content-Type": "application/json"}


def refused(response: httpx.Response, status: int, told: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    error = response.json()["error"]
    assert set(error) == {"type", "message"}
    assert told in error["message"]
    assert "\n" not in error["message"] and "Traceback" not in error["message"]


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (b"", 422, "'the body' is missing"),
        (b"{", 400, "not JSON"),
        (b"question=x", 400, "not JSON"),
        (b"\xff\xfe", 400, "JSON"),
        (b"[" * 100_000, 400, "JSON"),
        (b"null", 422, "the body"),
        (b"[]", 422, "the body"),
        (b'"who?"', 422, "the body"),
        (b"{}", 422, "'question' is missing"),
        (b'{"question": null}', 422, "question"),
        (b'{"question": 3}', 422, "question"),
        (b'{"question": "   "}', 422, "the question is empty"),
        (json.dumps({"question": "why " * 2000}).encode(), 422, "at most 4,000"),
        (b'{"question": "who?", "since": "soon"}', 422, "since"),
        (b'{"question": "who?", "history": [{"role": "system", "content": "x"}]}', 422, "history.0.role"),
        (b'{"question": "who?", "history": "x"}', 422, "history"),
        (b'{"question": "who?", "id": NaN}', 422, "id"),
        (b'{"question": "who?", "id": {"a": 1}}', 422, "id"),
        (b'{"question": "\\ud800"}', 422, "half of a character"),
        (b'{"question": "who?", "id": "\\ud800"}', 422, "half of a character"),
    ],
)
def test_bodies_of_ask(http: httpx.Client, content: bytes, status: int, told: str) -> None:
    refused(http.post("/api/ask", content=content, headers=JSON), status, told)


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/api/search", {"query": ""}, "the question is empty"),
        ("/api/search", {"query": "x", "k": 0}, "k"),
        ("/api/search", {"query": "x", "k": "many"}, "k"),
        ("/api/search", {"query": "x", "publisher": "x" * 400}, "publisher"),
        ("/api/quote", {"quote": ""}, "the quotation is empty"),
        ("/api/quote", {"quote": "“ ”"}, "the quotation"),
        ("/api/quote", {"quote": "x", "said_on": "2025-13-01"}, "said_on"),
        ("/api/support", {"claim": "", "evidence": ["x"]}, "claim"),
        ("/api/support", {"claim": "x", "evidence": "x"}, "evidence"),
        ("/api/said", {"kind": "shouted"}, "kind"),
        ("/api/said", {"limit": 0}, "limit"),
        ("/api/said", {"about": "x" * 2000}, "about"),
        ("/api/draft", {}, "'text' is missing"),
        ("/api/draft", {"text": "x", "format": "pdf"}, "format"),
    ],
)
def test_bodies_of_others(http: httpx.Client, path: str, body: Any, told: str) -> None:
    refused(http.post(path, json={"id": "me", **body}), 422, told)
    assert posted(http, path, {"id": "me", **body}, 422)["id"] == "me"


@pytest.mark.parametrize(
    ("method", "path", "status", "told"),
    [
        ("GET", "/api/search", 422, "'query' is missing"),
        ("GET", "/api/search?query=x&k=900", 422, "k"),
        ("GET", "/api/documents?limit=0", 422, "limit"),
        ("GET", "/api/documents?offset=99999999999999999999999", 422, "offset"),
        ("GET", "/api/documents/none", 404, "no document has the id 'none'"),
        ("GET", "/api/documents/..%2f..%2fetc%2fpasswd", 404, ""),
        ("GET", "/api", 404, "/api/openapi.json"),
        ("GET", "/api/nothing/here", 404, "/api/openapi.json"),
        ("GET", "/api/quote", 405, "takes POST"),
        ("PUT", "/api/ask", 405, "takes GET and POST"),
        ("DELETE", "/api/ask", 405, "takes GET and POST"),
        ("GET", "/nothing", 404, "/api/openapi.json"),
    ],
)
def test_addresses(http: httpx.Client, method: str, path: str, status: int, told: str) -> None:
    refused(http.request(method, path), status, told)


def test_a_wrong_method_says_which_is_right(http: httpx.Client) -> None:
    assert http.get("/api/quote").headers["allow"] == "POST"


def test_bodies_that_are_too_large(http: httpx.Client) -> None:
    large = json.dumps({"question": "x" * 2**21}).encode()
    refused(http.post("/api/ask", content=large, headers=JSON), 413, "larger than 2 MB")
    pieces = (large[at : at + 65536] for at in range(0, len(large), 65536))
    refused(http.post("/api/ask", content=pieces, headers=JSON), 413, "larger than 2 MB")


def test_a_broken_form(http: httpx.Client) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    for content in (b"", b"no form at all", b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'):
        response = http.post("/api/draft", content=content, headers=kind)
        assert response.status_code in (400, 422)
        assert response.json()["error"]["message"]


FIELDS = st.sampled_from(
    "id question query k quote speaker publisher since until said_on claim evidence document kind about limit text "
    "format name stream literal history messages n language".split()
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["2025-01-01", "x y z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | FIELDS, inner, max_size=3),
    max_leaves=6,
)
PATHS = st.sampled_from(["search", "ask", "quote", "support", "said", "draft"])


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, body=st.dictionaries(FIELDS, VALUES, max_size=6) | VALUES)
def test_any_json_is_answered_or_explained(http: httpx.Client, path: str, body: Any) -> None:
    response = http.post(f"/api/{path}", content=json.dumps(body).encode("utf-8", "surrogatepass"), headers=JSON)
    assert response.status_code in (200, 400, 404, 422), response.text
    if response.headers["content-type"].startswith("text/event-stream"):
        assert "event: error" not in response.text
    elif response.status_code != 200:
        assert response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError("x"), 422),
        (UnreadableSource("a.pdf", "is empty."), 422),
        (QuestionError("x"), 422),
        (UnknownDocument("x"), 404),
        (NotAllowed("x"), 403),
        (HomeBusy("x"), 503),
        (FingerprintMismatch("x"), 500),
        (MissingExtra("x"), 501),
        (CorruptIndex("x"), 500),
    ],
)
def test_every_error_that_can_be_explained_has_its_status(error: DragomanError, status: int) -> None:
    app = FastAPI()
    add_handlers(app)

    @app.get("/api/x")
    @app.get("/v1/x")
    async def fail() -> None:
        raise error

    async def answer(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.get(path)

    mine, openai = (loops.run(answer(path)) for path in ("/api/x", "/v1/x"))
    assert mine.status_code == openai.status_code == status
    assert mine.json() == {"id": None, "error": {"type": type(error).__name__, "message": str(error)}}
    assert openai.json()["error"]["message"] == str(error)
    assert ("retry-after" in mine.headers) == (status == 503)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "LOCK"])
@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics", "/api/stats", "/v1/models"])
def test_a_known_path_takes_its_own_methods(http: httpx.Client, method: str, path: str) -> None:
    wrong = http.request(method, path)
    assert wrong.status_code == 405
    assert "takes GET, not" in wrong.json()["error"]["message"]
    assert wrong.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/health", "/api/stats", "/api/ask?question=Who+leads+it%3F"])
def test_head_is_get_without_a_body(http: httpx.Client, path: str) -> None:
    asked, whole = http.head(path), http.get(path)
    assert asked.status_code == 200 and not asked.content
    assert asked.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/search", {"query": "x", "k": "1"}),
        ("/api/search", {"query": "x", "k": True}),
        ("/api/search", {"query": "x", "k": 1.5}),
        ("/api/search", {"query": "x", "id": True}),
        ("/api/ask", {"question": "x", "stream": 0}),
        ("/api/ask", {"question": "x", "literal": "true"}),
        ("/api/said", {"since": 0}),
        ("/api/said", {"since": "0"}),
        ("/api/said", {"since": "2025-10-24T00:00:00"}),
        ("/api/said", {"since": "2025-1-1"}),
        ("/api/said", {"language": "x" * 40}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": "x"}], "stream": "no"}),
        (
            "/v1/chat/completions",
            {"messages": [{"role": "user", "content": "x"}], "stream_options": {"include_usage": 0}},
        ),
    ],
)
def test_types_are_strict(http: httpx.Client, path: str, body: dict[str, Any]) -> None:
    assert http.post(path, json=body).status_code == 422


def test_a_query_string_has_numbers_as_text(http: httpx.Client) -> None:
    assert len(http.post("/api/search", json={"query": "troops", "k": 1.0}).json()["hits"]) == 1
    found = http.get("/api/search?query=troops&k=1&since=2020-01-01")
    assert found.status_code == 200 and len(found.json()["hits"]) == 1
    assert http.get("/api/said?since=0").status_code == 422


def test_a_line_of_brackets_is_no_fault() -> None:
    [(name, refused_line), (_, good)] = lines(["[" * 100_000, '{"question": "who?"}'], AskRequest)
    assert name is None and isinstance(refused_line, InputError) and "line 1 is not JSON" in str(refused_line)
    assert isinstance(good, AskRequest)
