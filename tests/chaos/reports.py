"""Short reports in several versions, each sentence with a word and a vector of its own, so that each can be looked for."""

import io
import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.corpus.readers.dispatch import read_stream
from dragoman.corpus.readers.origin import Origin
from dragoman.corpus.segment import Segments, segment
from dragoman.corpus.types import Document
from dragoman.index.encoding.word_vectors import WordVectors

REPORTS = 40
"""Numbers of reports are below this one; those of uploaded files are above it, and below twice this number."""

VERSIONS = (1, 2, 3)
WIDTH = 32
_SENTENCES = 4
_LETTERS = "bcdfghjkmp"
_TEXT = "\n\n".join(
    (
        "The delegation met in Cairo for the {0} round. Its spokesman said {1} and left.",
        "The mediators proposed {2} on the same evening. Nobody signed {3} before midnight.",
    )
)


class HashEncoder:
    """An encoder whose vector for a text is drawn at random from a seed made of the text: no model to load."""

    name = "chaos-hash/1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        if not texts:
            return np.zeros((0, WIDTH), np.float32)
        return np.stack([_vector(text) for text in texts])

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """See `Encoder.words`."""
        return [WordVectors(tuple(text.split()), self.encode(text.split())) for text in texts]


@cache
def _vector(text: str) -> NDArray[np.float32]:
    drawn = np.random.default_rng(zlib.crc32(text.encode())).normal(size=WIDTH)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def words_of(number: int, version: int) -> list[str]:
    """Return the word of each sentence that no other sentence has."""
    tens, ones = divmod(number, 10)  # in letters that no stemmer removes, since digits would be words of their own
    return [f"zq{_LETTERS[tens]}{_LETTERS[ones]}{_LETTERS[version]}{_LETTERS[at]}x" for at in range(_SENTENCES)]


def _text(number: int, version: int) -> str:
    return _TEXT.format(*words_of(number, version))


@cache
def report(number: int, version: int = 1) -> Document:
    """Return a report, or the document that an uploaded file gives if the number is `REPORTS` or more."""
    if number >= REPORTS:
        name, content = upload(number, version)
        (found,) = read_stream(io.BytesIO(content), Origin(name, f"upload:{name}"))
        assert isinstance(found, Document)
        return found
    return Document.make(
        _text(number, version), f"Round {number}", key=f"reports/{number}.txt", publisher=f"Paper {number % 3}"
    )


def upload(number: int, version: int = 1) -> tuple[str, bytes]:
    """Return the name and content of a file that a visitor uploads."""
    return f"notes-{number}.md", f"# Notes {number}\n\n{_text(number, version)}\n".encode()


@cache
def known() -> dict[str, tuple[int, int]]:
    """Return the number and version of every report by its id."""
    return {report(n, version).id: (n, version) for n in range(2 * REPORTS) for version in VERSIONS}


@cache
def segments(number: int, version: int) -> Segments:
    """Return the passages and sentences of a report."""
    return segment(report(number, version).text)
