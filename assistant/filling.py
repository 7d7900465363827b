"""Filling a home: sources given by a user, and the bundled briefs, with how far the work is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from assistant.progress import Fraction
from corpus.errors import UnreadableSource
from corpus.readers import read_one, sources
from corpus.readers.dispatch import read_stream
from corpus.readers.origin import Origin, Results
from corpus.types import Document
from index.home import Home
from index.ingest import IngestReport, ingest

LIBRARY = "library"
"""The catalogue's note on the bundled briefs: `begun`, `complete`, or `left` by a user with documents of their own."""

BRIEFS = Path(str(files("corpus").joinpath("library")))
"""Where they are."""

_PAGE = 50_000
"""Bytes that a page from the web is taken for, before it is read."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sends: its name there, its bytes as a seekable stream, and how many they are.

    A newer file of the same name replaces it, as a changed file on disk does.
    """

    name: str
    stream: BinaryIO
    size: int

    def read(self) -> Results:
        """Its documents."""
        return read_stream(self.stream, Origin(self.name, f"upload:{self.name}"))


def fill(home: Home, given: Iterable[str | Path | Upload], progress: Fraction | None = None) -> IngestReport:
    """Add files, folders, archives and URLs, what was uploaded, or `library`, the bundled briefs."""
    wanted = [BRIEFS if one == LIBRARY else one for one in given]
    if BRIEFS in wanted:
        home.catalogue.remember(LIBRARY, "complete")
    elif home.catalogue.recall(LIBRARY) == "begun":
        home.catalogue.remember(LIBRARY, "left")
    return _read(home, wanted, progress)


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


def _read(home: Home, wanted: Iterable[str | Path | Upload], progress: Fraction | None) -> IngestReport:
    todo = [
        (one, _weight(one))
        for source in wanted
        for one in ([source] if isinstance(source, Upload) else sources(source))
    ]
    total, before, within = sum(weight for _, weight in todo), 0, 0

    def documents() -> Iterator[Document | UnreadableSource]:
        nonlocal before, within
        for one, weight in todo:
            within = 0
            for found in one.read() if isinstance(one, Upload) else read_one(one):
                if isinstance(found, Document):
                    # A table's rows come one by one: their lengths tell how far into the file they are.
                    within = min(weight, within + len(found.text) + len(found.title))
                yield found
            before, within = before + weight, 0

    def report(done: int, _sentences: int) -> None:
        if progress:
            progress((before + within) / max(total, 1), done)

    return ingest(home, documents(), report)


def _weight(source: str | Path | Upload) -> int:
    """What a source has to do with the whole, in bytes."""
    if isinstance(source, Upload):
        return source.size
    return source.stat().st_size if isinstance(source, Path) and source.is_file() else _PAGE
