"""Shared real parts: the encoder, loaded once, homes with the bundled briefs, which are read once, and one browser a worker."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from dragoman import Dragoman
from dragoman.assistant.settings import Settings
from dragoman.index import home
from dragoman.index.encoding.encoder import PackagedEncoder, load

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
# Time limits on single examples say more about the machine than about the code.
settings.register_profile("dragoman", deadline=None, print_blob=True)
settings.load_profile("dragoman")
# A script's background job inherits that an interruption (Ctrl-C) is ignored, and would hand it on to commands under test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def encoder() -> Iterator[PackagedEncoder]:
    """The packaged encoder, which every home of this process shares: it takes a third of a second to load."""
    shared = PackagedEncoder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home, "load", lambda model: load(model) if model else shared)
        yield shared


@pytest.fixture(scope="session")
def briefs_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Make a new home that holds the bundled briefs; they are read and analysed once for all workers, and copied."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    prepared = shared / "briefs-home"
    with FileLock(shared / "briefs-home.lock"):
        if not prepared.exists():
            with Dragoman.open(shared / "briefs-home.new", Settings(model=None), lasting=False) as dragoman:
                dragoman.ingest(["library"])
                dragoman.chronicle.read()
            (shared / "briefs-home.new").rename(prepared)

    def made(folder: Path) -> Path:
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        return folder

    return made


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield launched
    launched.close()
