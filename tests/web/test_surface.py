"""What the page serves, watched in a real browser; what it does not use is closed, and pages of other ports read nothing."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, BrowserContext, expect
from starlette.routing import Mount, Route

from dragoman import Dragoman, ui
from dragoman.web.surface import RULES
from tests.web.browsing import EXAMPLE, ask, visit

TABS = ("check", "said", "timeline", "compare", "library", "history")


@pytest.fixture(scope="module")
def routes(browser: Browser, dragoman: Dragoman) -> list[tuple[str, str]]:  # noqa: ARG001
    """Every method and path that an application with the page has, Gradio's among them.

    After the browser: without its event loop Gradio makes one, and leaves it open.
    """
    return sorted(set(_below(ui.mount(dragoman, FastAPI(openapi_url=None)).routes)))


def _below(routes: object) -> Iterator[tuple[str, str]]:
    for one in routes:  # type: ignore[attr-defined]
        if isinstance(one, Mount):
            yield from _below(one.routes)
        elif isinstance(one, Route | APIRoute):
            yield from ((method, one.path) for method in one.methods or () if method != "HEAD")
        elif inner := getattr(one, "original_router", None):
            yield from _below(inner.routes)


def test_every_fragment_has_a_line_and_every_line_a_route(routes: list[tuple[str, str]]) -> None:
    lines = {(rule.method, rule.path) for rule in RULES.rules}
    fragments = {one for one in routes if one[1].startswith("/page")}
    assert len(fragments) > 30
    assert fragments == {one for one in lines if one[1].startswith("/page")}
    paths = {path for _, path in routes}
    for rule in RULES.rules:
        if "sign-" in rule.path:
            continue  # only where users are required
        served = [
            path
            for path in paths
            if re.fullmatch(re.sub(r"\{[^}]+\}", ".+", path), rule.path.replace("{", "").replace("}", ""))
        ]
        assert served, rule.path


def test_what_changes_the_corpus_has_a_name_in_the_log() -> None:
    assert all(bool(rule.action) == (rule.requires == "edit") for rule in RULES.rules)


def test_gradios_other_routes_are_closed(routes: list[tuple[str, str]], address: str) -> None:
    lines = {(rule.method, rule.path) for rule in RULES.rules}
    closed = [one for one in routes if one not in lines and not one[1].startswith("/page")]
    assert ("GET", "/config") in closed and ("POST", "/gradio_api/upload") in closed and len(closed) > 30
    with httpx.Client(base_url=address) as http:
        for method, path in closed:
            concrete = re.sub(r"\{[^}]+\}", "x", path)
            if RULES.find(method, concrete).requires != "closed":
                continue  # an example of an open line, such as a file of /assets
            refused = http.request(method, concrete)
            assert refused.status_code == 404, f"{method} {path}"
            assert refused.json()["error"]["type"] == "NotFound"
        for path in (
            "/docs",
            "/redoc",
            "/file=/etc/passwd",
            "/gradio_api/file=/etc/passwd",
            "/proxy=http://x.example/",
            "/dev/reload",
        ):
            assert http.get(path).status_code == 404, path
        assert http.get("/assets/../../../../etc/passwd").status_code == 404
        assert http.get("/assets/%2e%2e/%2e%2e/config").status_code in (403, 404)


def test_the_page_asks_for_nothing_that_is_closed_and_needs_what_is_open(context: BrowserContext, address: str) -> None:
    seen: set[tuple[str, str, int]] = set()
    context.on(
        "response",
        lambda one: seen.add((one.request.method, one.url.partition("?")[0].removeprefix(address), one.status)),
    )
    page = visit(context, address)
    ask(page, EXAMPLE)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    for tab in TABS:
        page.locator(f'#tabs a[data-tab="{tab}"]').click()
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        expect(page.locator(f"#panel-{tab} .busy:visible")).to_have_count(0)
    assert [one for one in seen if one[2] >= 400] == []
    used = {RULES.find(method, path) for method, path, _ in seen}
    paths = {rule.path for rule in used}
    assert {"/", "/theme.css", "/assets/{path:path}", "/gradio_api/queue/join", "/gradio_api/queue/data"} <= paths
    assert "/gradio_api/heartbeat/{session_hash}" in paths


class Elsewhere(BaseHTTPRequestHandler):
    """Another program of this machine, with a page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title>")

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


