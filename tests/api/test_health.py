"""Whether the server lives, can be asked, and what it counts."""

from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.assistant.contract import health
from dragoman.web.server import running
from tests.api.conftest import LOCAL
from tests.api.test_ask import posted


def test_ready_says_why_not(http: httpx.Client, tmp_path: Path) -> None:
    assert http.get("/health").json() == {"status": "ok"}
    found = http.get("/ready")
    assert found.status_code == 200
    assert health.Readiness.model_validate(found.json()).documents
    with Dragoman.open(tmp_path / "home") as empty, running(application(empty, LOCAL)) as address:
        assert httpx.get(f"{address}/health").status_code == 200
        lacking = httpx.get(f"{address}/ready")
    assert lacking.status_code == 503
    assert "no documents" in health.Readiness.model_validate(lacking.json()).reason  # type: ignore[operator]


def test_stats(http: httpx.Client, dragoman: Dragoman) -> None:
    found = http.get("/api/stats").json()
    health.ServerStats.model_validate(found)
    assert found["documents"] == dragoman.stats()["documents"]
    assert found["editing"] is False and found["writes"] is None


def test_metrics(dragoman: Dragoman) -> None:
    with running(application(dragoman, LOCAL)) as address, httpx.Client(base_url=address, timeout=60) as http:
        posted(http, "/api/ask", {"question": "Who leads Egyptian General Intelligence?"})
        http.post("/api/ask", json={"question": "Who won the 2022 World Cup?", "stream": True})
        http.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": "Who won the World Cup?"}]})
        posted(http, "/api/quote", {"quote": "Fatah was not present at that gathering"})
        posted(http, "/api/ask", {"question": ""}, 422)
        for secret in ("sesame", "sesame2"):
            http.get(f"/api/documents/{secret}")
            http.get(f"/api/{secret}/{secret}?{secret}")
            http.get(f"/{secret}")
            http.request(secret.upper(), "/api/ask")
        response = http.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=")
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }
    assert "sesame" not in response.text.lower()
    assert found["dragoman_requests_total", "/api/ask", "200", "POST"] == 2
    assert found["dragoman_requests_total", "/api/ask", "422", "POST"] == 1
    assert found["dragoman_requests_total", "/api/documents/{document_id}", "404", "GET"] == 2
    assert found["dragoman_requests_total", "404", "GET", "other"] == 4
    assert found["dragoman_request_seconds_count", "/v1/chat/completions"] == 1
    assert found["dragoman_answers_total", "false", "quoting"] == 1
    assert found["dragoman_answers_total", "quoting", "true"] == 2
    assert found["dragoman_answer_seconds_count", "quoting"] == 3
    assert found["dragoman_quotes_total", "verbatim"] == 1
    counts = dragoman.stats()
    for name in ("documents", "passages", "sentences"):
        assert found[(f"dragoman_{name}",)] == counts[name]
