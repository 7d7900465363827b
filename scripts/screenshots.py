"""Take the pictures in `docs/screenshots/` in a real browser, from the real server with the bundled briefs.

Run it with `python -m dragoman.scripts.screenshots`.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
ANSWERED = "How many members will the committee that runs Gaza have?"
NOT_ANSWERED = "Who won the 2022 football World Cup?"
_SETTLED = 2_000  # milliseconds: the page keeps a connection open, so it is never idle
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the size of the window, the address, and the steps before it is taken."""

    name: str
    path: str
    steps: tuple[Callable[[Page], None], ...] = ()
    width: int = 1280
    height: int = 860
    scheme: Literal["light", "dark"] = "light"


def asks(question: str) -> Callable[[Page], None]:
    """Return a step that asks, and waits for the answer and the suggestions."""

    def step(page: Page) -> None:
        turns = page.locator(".turn").count()
        page.get_by_label("Your question").fill(question)
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(".turn .a:not(.waiting)")).to_have_count(turns + 1)
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()
        page.wait_for_timeout(_SETTLED)
        page.get_by_label("Your question").blur()

    return step


def checks(quotation: str, speaker: str) -> Callable[[Page], None]:
    """Return a step that checks a quotation, and waits for the report."""

    def step(page: Page) -> None:
        page.get_by_label("The quotation").fill(quotation)
        page.get_by_label("Who said it").fill(speaker)
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.locator("#panel-check .verdict").first).to_be_visible()

    return step


def shows(selector: str) -> Callable[[Page], None]:
    """Return a step that waits for what a tab loads."""
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def presses(selector: str) -> Callable[[Page], None]:
    """Press the first of these, and wait until all is loaded."""

    def step(page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_timeout(_SETTLED)

    return step


_ALTERED = checks("I do not have very strong opinions about that", "Benjamin Netanyahu")
TABS = (
    Picture("ask", "/", (asks(ANSWERED),)),
    Picture("abstain", "/", (asks(ANSWERED), asks(NOT_ANSWERED))),
    Picture("check", "/?tab=check", (_ALTERED,)),
    Picture("said", "/?tab=said", (presses("#panel-said li button, #panel-said li a"),)),
    Picture("timeline", "/?tab=timeline", (shows("#panel-timeline svg"),)),
    Picture("compare", "/?tab=compare", (presses('#panel-compare a.event:has-text("committee")'),)),
    Picture("library", "/?tab=library", (shows("#panel-library table, #panel-library li"),)),
    Picture("history", "/", (asks(ANSWERED), presses('#tabs a[data-tab="history"]'))),
)
PICTURES = (
    *TABS,
    replace(TABS[0], name="ask-dark", scheme="dark"),
    *(replace(one, name=f"{one.name}-phone", width=390, height=844) for one in TABS),
)


@contextmanager
def served() -> Iterator[str]:
    """Run a server over a new home with the bundled briefs; yield its address."""
    with tempfile.TemporaryDirectory() as home:
        command = [
            sys.executable,
            "-c",
            "from dragoman.cli import main; main()",
            "serve",
            "--home",
            home,
            "--port",
            "0",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            ready = re.search(r"http://\S+\d", process.stdout.readline())
            try:
                if ready is None:
                    sys.exit("the server did not start; its messages are above")
                yield ready.group()
            finally:
                process.terminate()


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """Do the steps and take one picture; return its file."""
    size: ViewportSize = {"width": picture.width, "height": picture.height}
    context = browser.new_context(viewport=size, color_scheme=picture.scheme)
    page: Page = context.new_page()
    page.goto(address + picture.path)
    for step in picture.steps:
        step(page)
    page.wait_for_timeout(_SETTLED)
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("there is no Chromium on this machine; install it (on Debian: apt-get install chromium)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        for picture in PICTURES:
            print(take(browser, address, picture))
        browser.close()


if __name__ == "__main__":
    main()
