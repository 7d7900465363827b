"""Mend an index that stays in use: fill Chroma again, or derive everything again from the stored documents."""

from collections.abc import Callable

from sqlalchemy import select, text

from ..corpus.errors import HomeBusy
from ..corpus.progress import Progress
from ..corpus.segment import segment
from ..corpus.types import Document
from .health import UNREACHABLE, IndexHealth, verify
from .home import Home
from .storage.queries import documents_at
from .storage.schema import documents
from .storage.writes import Prepared

REFILLED = 3  # maximum number of times that Chroma is filled, until every record is found
REINDEXED = 20  # documents in one transaction


def repair(home: Home) -> IndexHealth:
    """Refill Chroma from the catalogue, then verify.

    Raises:
        HomeBusy: another process is writing to the home, or has its vectors open.
    """
    with home.writing():
        if not home.connect_chroma():
            raise HomeBusy(f"the vectors in {home.path} are in use by another process; stop it and try again")
        return _refilled(home)


def reindex(home: Home, progress: Progress | None = None, stopped: Callable[[], bool] = lambda: False) -> IndexHealth:
    """Derive all spans, full text and vectors again from the stored documents while the home stays in use, then verify.

    They are written in batches of documents, each in one transaction; then Chroma is refilled. When `stopped` returns
    true the work ends between two batches, and nothing is lost.

    Raises:
        HomeBusy: another process is writing to the home, or has its vectors open.
    """
    with home.writing():
        if not home.connect_chroma():
            raise HomeBusy(f"the vectors in {home.path} are in use by another process; stop it and try again")
        with home.catalogue.engine.connect() as connection:
            rows = list(connection.scalars(select(documents.c.row).order_by(documents.c.row)))
        for at in range(0, len(rows), REINDEXED):
            if stopped():
                break
            page = documents_at(home.catalogue.engine, rows[at : at + REINDEXED])
            again = [prepared(home, document) for document in page.values()]
            home.catalogue.add(again, {one.document.id: one.document.id for one in again})
            if progress:
                progress(at + len(page), len(rows))
        with home.catalogue.engine.begin() as connection:
            connection.execute(text("DELETE FROM words WHERE rowid NOT IN (SELECT row FROM passages)"))
        return _refilled(home)


def _refilled(home: Home) -> IndexHealth:
    """Refill Chroma, again if it misses records: its graph is built at random, and the next one may find them."""
    for _ in range(REFILLED):
        home.refill()
        found = verify(home)
        if not any(UNREACHABLE in problem for problem in found.problems):
            break
    return found


def prepared(home: Home, document: Document) -> Prepared:
    """Segment and encode a stored document again."""
    segments = segment(document.text)
    return Prepared(document, segments, home.encoder.encode([span.of(document.text) for span in segments.sentences]))
