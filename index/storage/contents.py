"""The searchable content of a document as the catalogue stores it: passages with their sentences' bounds, vectors and terms.

Making it takes a document's whole CPU time of indexing, and needs no database, so it can be made in another process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...corpus.language.terms import terms
from ...corpus.segment import Segments
from ...corpus.types import Document


@dataclass(frozen=True, slots=True)
class PassageContent:
    """One passage, from `start` to `end` (characters) in its document.

    For its n sentences, `bounds` has int32 (n, 2) and `vectors` float32 (n, d), as bytes. `words` are its terms, with
    spaces between them.
    """

    start: int
    end: int
    bounds: bytes
    vectors: bytes
    words: str

    @property
    def sentences(self) -> int:
        """The number of its sentences."""
        return len(self.bounds) // (2 * np.dtype(np.int32).itemsize)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is stored of a document beside its text. `title` has the terms of its title."""

    title: str
    passages: tuple[PassageContent, ...]

    @property
    def sentences(self) -> int:
        """The number of sentences in all passages."""
        return sum(passage.sentences for passage in self.passages)


def contents(document: Document, segments: Segments, vectors: NDArray[np.float32]) -> Contents:
    """Return the content of a document from its segments and the vectors (n, d) of their n sentences."""
    vectors = np.ascontiguousarray(vectors, np.float32)
    firsts = _firsts(segments)
    return Contents(
        " ".join(terms(document.title)),
        tuple(
            PassageContent(
                span.start, span.end, bounds, vectors[first:last].tobytes(), " ".join(terms(span.of(document.text)))
            )
            for span, bounds, (first, last) in zip(
                segments.passages, packed_bounds(segments), pairwise(firsts), strict=True
            )
        ),
    )


def packed_bounds(segments: Segments) -> list[bytes]:
    """Return the bounds of each passage's sentences as they are stored: int32 (n, 2)."""
    bounds = np.array([(span.start, span.end) for span in segments.sentences], np.int32).reshape(-1, 2)
    return [bounds[first:last].tobytes() for first, last in pairwise(_firsts(segments))]


def _firsts(segments: Segments) -> Sequence[int]:
    """Return the number of each passage's first sentence, and the number of all sentences."""
    owners = np.array(segments.owners, np.int64)
    return [int(first) for first in np.searchsorted(owners, np.arange(len(segments.passages) + 1))]
