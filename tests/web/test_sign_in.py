"""Signing in and out, as users do it, and what each role then finds on the page."""

from collections.abc import Iterator

import httpx
import pytest
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from dragoman import Dragoman, ui
from dragoman.api.access import Access
from dragoman.api.authentication import COOKIE, SECURE_COOKIE, Callers
from dragoman.api.proxies import Proxies
from dragoman.assistant.accounts import Accounts
from dragoman.assistant.accounts.lockout import FAILURES
from dragoman.assistant.accounts.passwords import Passwords
from dragoman.web import server
from dragoman.web.sign_in import WRONG, local
from tests.conftest import CHROMIUM, QUIET
from tests.web.browsing import DESK, EXAMPLE, PHONE, ask

PASSWORD = "correct horse battery"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accounts]:
    cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with Accounts(tmp_path_factory.mktemp("accounts"), passwords=cheap) as opened:
        opened.users.add("ana", "editor", PASSWORD)
        opened.users.add("ben", "reader", PASSWORD)
        yield opened


@pytest.fixture(scope="module")
def address(dragoman: Dragoman, accounts: Accounts) -> Iterator[str]:
    """A server that requires users and trusts a proxy on this machine."""
    callers = Callers(accounts, Proxies.of("127.0.0.1", None), required=True)
    app = ui.mount(dragoman, FastAPI(), Access(editing=True, local=False, users=True, metrics="read"), callers)
    with server.running(app) as running:
        yield running


@pytest.fixture(autouse=True)
def _nobody_is_locked(accounts: Accounts) -> Iterator[None]:
    yield
    with accounts._store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM attempts")


