"""An encoder that fails in a way that nobody foresaw."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from dragoman import Dragoman
from dragoman.index.encoding.encoder import PackagedEncoder
from dragoman.index.home import Home
from dragoman.index.retrieval.ranking import Ranker, load_weights


class BrokenEncoder:
    """Fails, with details that are for the log only."""

    name = PackagedEncoder.name

    def encode(self, texts: Sequence[str]) -> NoReturn:
        raise RuntimeError(f"SELECT of {len(texts)} texts from sqlite failed in FTS5")

    def words(self, texts: Sequence[str]) -> NoReturn:
        self.encode(texts)


def broken(home: Path) -> Dragoman:
    """Open a home whose questions fail."""
    return Dragoman(Home(home, encoder=BrokenEncoder()), Ranker(load_weights()))
