"""A real server with the bundled briefs and one hostile document, and clients for it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.api.mcp import server as mcp_server
from dragoman.web.server import running
from tests.api.mcp_client import HOSTILE as COMMANDING
from tests.api.mcp_client import ORDERS

LOCAL = Access(editing=False, local=True)
HOSTILE = "<script>stolen = 1</script> ![x](http://evil.example/x.png) [y](javascript:alert(1)) `a` *b* & &amp;"


@pytest.fixture(scope="package")
def dragoman(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    folder = tmp_path_factory.mktemp("api")
    text = f"Envoy Zorblatt demanded seven ships from the harbour of Quux, and wrote {HOSTILE} on the wall there."
    row = {
        "_id": "hostile",
        "title": f"Zorblatt {HOSTILE}",
        "text": text,
        "publisher": HOSTILE,
        "url": "javascript:x=1",
    }
    (folder / "hostile.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with Dragoman.open(briefs_home(folder / "home")) as opened:
        opened.ingest([folder / "hostile.jsonl"])
        yield opened


@pytest.fixture(scope="package")
def address(dragoman: Dragoman) -> Iterator[str]:
    with running(application(dragoman, LOCAL)) as served:
        yield served


@pytest.fixture(scope="package")
def tools_home(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    """A home with a document that gives orders to a language model."""
    home = tmp_path_factory.mktemp("mcp")
    row = {"title": f"Zorblatt{ORDERS}", "text": COMMANDING, "publisher": f"Quux{ORDERS}"}
    (home / "hostile.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with Dragoman.open(briefs_home(home / "dragoman")) as opened:
        opened.ingest([home / "hostile.jsonl"])
        yield opened


@pytest.fixture(scope="package")
def tools_address(tools_home: Dragoman) -> Iterator[str]:
    """A server that has the tools alone."""
    app = FastAPI()
    app.mount("/", FastAPI())  # as the page is
    mcp_server.mount(app, tools_home, local=True)
    with running(app) as served:
        yield served


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client
