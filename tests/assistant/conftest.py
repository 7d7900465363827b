"""Homes shared by tests that read them and change nothing in them: the bundled briefs, and reports of a test's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dragoman import Dragoman


@pytest.fixture(scope="session")
def briefed(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with Dragoman.open(briefs_home(tmp_path_factory.mktemp("briefs") / "home"), lasting=False) as dragoman:
        yield dragoman


@pytest.fixture(scope="module")
def opened_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Dragoman]]:
    """Open a home with reports, given by their names and texts; with `suffix=".md"` they may have front matter."""
    with ExitStack() as stack:

        def opened(suffix: str = ".txt", **reports: str) -> Dragoman:
            folder = tmp_path_factory.mktemp("reports")
            paths = [folder / f"{name}{suffix}" for name in reports]
            for path, text in zip(paths, reports.values(), strict=True):
                path.write_text(text, encoding="utf-8")
            dragoman = stack.enter_context(Dragoman.open(folder / "home"))
            dragoman.ingest(paths)
            return dragoman

        yield opened
