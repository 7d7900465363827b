"""A real browser over a real server with the bundled briefs and one hostile document, shared by every test of the page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page

from dragoman import Dragoman, ui
from dragoman.api.access import Access
from dragoman.web import server
from tests.web.browsing import DESK, visit

HOSTILE = (
    '<script>window.stolen = 1</script><img src="https://evil.example/x.png" onerror="window.stolen = 1">'
    "<style>* { display: none !important }</style>${window.stolen = 1} {{constructor}}"
)


@pytest.fixture(scope="session")
def dragoman(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    home = tmp_path_factory.mktemp("home")
    hostile = home / "hostile.jsonl"
    text = f"Envoy Zorblatt demanded seven ships from the harbour of Quux.\n\n{HOSTILE}"
    row = {"title": f"Zorblatt {HOSTILE}", "text": text, "publisher": HOSTILE, "url": "javascript:window.stolen=1"}
    hostile.write_text(json.dumps(row), encoding="utf-8")
    with Dragoman.open(briefs_home(home / "dragoman")) as opened:
        opened.ingest([hostile])
        yield opened


# The browser brings an event loop. Without one Gradio makes some that nobody closes, and Python warns of them.
@pytest.fixture(scope="session")
def address(dragoman: Dragoman, browser: Browser) -> Iterator[str]:  # noqa: ARG001
    """A server that lets its visitors look only."""
    with server.running(ui.mount(dragoman, FastAPI(), Access(editing=False, local=True))) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=DESK)
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    return visit(context, address)
