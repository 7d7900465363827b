"""The costly part of indexing: from documents to the content and the extracted rows that the catalogue stores.

It needs no database. `PrepareHere` works in this process, as a command does that has nothing else to do; a server works
apart from it (`index.preparation_process`), so that adding documents does not delay its answers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from ..corpus.errors import DragomanError
from ..corpus.interruption import checkpoint
from ..corpus.segment import segment
from ..corpus.types import Document
from .encoding.encoder import Encoder
from .storage.contents import Contents, contents

PIECE = 2048
"""Sentences encoded together: enough to sort them by length, some 3 s of work."""

Rows = list[dict[str, Any]]
Derive = Callable[[Document], Rows]
"""Extracts a document's rows: a function at the top of a module."""


class Unprepared(DragomanError):
    """A document that cannot be prepared; the message is a sentence without its name."""


class Preparation(Protocol):
    """Prepares documents for the index; threads may share it."""

    def contents(self, documents: Sequence[Document]) -> Iterator[Contents | Unprepared | int]:
        """Yield the content of each document, in their order, or why it has none.

        In between come the numbers of sentences that have been encoded so far.
        """
        ...

    def rows(self, derive: Derive, documents: Sequence[Document]) -> Iterator[Rows | Unprepared]:
        """Yield the rows that `derive` extracts from each document, in their order, or why there are none."""
        ...

    def close(self) -> None:
        """End what waits for further work."""
        ...


class PrepareHere:
    """Prepares documents in this process; errors are raised."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        """`encoder` returns the encoder, and is called when it is first needed."""
        self._encoder = encoder

    def contents(self, documents: Sequence[Document]) -> Iterator[Contents | int]:
        """See `Preparation.contents`."""
        return all_contents(documents, self._encoder(), PIECE)

    def rows(self, derive: Derive, documents: Sequence[Document]) -> Iterator[Rows]:
        """See `Preparation.rows`."""
        return all_rows(derive, documents)

    def close(self) -> None:
        """See `Preparation.close`."""


def all_contents(documents: Sequence[Document], encoder: Encoder, piece: int) -> Iterator[Contents | int]:
    """Yield the content of each document, and before that the number of sentences so far after each `piece` of them."""
    segmented = []
    for document in documents:
        checkpoint()
        segmented.append((document, segment(document.text)))
    texts = [span.of(document.text) for document, segments in segmented for span in segments.sentences]
    parts = []
    for start in range(0, len(texts), piece):
        parts.append(encoder.encode(texts[start : start + piece]))
        yield min(start + piece, len(texts))
    vectors = np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)
    ends = np.cumsum([len(segments.sentences) for _, segments in segmented])
    for (document, segments), share in zip(segmented, np.split(vectors, ends[:-1]), strict=True):
        yield contents(document, segments, share)


def all_rows(derive: Derive, documents: Iterable[Document]) -> Iterator[Rows]:
    """Yield the rows that `derive` extracts from each document."""
    for document in documents:
        checkpoint()
        yield derive(document)
