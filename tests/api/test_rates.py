"""How often one visitor may ask."""

import httpx
import pytest

from dragoman import Dragoman
from dragoman.api.app import application
from dragoman.api.authentication import Callers
from dragoman.api.proxies import Proxies
from dragoman.api.rates import VISITORS, RateLimit, visitor_of
from dragoman.web.server import running
from tests.api.conftest import LOCAL


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_requests_may_come_at_once_and_then_one_by_one() -> None:
    clock = Clock()
    limit = RateLimit(60, clock)
    assert [limit.wait("a") for _ in range(60)] == [0.0] * 60
    assert limit.wait("a") == pytest.approx(1.0)
    assert limit.wait("b", 30) == 0.0, "every visitor has an own bucket"
    clock.now += 1.01
    assert limit.wait("a") == 0.0 and limit.wait("a") > 0
    assert limit.wait("b", 32) > 0 and limit.wait("b", 31) == 0.0
    clock.now += 3600
    assert [limit.wait("a") for _ in range(60)] == [0.0] * 60, "an hour of silence is worth no more than a minute"
    assert limit.wait("a") > 0


def test_only_so_many_visitors_are_remembered() -> None:
    limit = RateLimit(1, Clock())
    for one in range(VISITORS + 10):
        limit.wait(str(one))
    assert limit.wait("0") == 0.0 and limit.wait(str(VISITORS)) > 0
    assert len(limit._full_at) == VISITORS


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("testclient", "testclient"),
    ],
)
def test_who_is_one_visitor(host: str, name: str) -> None:
    assert visitor_of(host) == name
    assert visitor_of("") == ""


def test_visitors_behind_a_trusted_proxy_are_told_apart(dragoman: Dragoman) -> None:
    behind = Callers(proxies=Proxies.of("127.0.0.1", None))
    with running(application(dragoman, LOCAL, behind, rate=3)) as address, httpx.Client(base_url=address) as http:
        asked = [
            http.get("/api/stats", headers={"X-Forwarded-For": f"198.51.100.{one}"}).status_code
            for one in (1, 1, 1, 1, 2)
        ]
    assert asked == [200, 200, 200, 429, 200]
    with running(application(dragoman, LOCAL, rate=3)) as address, httpx.Client(base_url=address) as http:
        asked = [
            http.get("/api/stats", headers={"X-Forwarded-For": f"198.51.100.{one}"}).status_code for one in range(4)
        ]
    assert asked == [200, 200, 200, 429], "nobody else's header is believed"


def test_too_many_requests_are_answered_with_the_time_to_wait(dragoman: Dragoman) -> None:
    with running(application(dragoman, LOCAL, rate=20)) as address, httpx.Client(base_url=address) as http:
        assert http.post("/api/draft", json={"text": "Nothing."}).status_code == 200  # counts for ten
        answered = [http.get("/api/stats").status_code for _ in range(10)]
        refused = http.get("/api/stats")
        assert http.get("/health").status_code == 200, "what operates the server is not counted"
        openai = http.post("/v1/chat/completions", json={}).json()
    assert answered == [200] * 10
    assert refused.status_code == 429 and 1 <= int(refused.headers["retry-after"]) <= 60
    assert "20 requests a minute" in refused.json()["error"]["message"]
    assert openai["error"]["code"] == "TooManyRequests"