READ = """
async address => {
  const read = [];
  for (const mode of ["cors", "no-cors"])
    for (const credentials of ["include", "omit"])
      try {
        const answer = await fetch(address, { mode, credentials });
        const text = await answer.text();
        if (text) read.push(text.slice(0, 80));
      } catch { /* refused */ }
  for (const [tag, name] of [["script", "src"], ["img", "src"], ["link", "href"]])
    if (await new Promise(done => {
      const one = document.createElement(tag);
      if (tag === "link") one.rel = "stylesheet";
      one.onload = () => done(true);
      one.onerror = () => done(false);
      one[name] = address;
      document.head.append(one);
    })) read.push(`${tag} was loaded`);
  return read;
}
"""


def test_a_page_of_another_port_reads_nothing(context: BrowserContext, address: str, elsewhere: str) -> None:
    visit(context, address)  # the browser has a cookie now, which it sends to every port
    page = context.new_page()
    page.goto(elsewhere)
    for path in (
        "/",
        "/config",
        "/theme.css",
        "/favicon.ico",
        "/page/library/list",
        "/page/history/list",
        "/gradio_api/app_id",
    ):
        assert page.evaluate(READ, address + path) == [], path
    assert page.evaluate(READ, elsewhere), "the test itself can read what is readable"
    page.evaluate("address => window.open(address)", address)
    opened = context.wait_for_event("page") if len(context.pages) < 3 else context.pages[-1]
    expect(opened.locator(".welcome")).to_be_visible()
    assert opened.evaluate("window.opener") is None, "a link opens the page, and the other one has no hold of it"


@pytest.mark.parametrize("origin", ["http://localhost:9999", "http://127.0.0.1:9999", "null", "https://evil.example"])
def test_no_other_origin_is_given_leave(address: str, origin: str) -> None:
    with httpx.Client(base_url=address) as http:
        for method in ("GET", "OPTIONS", "POST"):
            for path in (
                "/",
                "/config",
                "/gradio_api/queue/join",
                "/gradio_api/queue/data",
                "/theme.css",
                "/page/library/list",
            ):
                asked = {"Origin": origin, "Access-Control-Request-Method": "POST", "Sec-Fetch-Site": "same-site"}
                refused = http.request(method, path, headers=asked)
                assert refused.status_code in (403, 404), f"{method} {path}"
                assert not [name for name in refused.headers if name.startswith("access-control")]
                assert refused.headers["cross-origin-resource-policy"] == "same-origin"


def test_links_from_elsewhere_open_the_page_and_frames_do_not(address: str) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert httpx.get(address, headers=link).status_code == 200
    assert httpx.get(address, headers={**link, "Sec-Fetch-Dest": "iframe"}).status_code == 403
    assert httpx.post(address, headers=link).status_code in (403, 404)
    assert httpx.get(f"{address}/page/library/list", headers={**link, "Sec-Fetch-Mode": "cors"}).status_code == 403


def test_there_are_no_websockets(address: str) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    for path in ("/gradio_api/queue/join", "/queue/join", "/"):
        assert httpx.get(address + path, headers=upgrade).status_code != 101


def test_events_that_no_page_sends_are_logged_without_a_flood(
    context: BrowserContext,  # noqa: ARG001  # see `routes`
    address: str,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with httpx.Client(base_url=address, timeout=60) as http:
        for function in range(3):
            name = f"odd{function}"
            event = {"data": [None], "fn_index": function, "session_hash": name, "event_data": {"question": 1}}
            http.post("/gradio_api/queue/join", json=event)
            with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": name}) as told:
                text = "".join(told.iter_text())
            assert "Traceback" not in text and "AttributeError" not in text
    assert any(one.getMessage() == "an event of the page failed" for one in caplog.records)
    assert "Traceback" not in "".join(capfd.readouterr())


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/reset"])
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b'{"data": [], "fn_index": -1, "session_hash": "odd"}', JSON),
        (b'{"data": [], "fn_index": 99999999999999999999, "session_hash": "odd"}', JSON),
        (b'{"data": [], "fn_index": 0, "session_hash": {}}', JSON),
        (b'{"data": NaN}', JSON),
        (b'{"event_id": "\\ud800"}', JSON),
        (b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", JSON),
        (b"\x1f\x8b\x08", {"Content-Type": "multipart/form-data"}),
        (b"--x\r\n\x8b", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b"", JSON),
    ],
)
def test_what_gradio_cannot_read_is_refused_before_it(
    address: str, path: str, body: bytes, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = httpx.post(address + path, content=body, headers=headers, timeout=60)
    assert answer.status_code in (400, 415, 422)
    assert answer.json()["error"]["message"]
    assert not caplog.records


@pytest.mark.parametrize("name", ["a" * 5_000, "a/" * 3_000, "%00", "%2e%2e", "..%2f..%2fconfig", "", "index.html%0a"])
def test_names_that_no_file_has_are_unknown(address: str, name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert httpx.get(f"{address}/assets/{name}").status_code == 404
    assert not caplog.records
