"""Who is let in: hosts, other people's pages, and who may change the corpus."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.assistant.contract import documents, library
from dragoman.web.server import running

ASK = {"question": "Who leads Egyptian General Intelligence?"}
REPORT = "---\ntitle: A second round\npublisher: Test Courier\n---\nThe {} delegations met in Aswan on Tuesday.\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with Dragoman.open(tmp_path_factory.mktemp("guard") / "home") as opened:
        yield opened


@pytest.fixture(scope="module")
def editable(own: Dragoman) -> Iterator[str]:
    with running(application(own, Access.of("127.0.0.1"))) as address:
        yield address


@pytest.mark.parametrize("host", ["localhost", "localhost:7860", "127.0.0.1:1", "[::1]:7860", "LOCALHOST.:80"])
def test_names_of_this_machine(http: httpx.Client, host: str) -> None:
    assert http.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "[::2]", "[", ""]
)
@pytest.mark.parametrize("path", ["/health", "/api/stats", "/"])
def test_other_names_are_rebinding(http: httpx.Client, host: str, path: str) -> None:
    refused = http.get(path, headers={"Host": host})
    assert refused.status_code in (400, 421)
    if refused.status_code == 421:
        assert "localhost only" in refused.json()["error"]["message"]


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """Kill the process when the block fails, or nothing would end it."""
    try:
        yield
    except BaseException:  # also an interruption from the keyboard
        process.kill()
        raise


def test_the_page_is_served_behind_the_api_and_under_this_machines_names_only(
    briefs_home: Callable[[Path], Path], tmp_path: Path
) -> None:
    script = (
        "import sys; from dragoman import ui; from dragoman import Dragoman\n"
        "with Dragoman.open(sys.argv[1]) as dragoman: ui.serve(dragoman, port=0)"
    )
    command = [sys.executable, "-c", script, str(briefs_home(tmp_path / "home"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, ended(process):
        assert process.stdout is not None
        [address] = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        with httpx.Client(base_url=address, timeout=60) as http:
            page = http.get("/")
            assert page.status_code == 200 and "Dragoman" in page.text
            assert http.get("/", headers={"Host": "evil.example"}).status_code == 421
            assert http.get("/api/nothing").json()["error"]["type"] == "NotFound"
            assert http.get("/api/quote").status_code == 405
            assert http.get("/api/stats").json()["editing"] is True
            assert http.post("/api/ask", json=ASK).json()["claims"]
            for path, kind in (
                ("/gradio_api/queue/join", "application/json"),
                ("/mcp", "application/json"),
            ):
                headers = {"Content-Type": kind, "Accept": "application/json, text/event-stream"}
                chunks = (b"--b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n", *[b"x" * 65_536] * 50)
                refused = http.post(path, headers=headers, content=iter(chunks))
                assert refused.status_code == 413 and "2 MB" in refused.json()["error"]["message"], path
            counted = http.get("/metrics").text
            assert http.post("/gradio_api/upload", files={"f": b"x"}).status_code == 404, "the page does not use it"
        process.send_signal(signal.SIGINT)
        process.wait()
    assert 'dragoman_requests_total{method="GET",route="page",status="200"} 1.0' in counted


def test_a_server_for_others_answers_to_any_name(dragoman: Dragoman) -> None:
    with running(application(dragoman, Access(editing=False, local=False))) as address:
        assert httpx.get(f"{address}/health", headers={"Host": "reports.example"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    ],
)
def test_other_peoples_pages_are_refused(http: httpx.Client, headers: dict[str, str]) -> None:
    for refused in (
        http.post("/api/ask", json=ASK, headers=headers),
        http.get("/api/ask", params=ASK, headers=headers),
        http.post("/v1/chat/completions", json={}, headers=headers),
        http.delete("/api/documents/x", headers=headers),
        http.post("/api/draft", files={"file": ("a.md", b"x")}, headers=headers),
    ):
        assert refused.status_code == 403
        assert "another web page" in refused.json()["error"]["message"]
        assert "access-control-allow-origin" not in refused.headers


def test_the_own_page_and_programs_are_let_in(http: httpx.Client, address: str) -> None:
    for headers in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": address}):
        assert http.post("/api/ask", json=ASK, headers=headers).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"])
def test_types_that_any_form_may_have_are_refused(http: httpx.Client, kind: str) -> None:
    refused = http.post("/api/ask", content=b'{"question": "who?"}', headers={"Content-Type": kind})
    assert refused.status_code == 415
    assert "Content-Type: application/json" in refused.json()["error"]["message"]


def test_nothing_is_changed_where_editing_is_off(http: httpx.Client, dragoman: Dragoman) -> None:
    before = dragoman.stats()["documents"]
    some = http.get("/api/documents?limit=1").json()["documents"][0]["id"]
    for refused in (
        http.post("/api/documents", json={"urls": ["https://example.org/"]}),
        http.post("/api/documents", files={"files": ("a.md", REPORT.encode())}),
        http.delete(f"/api/documents/{some}"),
    ):
        assert refused.status_code == 403
        assert refused.json()["error"]["type"] == "NotAllowed"
        assert "dragoman ingest" in refused.json()["error"]["message"]
    assert dragoman.stats()["documents"] == before


def test_sets_are_made_changed_and_deleted(editable: str) -> None:
    with httpx.Client(base_url=editable, timeout=60) as http:
        http.post("/api/documents", files=files(1, 2))
        first, second = [one["id"] for one in http.get("/api/documents").json()["documents"]]
        made = http.post("/api/sets", json={"name": "Aswan / 2", "documents": [first]}).json()
        assert made == {"name": "Aswan / 2", "documents": 1, "fixed": False}
        assert http.post("/api/sets", json={"name": "aswan / 2", "documents": [first]}).status_code == 409
        assert http.post("/api/sets", json={"name": "Aswan", "documents": ["none"]}).status_code == 404
        address = "/api/sets/Aswan%20/%202"
        changed = http.patch(address, json={"add": [second]}).json()
        library.DocumentSets.model_validate(changed)
        assert changed["sets"][-1] == {**made, "documents": 2}
        assert http.get("/api/documents", params={"set": "Aswan / 2"}).json()["total"] == 2
        assert http.patch(address, json={"drop": [first]}).json()["sets"][-1]["documents"] == 1
        assert http.patch(address, json={"name": "Luxor"}).json()["sets"][-1]["name"] == "Luxor"
        assert http.patch(address, json={"add": [first]}).status_code == 404, "it has another name now"
        for wrong in ({}, {"add": [first], "name": "x"}, {"add": []}):
            assert http.patch("/api/sets/Luxor", json=wrong).status_code == 422
        assert http.patch("/api/sets/briefs", json={"add": [first]}).status_code == 409
        assert [one["name"] for one in http.delete("/api/sets/Luxor").json()["sets"]] == ["briefs", "added"]
        assert http.delete("/api/sets/Luxor").status_code == 404
        for one in (first, second):
            http.delete(f"/api/documents/{one}")


def test_sets_stay_as_they_are_where_editing_is_off(address: str) -> None:
    assert {one["name"] for one in httpx.get(f"{address}/api/sets").json()["sets"]} == {"briefs", "added"}
    tries = (
        httpx.post(f"{address}/api/sets", json={"name": "x", "documents": ["y"]}),
        httpx.patch(f"{address}/api/sets/x", json={"name": "y"}),
        httpx.delete(f"{address}/api/sets/x"),
    )
    for refused in tries:
        assert refused.status_code == 403
        assert refused.json()["error"]["type"] == "NotAllowed"


def files(*numbers: int) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (f"folder/report {number}.md", REPORT.format(number).encode())) for number in numbers]


def test_files_are_added_replaced_and_removed(editable: str) -> None:
    with httpx.Client(base_url=editable, timeout=60) as http:
        added = http.post("/api/documents", files=[*files(3, 4), ("files", ("a.png", b"\x89PNG"))]).json()
        library.Ingested.model_validate(added)
        assert (added["added"], len(added["failed"])) == (2, 1)
        assert added["failed"][0]["source"] == "a.png"
        assert http.post("/api/documents", files=files(3)).json()["unchanged"] == 1
        newer = [("files", ("report 3.md", REPORT.format("five").encode()))]
        assert http.post("/api/documents", files=newer).json()["updated"] == 1
        listed = http.get("/api/documents", params={"words": "second"}).json()
        library.DocumentPage.model_validate(listed)
        assert listed["total"] == 2
        for one in listed["documents"]:
            shown = http.get(f"/api/documents/{one['id']}").json()
            documents.Document.model_validate(shown)
            assert len(shown["text"]) == one["characters"]
            gone = http.delete(f"/api/documents/{one['id']}").json()
            library.Removed.model_validate(gone)
        assert http.get("/api/documents").json()["total"] == 0
        assert http.delete(f"/api/documents/{one['id']}").status_code == 404
        assert http.post("/api/documents", files={"other": ("a.md", b"x")}).status_code == 422


@pytest.mark.parametrize(
    "url", ["/etc/passwd", "file:///etc/passwd", "library", "ftp://example.org/x", "http://", "javascript:alert(1)", ""]
)
def test_nothing_but_web_addresses_is_fetched(editable: str, url: str) -> None:
    refused = httpx.post(f"{editable}/api/documents", json={"urls": ["http://127.0.0.1:9/x", url]})
    assert refused.status_code == 422
    assert "http or https address" in refused.json()["error"]["message"]


def test_an_address_that_does_not_answer_is_named(editable: str) -> None:
    found = httpx.post(f"{editable}/api/documents", json={"urls": ["http://127.0.0.1:9/x"]}, timeout=60).json()
    assert found["failed"][0]["source"] == "http://127.0.0.1:9/x"
    for body in ({}, {"urls": []}, {"urls": "http://x.example"}):
        refused = httpx.post(f"{editable}/api/documents", json=body)
        assert refused.status_code == 422
