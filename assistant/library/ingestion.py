"""Filling a home: sources given by a user, and the bundled briefs, with how far the work is."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...corpus.errors import UnreadableSource
from ...corpus.types import Document
from ...index.home import Home
from ...index.ingest import IngestReport, ingest
from ..runtime.progress import Fraction
from .sources import BRIEFS as BRIEFS
from .sources import LIBRARY, Given, parts, read, weight


def fill(
    home: Home,
    given: Iterable[Given],
    progress: Fraction | None = None,
    *,
    stopped: Callable[[], bool] = lambda: False,
    failed: Callable[[UnreadableSource], None] = lambda _: None,
) -> IngestReport:
    """Add files, folders, archives, URLs and uploads, or `library`, the bundled briefs.

    Where `stopped` says so it ends early, with what has been read until then stored. `failed` is told at once what
    cannot be read.
    """
    wanted = list(given)
    if LIBRARY in wanted or BRIEFS in wanted:
        home.catalogue.remember(LIBRARY, "complete")
    elif home.catalogue.recall(LIBRARY) == "begun":
        home.catalogue.remember(LIBRARY, "left")
    return _read(home, wanted, progress, stopped, failed)


def welcome(home: Home, progress: Fraction | None = None) -> IngestReport | None:
    """Add the bundled briefs to a home that has never held a document, or go on where that was cut short.

    Returns `None` where there was nothing to do.
    """
    state = home.catalogue.recall(LIBRARY)
    if state != "begun" and (state is not None or home.catalogue.changes()):
        return None
    home.catalogue.remember(LIBRARY, "begun")
    report = _read(home, [BRIEFS], progress)
    home.catalogue.remember(LIBRARY, "complete")
    return report


def empty(
    home: Home, ids: Sequence[str], progress: Fraction | None = None, stopped: Callable[[], bool] = lambda: False
) -> tuple[int, tuple[UnreadableSource, ...]]:
    """Forget the documents with these ids; how many that were, and which there are none of.

    Raises:
        HomeBusy: another process has been writing to the home for more than ten seconds.
    """
    removed, unknown = 0, []
    with home.writing():
        for done, name in enumerate(ids, 1):
            if stopped():
                break
            if home.catalogue.remove(name):
                removed += 1
            else:
                unknown.append(UnreadableSource(name, "is not the id of a document; it may be gone already."))
            if progress:
                progress(done / len(ids), removed)
        home.sync()
    return removed, tuple(unknown)


def _read(
    home: Home,
    wanted: Iterable[Given],
    progress: Fraction | None,
    stopped: Callable[[], bool] = lambda: False,
    failed: Callable[[UnreadableSource], None] = lambda _: None,
) -> IngestReport:
    todo = [(one, weight(one)) for source in wanted for one in parts(source)]
    total, before, within, seen = sum(part for _, part in todo), 0, 0, 0

    def documents() -> Iterator[Document | UnreadableSource]:
        nonlocal before, within, seen
        for one, share in todo:
            within = 0
            for found in read(one):
                if stopped():
                    return
                if isinstance(found, Document):
                    # A table's rows come one by one: their lengths tell how far into the file they are.
                    within = min(share, within + len(found.text) + len(found.title))
                    seen += 1
                else:
                    failed(found)
                yield found
            before, within = before + share, 0
            report(seen)

    def report(done: int, _sentences: int = 0) -> None:
        if progress:
            progress((before + within) / max(total, 1), done)

    return ingest(home, documents(), report)