@pytest.fixture
def guest(context: BrowserContext, address: str) -> Page:
    """The sign-in page, to which somebody came on the way to the library."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page's script failed: {error}"))
    page.goto(f"{address}/?tab=library&set=briefs")
    expect(page).to_have_title("Sign in · Dragoman")
    return page


def sign_in(page: Page, name: str = "ana", password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_signing_in_leads_to_where_one_was_going_and_out_again(guest: Page, address: str) -> None:
    expect(guest.get_by_label("Name")).to_be_focused()
    sign_in(guest, password="a wrong password")
    expect(guest.get_by_role("alert")).to_have_text(WRONG)
    expect(guest.get_by_label("Name")).to_have_value("ana")
    expect(guest.get_by_label("Password")).to_be_focused()
    expect(guest.get_by_label("Password")).to_have_value("")
    sign_in(guest, name="nobody")
    expect(guest.get_by_role("alert")).to_have_text(WRONG)
    sign_in(guest, name=" ANA ")
    expect(guest.locator("#library-list .count")).to_be_visible()
    expect(guest).to_have_url(f"{address}/?tab=library&set=briefs")
    expect(guest.locator("#who")).to_contain_text("ana")
    expect(guest.locator("#library-add")).to_be_visible()
    guest.get_by_role("button", name="Sign out").click()
    expect(guest).to_have_title("Sign in · Dragoman")
    guest.go_back()
    expect(guest).to_have_title("Sign in · Dragoman")


def test_no_script_is_needed(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    sign_in(page)
    expect(page).to_have_url(f"{address}/")
    assert [one["httpOnly"] for one in context.cookies() if one["name"] == COOKIE] == [True]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_form(guest: Page, scheme: str) -> None:
    guest.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    for trouble in (False, True):
        if trouble:
            sign_in(guest, password="a wrong password")
            expect(guest.get_by_role("alert")).to_be_visible()
        for width in (DESK["width"], PHONE["width"], 320):
            guest.set_viewport_size({"width": width, "height": 640})
            found = Axe().run(guest, options={"resultTypes": ["violations"]}).response["violations"]
            assert [one["id"] for one in found] == []
            assert guest.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_conversations_belong_to_the_user(browser: Browser, address: str) -> None:
    def shown(name: str, *, asks: bool = False) -> int:
        context = browser.new_context(viewport=DESK)
        page = context.new_page()
        page.goto(address)
        sign_in(page, name)
        expect(page.locator(".welcome")).to_be_visible()
        if asks:
            ask(page, EXAMPLE)
        page.get_by_role("link", name="History", exact=True).click()
        expect(page.locator("#panel-history .counted")).to_have_count(1)
        found = page.locator("#panel-history .talk").count()
        context.close()
        return found

    assert shown("ana", asks=True) == 1
    assert shown("ana") == 1, "in another browser, too"
    assert shown("ben") == 0


def test_a_reader_finds_what_a_reader_may_use(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("response", lambda one: refused.append(one.url) if one.status >= 400 else None)
    page.goto(f"{address}/?tab=check")
    sign_in(page, "ben")
    expect(page.locator("#who")).to_contain_text("ben")
    names = page.locator("#tabs a").evaluate_all("links => links.map(link => link.dataset.tab)")
    assert names == ["ask", "said", "timeline", "library", "history"]
    expect(page.locator("#panel-check")).to_be_hidden()
    page.locator('#tabs a[data-tab="library"]').click()
    expect(page.locator("#library-list .count")).to_be_visible()
    expect(page.locator("#library-add")).to_be_hidden()
    page.locator("#panel-library input.one").first.check()
    expect(page.locator("#library-chosen [data-act=ask]")).to_be_visible()
    expect(page.locator("#library-chosen [data-act=remove]")).to_be_hidden()
    assert [one for one in refused if "/page/library" in one] == []
    removed = page.evaluate(
        "fetch('/page/library/reindex', { method: 'POST', headers: { 'Content-Type': 'application/json' } })"
        ".then(async answer => [answer.status, await answer.text()])"
    )
    assert removed[0] == 403 and "role editor" in removed[1]


def test_a_session_that_ends_while_the_page_is_open(context: BrowserContext, address: str, accounts: Accounts) -> None:
    page = context.new_page()
    page.goto(address)
    sign_in(page)
    expect(page.locator("#who")).to_contain_text("ana")
    [secret] = [one["value"] for one in context.cookies() if one["name"] == COOKIE]
    accounts.sessions.end(secret)
    expect(page.locator("#ask")).to_be_enabled()
    page.locator("#question").fill(EXAMPLE)
    page.locator("#question").press("Enter")
    notice = page.locator("#signed-out")
    expect(notice).to_contain_text("Your session has ended.")
    assert [one["id"] for one in Axe().run(page, "#signed-out").response["violations"]] == []
    notice.get_by_role("button", name="Not now").click()
    expect(page.locator("#question")).to_have_value(EXAMPLE)
    page.locator('#tabs a[data-tab="history"]').click()
    expect(page.locator("#panel-history .problem")).to_contain_text("You are signed out.")
    notice.get_by_role("link", name="Sign in again").click()
    sign_in(page)
    expect(page.locator("#panel-history .counted")).to_have_count(1)


def test_over_plain_http_on_a_network(playwright: Playwright, address: str) -> None:
    # A browser sends less about a request there than to localhost.
    rules = "--host-resolver-rules=MAP reports.example 127.0.0.1"
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, rules])
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(address.replace("127.0.0.1", "reports.example"))
    assert page.evaluate("window.isSecureContext") is False
    sign_in(page, password="a wrong password")
    expect(page.get_by_role("alert")).to_have_text(WRONG)
    sign_in(page)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, EXAMPLE)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in · Dragoman")
    browser.close()


def posted(address: str, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
    return httpx.post(f"{address}/sign-in", data=fields, headers=headers)


def test_the_cookie(address: str) -> None:
    plain = posted(address, name="ana", password=PASSWORD)
    assert (plain.status_code, plain.headers["location"]) == (303, "/")
    [sent] = [one for one in plain.headers.get_list("set-cookie") if one.startswith(COOKIE)]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=604800"} <= set(sent.split("; ")) and "Secure" not in sent
    secure = posted(address, {"X-Forwarded-Proto": "https"}, name="ana", password=PASSWORD)
    [sent] = [one for one in secure.headers.get_list("set-cookie") if one.startswith(SECURE_COOKIE)]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Secure"} <= set(sent.split("; ")) and "Domain" not in sent
    value = sent.partition("=")[2].partition(";")[0]
    again = posted(address, {"Cookie": f"{SECURE_COOKIE}={value}"}, name="ana", password=PASSWORD)
    assert again.status_code == 303
    with httpx.Client(base_url=address, headers={"Cookie": f"{SECURE_COOKIE}={value}"}) as http:
        assert http.get("/page/history/list").status_code == 401, "signing in again ends the session before"


def test_other_pages_sign_nobody_in_or_out(address: str) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}):
        assert posted(address, headers, name="ana", password=PASSWORD).status_code == 403
        assert httpx.post(f"{address}/sign-out", headers=headers).status_code == 403
    assert httpx.get(f"{address}/sign-out").status_code == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"name": "ana"}', "application/json", 415),
        (b"name=ana", "text/plain", 415),
        (b"name=" + b"x" * 20_000, FORM["Content-Type"], 413),
        (b"&".join([b"a=b"] * 30), FORM["Content-Type"], 400),
        (b"", FORM["Content-Type"], 403),
        (b"name=%ff%00&password=%ed%a0%80&next=%ff", FORM["Content-Type"], 403),
    ],
)
def test_bodies_that_are_no_form(address: str, body: bytes, kind: str, status: int) -> None:
    assert httpx.post(f"{address}/sign-in", content=body, headers={"Content-Type": kind}).status_code == status


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/sign-out",
        "http://[",
        "",
    ],
)
def test_nobody_is_led_away(address: str, following: str) -> None:
    assert local(following) == "/"
    assert posted(address, name="ana", password=PASSWORD, next=following).headers["location"] == "/"


def test_what_was_asked_for_is_opened_after_signing_in(address: str) -> None:
    asked = "/?document=a&start=1&about=يوم+1\r\nSet-Cookie: x=1"
    led = posted(address, name="ana", password=PASSWORD, next=asked).headers["location"]
    assert led == "/?document=a&start=1&about=%D9%8A%D9%88%D9%85+1Set-Cookie:%20x=1"


def test_hostile_names_are_text(address: str) -> None:
    shown = posted(address, name='"><script>stolen=1</script>', password="x", next='/?"><script>').text
    assert "<script" not in shown


def test_too_many_failures(address: str) -> None:
    for number in range(FAILURES):
        assert (
            posted(address, {"X-Forwarded-For": f"192.0.2.{number}"}, name="ben", password="wrong").status_code == 403
        )
    refused = posted(address, {"X-Forwarded-For": "192.0.2.99"}, name="ben", password=PASSWORD)
    assert refused.status_code == 429
    assert "Too many attempts have failed. Try again in 1 minute." in refused.text
    assert 0 < int(refused.headers["retry-after"]) <= 61


@pytest.mark.parametrize("path", ["/", "/?tab=history"])
def test_without_a_session(address: str, path: str) -> None:
    sent = httpx.get(address + path)
    assert sent.status_code == 303 and sent.headers["location"].startswith("/sign-in?next=%2F")
    assert httpx.get(f"{address}/gradio_api/queue/data").status_code == 401
    assert httpx.post(f"{address}/gradio_api/queue/join", json={}).status_code == 401
    assert httpx.get(f"{address}/page/source?document=x").status_code == 401
    assert httpx.get(f"{address}/favicon.ico").status_code == 200


def test_on_this_machine_nobody_is_asked(dragoman: Dragoman) -> None:
    with server.running(ui.mount(dragoman, FastAPI(), Access.of("127.0.0.1"))) as address:
        page = httpx.get(address)
        assert page.status_code == 200 and "no-store" not in page.headers.get("cache-control", "")
        assert httpx.get(f"{address}/sign-in").status_code in (404, 405)
        assert "Sign out" not in page.text


def test_a_page_of_the_anonymous_browser_is_not_the_users(context: BrowserContext, address: str) -> None:
    page = visit_signed_in(context, address)
    names = {one["name"] for one in context.cookies()}
    assert {"dragoman", COOKIE} <= names
    ask(page, EXAMPLE)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in · Dragoman")
    assert COOKIE not in {one["name"] for one in context.cookies()}


def visit_signed_in(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    sign_in(page, "ben")
    expect(page.locator(".welcome")).to_be_visible()
    return page
