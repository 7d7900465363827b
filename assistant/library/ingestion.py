"""Fill and empty a home: sources that a user names, and the bundled briefs, with progress and a stop signal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from ...corpus.errors import HomeBusy, UnreadableSource
from ...corpus.progress import Progress
from ...corpus.sandbox.sandbox import Sandbox
from ...corpus.types import Document
from ...index.extracted.events import EventIndex
from ...index.extracted.utterances import UtteranceIndex
from ...index.home import Home
from ...index.ingest import IngestReport, ingest
from ..runtime.cancellation import Stop
from .sources import BRIEFS_FOLDER, LIBRARY, SourceInput, needs_sandbox, parts, read, weight


def fill(
    home: Home,
    given: Iterable[SourceInput],
    progress: Progress | None = None,
    *,
    stop: Stop | None = None,
    failed: Callable[[UnreadableSource], None] = lambda _: None,
    follow_links: bool = False,
) -> IngestReport:
    """Add files, folders, archives, URLs and uploads, or `library`, the bundled briefs.

    `progress` gets the number of documents so far and an estimate of their total. When `stop` is pressed, the work ends
    early and keeps what it has read, even in the middle of a file. `failed` is called at once for each source that cannot
    be read. Links in a folder that lead out of it are left out, unless `follow_links`.
    """
    sources = list(given)
    if LIBRARY in sources or BRIEFS_FOLDER in sources:
        home.catalogue.remember(LIBRARY, "complete")
    elif home.catalogue.recall(LIBRARY) == "begun":
        home.catalogue.remember(LIBRARY, "left")
    todo = [part for source in sources for part in parts(source, follow_links=follow_links)]
    return _ingest(home, todo, progress, stop or Stop(), failed)


def welcome(home: Home, progress: Progress | None = None) -> IngestReport | None:
    """Add the bundled briefs to a home that has never held a document, or go on if that was interrupted.

    Returns `None` if there was nothing to do.
    """
    state = home.catalogue.recall(LIBRARY)
    if state != "begun" and (state is not None or home.catalogue.changes()):
        return None
    home.catalogue.remember(LIBRARY, "begun")
    report = _ingest(home, parts(BRIEFS_FOLDER), progress, Stop(), lambda _: None)
    home.catalogue.remember(LIBRARY, "complete")
    return report


def remove(
    home: Home, ids: Sequence[str], progress: Progress | None = None, stop: Stop | None = None
) -> tuple[int, tuple[UnreadableSource, ...]]:
    """Remove the documents with these ids; returns how many were removed, and the ids that are unknown.

    Raises:
        HomeBusy: another process has been writing to the home for more than ten seconds.
    """
    removed, unknown = 0, []
    with home.writing():
        for done, name in enumerate(ids, 1):
            if stop and stop.pressed:
                break
            if home.catalogue.remove(name):
                removed += 1
            else:
                unknown.append(UnreadableSource(name, "is not the id of a document; it may be gone already."))
            if progress:
                progress(done, len(ids))
        home.tell()
    return removed, tuple(unknown)


def _ingest(
    home: Home,
    given: Iterable[SourceInput],
    progress: Progress | None,
    stop: Stop,
    failed: Callable[[UnreadableSource], None],
) -> IngestReport:
    todo = [(part, weight(part)) for part in given]
    sandbox = Sandbox()
    stop.on_press(sandbox.stop)
    if any(needs_sandbox(part) for part, _ in todo):
        sandbox.prepare()
    total, before, within, seen = sum(size for _, size in todo), 0, 0, 0

    def documents() -> Iterator[Document | UnreadableSource]:
        nonlocal before, within, seen
        for part, size in todo:
            within = 0
            if stop.pressed:
                return
            for found in read(part, sandbox.run):
                if stop.pressed:
                    return
                if isinstance(found, Document):
                    # A table's rows come one by one: their lengths tell how far into the file they are.
                    within = min(size, within + len(found.text) + len(found.title))
                    seen += 1
                yield found
            before, within = before + size, 0
            report(seen)

    def report(done: int) -> None:
        # Sizes are known before documents are, so the total is estimated from the share of the bytes read.
        if progress and done and before + within:
            progress(done, done * total / (before + within))

    def analyse() -> None:
        # Where documents are prepared apart, they are analysed at once: a visitor who asks for utterances need not wait.
        if home.apart and not stop.pressed:
            with suppress(HomeBusy):  # another process is reading them
                UtteranceIndex(home).read()
                EventIndex(home).read()

    return ingest(home, documents(), report, failed=failed, stored=analyse)
