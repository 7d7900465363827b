"""Mend an index that stays in use: mend its damages, or derive everything again from the stored documents."""

from collections.abc import Callable

from sqlalchemy import select

from ..corpus.progress import Progress
from .checks.damage import Readers
from .health import UNREACHABLE, IndexHealth, verify
from .home import Home
from .mending import REINDEXED as REINDEXED
from .mending import derive, mend
from .mending import prepared as prepared
from .storage.schema import documents

REFILLED = 3  # maximum number of times that Chroma is filled, until every record is found


def repair(home: Home, readers: Readers | None = None) -> IndexHealth:
    """Mend the catalogue from what is left of it, fill Chroma again from it, then verify.

    Raises:
        HomeBusy: another process is writing to the home, or has its vectors open.
        HomeError: the vectors cannot be opened, for another reason than damage.
    """
    readers = readers or Readers()
    with home.writing():
        _connect(home)
        mend(home, readers)
        return _refilled(home, readers)


def reindex(home: Home, progress: Progress | None = None, stopped: Callable[[], bool] = lambda: False) -> IndexHealth:
    """Derive all spans, full text and vectors again from the stored documents while the home stays in use, then verify.

    They are written in batches of documents, each in one transaction; then Chroma is refilled. When `stopped` returns
    true the work ends between two batches, and nothing is lost.

    Raises:
        HomeBusy: another process is writing to the home, or has its vectors open.
        HomeError: the vectors cannot be opened, for another reason than damage.
    """
    with home.writing():
        _connect(home)
        with home.catalogue.engine.connect() as connection:
            rows = list(connection.scalars(select(documents.c.row).order_by(documents.c.row)))
        for at in range(0, len(rows), REINDEXED):
            if stopped():
                break
            page = rows[at : at + REINDEXED]
            derive(home, page)
            if progress:
                progress(at + len(page), len(rows))
        return _refilled(home, Readers())


def _connect(home: Home) -> None:
    """Open Chroma for writing; a damaged folder is moved aside by `Home.refill`."""
    if not home.vectors.connect() and home.vectors.fault is None:
        raise home.vectors.busy()


def _refilled(home: Home, readers: Readers) -> IndexHealth:
    """Refill Chroma, again if it misses records: its graph is built at random, and the next one may find them."""
    for _ in range(REFILLED):
        home.vectors.refill()
        found = verify(home, readers)
        if not any(UNREACHABLE in problem for problem in found.problems):
            break
    return found
