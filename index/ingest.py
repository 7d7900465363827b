"""Add documents to the index: known ones are skipped, newer versions replace older ones, the rest are encoded.

Documents are committed in batches, each document as a whole (`index.storage.catalogue`). A run that was killed therefore
continues where it stopped if it is repeated with the same sources.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from ..corpus.errors import HomeFull, SkippedLink, UnreadableSource
from ..corpus.interruption import checkpoint
from ..corpus.segment import Segments, segment
from ..corpus.types import Document, storable
from .home import Home
from .storage.disk import full
from .storage.writes import Prepared

BATCH = 2048  # sentences encoded together: enough to sort them by length, few enough to commit every 3 s
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
    documents: list[tuple[Document, Segments]] = field(default_factory=list)
    replaced: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    sentences: int = 0


def ingest(
    home: Home, sources: Iterable[Document | UnreadableSource], counted: Callable[[int], None] | None = None
) -> IngestReport:
    """Store the documents in `sources`; unreadable ones are listed in the report and the others are added.

    `counted` is called with the number of documents so far, after each batch of sentences is encoded.

    Raises:
        HomeBusy: another process has been writing to the home for longer than the home's patience.
    """
    started = time.perf_counter()
    added = updated = unchanged = sentences = 0
    failed: list[UnreadableSource] = []
    skipped: list[UnreadableSource] = []
    with home.writing():
        batch = _Batch()
        for source in sources:
            checkpoint()
            if isinstance(source, UnreadableSource):
                (skipped if isinstance(source, SkippedLink) else failed).append(source)
                continue
            source = storable(source)
            names = {source.id, f"key:{source.key}", f"external:{source.external_id}" if source.external_id else ""} - {
                ""
            }
            if names & batch.names:
                sentences += _commit(home, batch, counted, added + updated + unchanged)
                batch = _Batch()
            if source.id in home.catalogue:
                unchanged += 1
                continue
            earlier = home.catalogue.earlier(source)
            if earlier:
                updated += 1
            else:
                added += 1
            segments = segment(source.text)
            batch.documents.append((source, segments))
            batch.replaced |= dict.fromkeys(earlier, source.id)
            batch.names |= names
            batch.sentences += len(segments.sentences)
            if batch.sentences >= BATCH:
                sentences += _commit(home, batch, counted, added + updated + unchanged)
                batch = _Batch()
        sentences += _commit(home, batch, counted, added + updated + unchanged)
        home.sync()
    seconds = round(time.perf_counter() - started, 3)
    return IngestReport(
        added, updated, unchanged, tuple(failed), added + updated + unchanged, sentences, seconds, tuple(skipped)
    )


def _commit(home: Home, batch: _Batch, counted: Callable[[int], None] | None, documents: int) -> int:
    """Encode and store a batch; return how many sentences it had."""
    if not batch.documents:
        return 0
    texts = [span.of(document.text) for document, segments in batch.documents for span in segments.sentences]
    parts = []
    for start in range(0, len(texts), BATCH):
        parts.append(home.encoder.encode(texts[start : start + BATCH]))
        if counted:
            counted(documents)
    vectors = np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)
    ends = np.cumsum([len(segments.sentences) for _, segments in batch.documents])
    shares = np.split(vectors, ends[:-1])
    prepared = [Prepared(d, s, share) for (d, s), share in zip(batch.documents, shares, strict=True)]
    try:
        home.catalogue.add(prepared, batch.replaced)
    except HomeFull as error:
        raise full(home.path, _COPIES * (sum(len(text.encode()) for text in texts) + vectors.nbytes)) from error
    return len(texts)
