"""What a request may hold: refused with what is allowed, and named in the OpenAPI document."""

from typing import Any

import httpx
import pytest

from dragoman.assistant.answering import pipeline
from dragoman.assistant.contract import limits
from dragoman.assistant.drafts import reader
from dragoman.assistant.quotes import desk
from dragoman.assistant.verification import feature_judge


def test_the_doors_allow_no_more_than_the_facade() -> None:
    assert limits.QUESTION == pipeline.LONGEST
    assert limits.CLAIM == feature_judge.LONGEST
    assert limits.DRAFT == reader.LARGEST
    assert limits.QUOTE <= desk.LONGEST


TURN = {"role": "user", "content": "x" * limits.TURN}


@pytest.mark.parametrize(
    ("path", "body", "allowed"),
    [
        ("/api/ask", {"question": "x" * 4_001}, "at most 4,000 characters"),
        ("/api/ask", {"question": "who?", "history": [TURN] * 11}, "at most 1,000,000"),
        ("/api/ask", {"question": "who?", "history": [{"role": "user", "content": ""}] * 201}, "at most 200 entries"),
        ("/api/search", {"query": "x" * 4_001}, "at most 4,000 characters"),
        ("/api/quote", {"quote": "x" * 20_001}, "at most 20,000 characters"),
        ("/api/support", {"claim": "x" * 8_001, "evidence": ["x"]}, "at most 8,000 characters"),
        ("/api/support", {"claim": "x", "evidence": ["x"] * 201}, "at most 200 entries"),
        ("/api/support", {"claim": "x", "evidence": ["x" * 600_000] * 2}, "at most 1,000,000"),
    ],
)
def test_more_than_is_allowed(http: httpx.Client, path: str, body: dict[str, Any], allowed: str) -> None:
    refused = http.post(path, json={"id": 7, **body})
    assert refused.status_code == 422
    assert allowed in refused.json()["error"]["message"] and refused.json()["id"] == 7
    assert len(refused.text) < 1_000


def test_the_openapi_document_names_them(http: httpx.Client) -> None:
    shapes = http.get("/api/openapi.json").json()["components"]["schemas"]
    assert shapes["QuoteRequest"]["properties"]["quote"]["maxLength"] == limits.QUOTE
    assert shapes["AskBody"]["properties"]["history"]["maxItems"] == limits.TURNS
    assert shapes["SearchRequest"]["properties"]["query"]["maxLength"] == limits.QUESTION
