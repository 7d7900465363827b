"""Where users are required: what each role may do at each route, with tokens, sessions and a proxy's header; and the log."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi.routing import APIRoute
from starlette.routing import Route

from dragoman import Dragoman
from dragoman.api.access import Access
from dragoman.api.app import application
from dragoman.api.authentication import COOKIE, SECURE_COOKIE, Callers
from dragoman.api.mcp import server as tools
from dragoman.api.permissions import Rule, api_rules, is_api
from dragoman.api.proxies import Proxies
from dragoman.assistant.accounts import PERMISSIONS, Accounts
from dragoman.assistant.accounts.passwords import Passwords
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.retrieval.ranking import Ranker, load_weights
from dragoman.web.server import running

REQUIRED = Access(editing=True, local=True, users=True, metrics="read")
PASSWORD = "correct horse battery"
RULES = api_rules(REQUIRED.metrics)
PLACES = {"{document_id}": "nothing", "{name:path}": "nothing/at/all"}
Serve = Callable[..., httpx.Client]


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accounts]:
    cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with Accounts(tmp_path_factory.mktemp("accounts"), passwords=cheap) as opened:
        for role in PERMISSIONS:
            opened.users.add(f"a-{role}", role, PASSWORD)
        yield opened


@pytest.fixture(scope="module")
def tokens(accounts: Accounts) -> Mapping[tuple[str, str], str]:
    """Each role's token of each scope."""
    return {
        (role, scope): accounts.tokens.add(f"a-{role}", scope)[1]  # type: ignore[arg-type]  # one of the two
        for role in PERMISSIONS
        for scope in ("read", "write")
    }


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, encoder: PackagedEncoder) -> Iterator[Dragoman]:
    with Dragoman(Home(tmp_path_factory.mktemp("gate"), encoder), Ranker(load_weights())) as opened:
        yield opened


@pytest.fixture(scope="module")
def serve(own: Dragoman, accounts: Accounts) -> Iterator[Serve]:
    """Serve the API and the tools as set; return a client."""
    with ExitStack() as stack:

        def served(access: Access = REQUIRED, proxies: Proxies | None = None) -> httpx.Client:
            app = application(own, access, Callers(accounts, proxies, required=access.users))
            tools.mount(app, own, local=True)
            address = stack.enter_context(running(app))
            return stack.enter_context(httpx.Client(base_url=address, timeout=60))

        yield served


