"""Read an invented transcript as a file, and list its turns."""

from dragoman.corpus.readers.dispatch import read_bytes
from dragoman.corpus.readers.origin import Origin
from dragoman.corpus.types import Document
from dragoman.corpus.utterances.turns import turns


def read(text: str | bytes, name: str = "talk.txt") -> Document:
    """Read a text as a file of this name."""
    (document,) = read_bytes(text.encode() if isinstance(text, str) else text, Origin(name, name, file=name))
    assert isinstance(document, Document)
    return document


def told(text: str | bytes, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    """Return speaker and words of each turn, its pieces joined with a bar."""
    document = read(text, name)
    return [(turn.speaker, "|".join(one.of(document.text) for one in turn.pieces)) for turn in turns(document)]
