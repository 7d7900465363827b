"""A home with the bundled briefs, shared by the tests that read it and change nothing in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman import Dragoman


@pytest.fixture(scope="session")
def briefed(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with Dragoman.open(briefs_home(tmp_path_factory.mktemp("briefs") / "home"), lasting=False) as dragoman:
        yield dragoman
