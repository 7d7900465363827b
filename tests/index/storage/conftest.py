"""A home with four reports, and its conversations."""

from pathlib import Path

import pytest

from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.ingest import ingest
from dragoman.index.storage.conversations import Conversations
from tests.index.samples import report


@pytest.fixture
def home(tmp_path: Path, encoder: PackagedEncoder):
    with Home(tmp_path / "home", encoder) as opened:
        ingest(opened, [report(n) for n in range(4)])
        yield opened


@pytest.fixture
def store(home: Home) -> Conversations:
    return Conversations(home.catalogue)