@pytest.fixture(scope="module")
def http(serve: Serve) -> httpx.Client:
    return serve()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def asked(http: httpx.Client, rule: Rule, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Ask for a route with a body that it cannot use: whoever is let in gets another status than 401 and 403."""
    path = rule.path
    for name, value in PLACES.items():
        path = path.replace(name, value)
    body = None if rule.method in ("GET", "DELETE") else {}
    return http.request(rule.method, path, json=body, headers=headers)


def test_every_route_has_a_line_in_the_table(own: Dragoman) -> None:
    app = application(own, REQUIRED)
    tools.mount(app, own, local=True)
    routes = [
        (method, one.path_format)
        for one in app.routes
        if isinstance(one, Route) or (isinstance(one, APIRoute) and one.include_in_schema)
        for method in (one.methods or ())
        if method != "HEAD" and not (isinstance(one, APIRoute) and not one.include_in_schema)
    ]
    assert len(routes) > 30
    lines = {(rule.method, rule.path.replace(":path}", "}")) for rule in RULES.rules}
    assert {(method, path) for method, path in routes} == lines
    assert all(is_api(path) for _, path in routes)


def test_a_route_without_a_line_is_for_editors_alone(http: httpx.Client, tokens: Mapping[tuple[str, str], str]) -> None:
    for path in ("/api/new", "/v1/new", "/api"):
        assert http.get(path).status_code == 401
        assert http.get(path, headers=bearer(tokens["analyst", "write"])).status_code == 403
        assert http.get(path, headers=bearer(tokens["editor", "write"])).status_code == 404


@pytest.mark.parametrize("rule", RULES.rules, ids=[f"{one.method} {one.path}" for one in RULES.rules])
def test_each_route_is_for_those_whom_the_table_names(
    http: httpx.Client, tokens: Mapping[tuple[str, str], str], rule: Rule
) -> None:
    if rule.requires == "open":
        assert asked(http, rule).status_code in (200, 503)
        return
    refused = asked(http, rule)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer realm="dragoman"'
    assert "dragoman token add" in refused.json()["error"]["message"]
    for (role, scope), token in tokens.items():
        allowed = rule.requires in PERMISSIONS[role] and (rule.requires != "edit" or scope == "write")  # type: ignore[index]
        found = asked(http, rule, bearer(token))
        if allowed:
            assert found.status_code not in (401, 403), f"{role}, {scope}: {found.text}"
            assert found.headers["cache-control"] == "no-store"
        else:
            assert found.status_code == 403, f"{role}, {scope}: {found.text}"
            assert "role" in found.json()["error"]["message"]


def test_what_is_no_token(http: httpx.Client, tokens: Mapping[tuple[str, str], str], accounts: Accounts) -> None:
    good = tokens["reader", "read"]
    assert http.get("/api/stats", headers={"Authorization": f"bearer  {good}"}).status_code == 200
    gone, secret = accounts.tokens.add("a-editor", "write")
    accounts.tokens.revoke(gone.id)
    for wrong in (secret, good[:-1], f"{good}x", "none", "dragoman_", "x" * 10_000, "'; DROP TABLE tokens", "é"):
        refused = http.get("/api/stats", headers={"Authorization": f"Bearer {wrong}".encode()})
        assert refused.status_code == 401
        assert "unknown, revoked or expired" in refused.json()["error"]["message"]
    for header in (f"Basic {good}", good, "Bearer"):
        assert http.get("/api/stats", headers={"Authorization": header}).status_code == 401
    twice = [("Authorization", f"Bearer {good}"), ("Authorization", f"Bearer {good}")]
    assert http.get("/api/stats", headers=twice).status_code == 401
    # A wrong token is not saved by a session.
    session = accounts.sign_in("a-reader", PASSWORD, "").session
    cookie = {"Cookie": f"{COOKIE}={session}"}
    assert http.get("/api/stats", headers=cookie).status_code == 200
    assert http.get("/api/stats", headers={**cookie, **bearer("none")}).status_code == 401


@pytest.mark.parametrize("name", [COOKIE, SECURE_COOKIE])
def test_a_session_counts_as_its_user(http: httpx.Client, accounts: Accounts, name: str) -> None:
    session = accounts.sign_in("a-analyst", PASSWORD, "").session
    cookie = {"Cookie": f"other=1; {name}={session}"}
    assert http.post("/api/quote", json={}, headers=cookie).status_code == 422
    assert http.delete("/api/documents/x", headers=cookie).status_code == 403
    for other in ("https://evil.example", "http://localhost:9999", "null"):
        assert http.get("/api/stats", headers={**cookie, "Origin": other}).status_code == 403
    assert session is not None
    accounts.sessions.end(session)
    assert http.post("/api/quote", json={}, headers=cookie).status_code == 401


def test_clients_of_openai_are_told_in_their_own_form(http: httpx.Client) -> None:
    refused = http.post("/v1/chat/completions", json={}, headers=bearer("none"))
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "SignInRequired"


def test_other_pages_are_refused_at_every_route(http: httpx.Client, tokens: Mapping[tuple[str, str], str]) -> None:
    for path in ("/health", "/ready", "/metrics", "/api/stats", "/v1/models"):
        for headers in ({"Sec-Fetch-Site": "same-site"}, {"Origin": "http://localhost:9999"}):
            refused = http.get(path, headers={**bearer(tokens["editor", "write"]), **headers})
            assert refused.status_code == 403
            assert not [name for name in refused.headers if name.startswith("access-control")]
    assert http.post("/mcp", json={}, headers={"Origin": "http://localhost:9999"}).status_code == 403


def called(http: httpx.Client, token: str, method: str, params: Mapping[str, Any]) -> Any:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    headers = {**bearer(token), "Accept": "application/json, text/event-stream", "Mcp-Protocol-Version": "2025-06-18"}
    answer = http.post("/mcp", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    text = answer.text
    if "data:" in text:
        text = next(line[5:] for line in text.splitlines() if line.startswith("data:"))
    return json.loads(text)


def test_readers_have_the_tools_that_read(http: httpx.Client, tokens: Mapping[tuple[str, str], str]) -> None:
    names = {
        role: {one["name"] for one in called(http, tokens[role, "read"], "tools/list", {})["result"]["tools"]}
        for role in PERMISSIONS
    }
    assert names["analyst"] == names["editor"] == names["reader"] | {"check_quote", "check_draft"}
    assert names["reader"] == {"search", "ask", "said", "get_document"}
    quote = {"name": "check_quote", "arguments": {"quote": "Fatah was not present at that gathering"}}
    refused = called(http, tokens["reader", "read"], "tools/call", quote)
    assert "there is no tool 'check_quote'" in refused["error"]["message"]
    assert called(http, tokens["analyst", "read"], "tools/call", quote)["result"]["structuredContent"]["verdict"]


def test_the_log_has_what_was_changed_and_nothing_else(
    http: httpx.Client, tokens: Mapping[tuple[str, str], str], accounts: Accounts
) -> None:
    before = len(accounts.audit)
    editor, reader = bearer(tokens["editor", "write"]), bearer(tokens["reader", "write"])
    report = b"---\ntitle: A second round\n---\nThe delegations met in Aswan on Tuesday.\n"
    files = [("files", ("folder/report.md", report)), ("files", ("picture.png", b"\x89PNG"))]
    assert http.post("/api/documents", files=files, headers=editor).json()["added"] == 1
    [document] = http.get("/api/documents", headers=editor).json()["documents"]
    first = document["id"]
    url = "http://127.0.0.1:9/report?token=secret#secret"
    http.post("/api/documents", json={"urls": [url]}, headers=editor)
    http.post("/api/sets", json={"name": "Aswan", "documents": [document["id"]]}, headers=editor)
    http.patch("/api/sets/Aswan", json={"drop": [document["id"]]}, headers=editor)
    http.patch("/api/sets/Aswan", json={"name": "Luxor"}, headers=editor)
    http.delete("/api/sets/Luxor", headers=editor)
    document = http.patch(f"/api/documents/{first}", json={"publisher": "Lorne Post"}, headers=editor).json()
    told = {
        who: http.get(f"/api/documents/{document['id']}/history", headers=headers).json()["edits"][0]["by"]
        for who, headers in (("editor", editor), ("reader", reader))
    }
    assert told == {"editor": "a-editor", "reader": ""}
    http.delete(f"/api/documents/{document['id']}", headers=editor)
    # None of these changes anything.
    http.delete(f"/api/documents/{document['id']}", headers=editor)
    http.delete("/api/documents/x", headers=reader)
    assert http.get("/api/removed", headers=editor).json()["documents"][0]["id"] == document["id"]
    http.post("/api/ask", json={"question": "Who met in Aswan?"}, headers=editor)
    found = list(accounts.audit.entries())[before:]
    assert [(one.action, one.detail) for one in found] == [
        ("added documents", "2 files: report.md, picture.png"),
        ("added documents", "1 address: http://127.0.0.1:9/report"),
        ("made a set", f"Aswan: 1 document: {first}"),
        ("changed a set", f"out of Aswan: 1 document: {first}"),
        ("changed a set", "Aswan is now Luxor"),
        ("deleted a set", "Luxor"),
        ("changed a document", f"{first}: publisher"),
        ("removed documents", document["id"]),
    ]
    assert {(one.user, one.address) for one in found} == {("a-editor", "127.0.0.1")}


def test_where_nobody_signs_in_the_log_names_the_machine(serve: Serve, accounts: Accounts) -> None:
    http, before = serve(Access(editing=True, local=True)), len(accounts.audit)
    assert http.get("/api/stats", headers=bearer("none")).status_code == 200, "clients send any key"
    assert http.post("/api/documents", files=[("files", ("a.md", b"The delegations met."))]).status_code == 200
    [entry] = list(accounts.audit.entries())[before:]
    assert (entry.user, entry.action, entry.detail) == ("local", "added documents", "1 file: a.md")


@pytest.mark.parametrize(
    ("requires", "status", "of_a_reader"), [("open", 200, 200), ("read", 401, 200), ("closed", 404, 404)]
)
def test_metrics_by_setting(
    serve: Serve, tokens: Mapping[tuple[str, str], str], requires: Any, status: int, of_a_reader: int
) -> None:
    http = serve(Access(editing=True, local=True, users=True, metrics=requires))
    assert http.get("/metrics").status_code == status
    assert http.get("/metrics", headers=bearer(tokens["reader", "read"])).status_code == of_a_reader


def test_single_sign_on(serve: Serve) -> None:
    http = serve(proxies=Proxies.of("127.0.0.1", "X-Forwarded-User"))
    name = "X-Forwarded-User"
    assert http.get("/api/stats", headers={name: "A-Reader"}).status_code == 200
    assert http.delete("/api/documents/x", headers={name: "a-reader"}).status_code == 403
    assert http.delete("/api/documents/x", headers={name: "a-editor"}).status_code == 404
    assert http.get("/api/stats").status_code == 401
    unknown = http.get("/api/stats", headers={name: "stranger"})
    assert unknown.status_code == 401 and "--no-password" in unknown.json()["error"]["message"]
    for wrong in ([(name, "a-reader"), (name, "a-editor")], [(name, "")], [(name, b"a\xc2\x85b")], [(name, b"\xff")]):
        assert http.get("/api/stats", headers=wrong).status_code == 401


def test_a_spoofed_header_counts_as_not_sent(serve: Serve, tokens: Mapping[tuple[str, str], str]) -> None:
    http = serve(proxies=Proxies.of("10.0.0.0/24", "X-Forwarded-User"))
    for spoofed in (b"a-editor", b"", b"a\xc2\x85b"):
        assert http.get("/api/stats", headers=[("X-Forwarded-User", spoofed)]).status_code == 401
        headers = [
            ("X-Forwarded-User", spoofed),
            ("X-Forwarded-For", "10.0.0.1"),
            *bearer(tokens["reader", "read"]).items(),
        ]
        assert http.delete("/api/documents/x", headers=headers).status_code == 403


def test_a_busy_or_damaged_file_is_no_way_in(own: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "users.sqlite").write_bytes(b"no database" * 1000)
    with Accounts(tmp_path) as broken, running(application(own, REQUIRED, Callers(broken, required=True))) as address:
        refused = httpx.get(f"{address}/api/stats", headers=bearer("dragoman_x"))
        assert refused.status_code == 500
        assert httpx.get(f"{address}/health").status_code == 200


def test_a_draft_is_its_users_alone(http: httpx.Client, tokens: Mapping[tuple[str, str], str]) -> None:
    own, other = bearer(tokens["analyst", "write"]), bearer(tokens["editor", "write"])
    job = http.post("/api/drafts", json={"text": "Nothing is quoted here."}, headers=own).json()["job"]
    for method in ("GET", "DELETE"):
        assert http.request(method, f"/api/drafts/{job}", headers=other).status_code == 404
        assert http.request(method, f"/api/drafts/{job}", headers=own).status_code == 200
