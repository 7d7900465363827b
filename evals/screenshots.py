"""The pictures in `docs/screenshots/`, taken in a real browser from the real server with the bundled briefs.

python -m evals.screenshots
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
ANSWERED = "How many members will the committee that runs Gaza have?"
NOT_ANSWERED = "Who won the 2022 football World Cup?"
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: how large the window is, and what is asked before it is taken."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    questions: tuple[str, ...]


PICTURES = (
    Picture("ask-desktop", 1280, 860, "light", (ANSWERED,)),
    Picture("ask-phone", 390, 844, "light", (ANSWERED,)),
    Picture("ask-dark", 1280, 860, "dark", (ANSWERED,)),
    Picture("abstain", 1280, 860, "light", (ANSWERED, NOT_ANSWERED)),
)


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of our own, over a new home with the bundled briefs."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-c", "from cli import main; main()", "serve", "--home", home, "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            ready = re.search(r"http://\S+\d", process.stdout.readline())
            try:
                if ready is None:
                    sys.exit("the server did not start; what it said stands above")
                yield ready.group()
            finally:
                process.terminate()


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """Ask and take one picture; gives where it was written."""
    size: ViewportSize = {"width": picture.width, "height": picture.height}
    context = browser.new_context(viewport=size, color_scheme=picture.scheme)
    page: Page = context.new_page()
    page.goto(address)
    for number, question in enumerate(picture.questions, start=1):
        page.get_by_label("Your question").fill(question)
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(".turn .a:not(.waiting)")).to_have_count(number)
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()
    page.get_by_label("Your question").blur()
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path


def main() -> None:
    """Take all pictures anew."""
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
