"""Add documents to the index: known ones are skipped, newer versions replace older ones, the rest are encoded.

Documents are prepared (`index.preparation`) and committed in batches, each document as a whole (`index.storage.catalogue`).
A run that was killed therefore
continues where it stopped if it is repeated with the same sources.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..corpus.errors import HomeFull, SkippedLink, UnreadableSource
from ..corpus.interruption import checkpoint
from ..corpus.types import Document, storable
from .home import Home
from .preparation import Unprepared
from .storage.disk import full
from .storage.edits import Edits, edited
from .storage.writes import Prepared

BATCH = 250_000  # characters prepared together, some 2,000 sentences: few enough to commit every 3 s
_COPIES = 3  # texts and vectors are written to the catalogue, to its log, and to Chroma


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The result of a run: numbers of documents, and the sources that `failed`.

    `documents` is the sum of added, updated and unchanged ones; `sentences` counts those of added and updated documents;
    `seconds` is the time taken. `skipped` are links that were left out on purpose, which is no failure.
    """

    added: int
    updated: int
    unchanged: int
    failed: tuple[UnreadableSource, ...]
    documents: int
    sentences: int
    seconds: float
    skipped: tuple[UnreadableSource, ...] = ()


@dataclass(slots=True)
class _Batch:
    """Documents that are stored together. `earlier`: the versions that each replaces, by the id of the document."""

    documents: list[Document] = field(default_factory=list)
    earlier: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    characters: int = 0


@dataclass(slots=True)
class _Ingesting:
    """A run, as far as it is."""

    home: Home
    counted: Callable[[int], None]
    rejected: Callable[[UnreadableSource], None]
    stored: Callable[[], None]
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    sentences: int = 0
    failed: list[UnreadableSource] = field(default_factory=list)
    skipped: list[UnreadableSource] = field(default_factory=list)
    batch: _Batch = field(default_factory=_Batch)

    @property
    def edits(self) -> Edits:
        """What users have changed."""
        return Edits(self.home.catalogue.engine)

    @property
    def documents(self) -> int:
        """The number of documents that are stored."""
        return self.added + self.updated + self.unchanged

    def take(self, source: Document | UnreadableSource) -> None:
        """Note a source, and store the batch if it is full or has another version of the source."""
        if isinstance(source, SkippedLink):
            self.skipped.append(source)
            return
        if isinstance(source, UnreadableSource):
            self.fail(source)
            return
        source = storable(source)
        names = {source.id, f"key:{source.key}"}
        if source.external_id:
            names.add(f"external:{source.external_id}")
        if names & self.batch.names:
            self.commit()
        if source.id in self.home.catalogue:
            self.unchanged += 1
            return
        earlier = tuple(self.home.catalogue.earlier(source))
        values = {field: value for one in earlier for field, value in self.edits.values(one).items()}
        if values:  # what a user has changed is kept when the source is read again
            source = edited(source, values)
            names.add(source.id)
            if source.id in self.home.catalogue:
                self.unchanged += 1
                return
        self.batch.documents.append(source)
        self.batch.earlier[source.id] = earlier
        self.batch.names |= names
        self.batch.characters += len(source.text)
        if self.batch.characters >= BATCH:
            self.commit()

    def fail(self, failure: UnreadableSource) -> None:
        """Note a source that cannot be added."""
        self.failed.append(failure)
        self.rejected(failure)

    def commit(self) -> None:
        """Prepare and store the batch, and begin a new one."""
        batch, self.batch = self.batch, _Batch()
        if not batch.documents:
            return
        prepared = self._prepared(batch.documents)
        replaced = {old: one.document.id for one in prepared for old in batch.earlier[one.document.id]}
        try:
            self.home.catalogue.add(prepared, replaced)
        except HomeFull as error:
            size = sum(
                len(one.document.text.encode()) + sum(len(passage.vectors) for passage in one.contents.passages)
                for one in prepared
            )
            raise full(self.home.path, _COPIES * size) from error
        for one in prepared:
            if batch.earlier[one.document.id]:
                self.updated += 1
            else:
                self.added += 1
            self.sentences += one.contents.sentences
        self.counted(self.documents)
        self.stored()

    def _prepared(self, documents: list[Document]) -> list[Prepared]:
        prepared: list[Prepared] = []
        left = iter(documents)
        for found in self.home.preparation.contents(documents):
            if isinstance(found, int):
                self.counted(self.documents)
            elif isinstance(found, Unprepared):
                self.fail(UnreadableSource(next(left).key, str(found)))
            else:
                prepared.append(Prepared(next(left), found))
        return prepared


def ingest(
    home: Home,
    sources: Iterable[Document | UnreadableSource],
    counted: Callable[[int], None] = lambda _: None,
    *,
    failed: Callable[[UnreadableSource], None] = lambda _: None,
    stored: Callable[[], None] = lambda: None,
) -> IngestReport:
    """Store the documents in `sources`; those that cannot be read or prepared are listed in the report and the others are added.

    `counted` is called with the number of documents that are stored or unchanged so far, at least once for each batch;
    `failed` at once with each source that cannot be added; `stored` after each transaction.

    Raises:
        HomeBusy: another process has been writing to the home for longer than the home's patience.
    """
    started = time.perf_counter()
    run = _Ingesting(home, counted, failed, stored)
    with home.writing():
        for source in sources:
            checkpoint()
            run.take(source)
        run.commit()
        home.tell()
    seconds = round(time.perf_counter() - started, 3)
    return IngestReport(
        run.added,
        run.updated,
        run.unchanged,
        tuple(run.failed),
        run.documents,
        run.sentences,
        seconds,
        tuple(run.skipped),
    )
