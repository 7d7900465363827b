"""What a visitor does, for the tests of the page."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

expect.set_options(timeout=20_000)  # milliseconds; tests of other files may run on the same cores

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 860}
EXAMPLE = "Who leads Egyptian General Intelligence?"
UNANSWERABLE = "Who won the 2022 football World Cup?"


def visit(context: BrowserContext, address: str, path: str = "/", ready: str = ".welcome") -> Page:
    """A page that fails the test when it asks another host for something or a script goes wrong."""
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(f"the page's script failed: {error}"))
    page.goto(address + path)
    expect(page.locator(ready).first).to_be_visible()
    assert [url for url in requested if not url.startswith((address, "data:", "blob:"))] == []
    return page


def ask(page: Page, question: str) -> Locator:
    """The card of the answer."""
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()
    turns = page.locator(".turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    card = page.locator(".turn").nth(turns).locator(".a:not(.waiting)")
    expect(card).to_be_visible()
    return card


def flat(text: str) -> str:
    """The words, white space folded."""
    return " ".join(text.split())


def lead(card: Locator) -> str:
    """The words that lead an answer."""
    return flat(card.locator(".words").first.inner_text())
