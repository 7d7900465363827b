"""A home with the bundled briefs, shared by the tests that read it and change nothing in it."""

from collections.abc import Iterator

import pytest

from dragoman import Dragoman


@pytest.fixture(scope="session")
def briefed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dragoman]:
    with Dragoman.open(tmp_path_factory.mktemp("briefs") / "home", lasting=False) as dragoman:
        dragoman.ingest(["library"])
        dragoman.record.read()
        yield dragoman
