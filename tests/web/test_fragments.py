"""The page's own requests with values that its script never sends: refused with a card, and never a fault of ours."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.web import fragments, server
from dragoman.web.panels import MAKERS
from dragoman.web.visitors import Site

JSON = {"Content-Type": "application/json"}
HALF = "\ud800"
"""Half of a character, which JSON can name and no text can hold."""


@pytest.fixture(scope="module")
def address(dragoman: Dragoman) -> Iterator[str]:
    """A server with the fragments alone."""
    app, site = FastAPI(), Site(dragoman, Access(editing=False, local=True))
    fragments.mount(app, site, *(make(site).routes for make in MAKERS))
    with server.running(app) as served:
        yield served


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("check/stop", {"job": HALF}),
        ("history/rename", {"conversation": HALF, "title": "x"}),
        ("history/rename", {"conversation": "x", "title": HALF}),
        ("history/delete", {"conversation": HALF}),
        ("history/rate", {"conversation": "x", "turn": 0, "rating": "like", "reason": HALF}),
        ("library/add", {"path": f"/{HALF}"}),
        ("library/add", {"url": HALF}),
        ("library/remove", {"ids": [HALF]}),
        ("library/sets/put", {"name": HALF, "ids": ["x"]}),
        ("library/sets/drop", {"name": "x", "ids": [HALF]}),
        ("library/sets/rename", {"name": "x", "new": HALF}),
        ("library/sets/forget", {"name": HALF}),
    ],
)
def test_half_a_character_is_refused(address: str, path: str, body: dict[str, Any]) -> None:
    refused(httpx.post(f"{address}/page/{path}", content=json.dumps(body), headers=JSON), "half of a character")


@pytest.mark.parametrize("path", ["history/list", "said/speaker?speaker=Netanyahu", "timeline/days"])
def test_a_number_that_no_database_holds_is_refused(address: str, path: str) -> None:
    refused(httpx.get(f"{address}/page/{path}{'&' if '?' in path else '?'}skip={2**63}"), "Skip: ")


def test_further_places_that_cannot_be_are_left_out(dragoman: Dragoman, address: str) -> None:
    document = next(iter(dragoman.documents()))
    answer = httpx.get(f"{address}/page/source", params={"document": document.id, "also": f"1-{'9' * 5_000}"})
    assert answer.status_code == 200
    assert "<mark" not in answer.text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("said/people?since=soon", "Since: "),
        ("said/people?kind=shouted", "Kind: "),
        ("source", "&#39;document&#39; is missing"),
    ],
)
def test_an_error_names_the_field(address: str, path: str, field: str) -> None:
    refused(httpx.get(f"{address}/page/{path}"), field)


def refused(answer: httpx.Response, words: str) -> None:
    assert answer.status_code == 400, answer.text
    assert words in answer.text
