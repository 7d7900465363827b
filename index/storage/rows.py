"""Turn rows of the catalogue into values, or name what is wrong with a row.

SQLite keeps any type in any column, and a disk, a crash or another program can damage a row. So nothing is taken for
granted here: a row becomes a sound value, or `DamagedRow` says which row it is and what is wrong with it. Readers of many
rows use `sound`, which leaves damaged rows out and reports each once in the log, so that one row never stops the rest.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row

from ...corpus.clean import is_whole
from ...corpus.errors import DamagedRow
from ...corpus.types import Document, Mark, Source, Span

T = TypeVar("T")

UNIT = 1e-2  # how far from 1 the length of a stored vector may be: rounding stays far below it
_DEEPEST = 10**9  # characters; an offset beyond this is damage, and SQLite's numbers go far beyond it


def decoded(value: bytes) -> str | bytes:
    """Decode a TEXT value that SQLite returns; bytes that are not UTF-8 stay bytes, which no reader takes for text."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def sound(rows: Iterable[Any], read: Callable[[Any], T]) -> Iterator[T]:
    """Yield `read(row)` of each row that is sound; a damaged one is left out and reported once in the log."""
    for row in rows:
        try:
            value = read(row)
        except DamagedRow as damage:
            _report(str(damage))
            continue
        yield value


@lru_cache(maxsize=1000)
def _report(damage: str) -> None:
    logging.getLogger(__name__).warning("left out: %s", damage)


def words(value: object, column: str) -> str:
    """Return a text; `ValueError` if it is a number, bytes (also those of a text that is not UTF-8) or missing."""
    if not isinstance(value, str):
        raise ValueError(f"its {column} is {_kind(value)}, not text" if value is not None else f"it has no {column}")
    return value


def maybe_words(value: object, column: str) -> str | None:
    """Return a text or `None`; else as `words`."""
    return None if value is None else words(value, column)


def texts(values: Iterable[object]) -> list[str]:
    """Return those values that are non-empty texts."""
    return [value for value in values if isinstance(value, str) and value]


def number(value: object, column: str) -> int:
    """Return an offset or a count; `ValueError` if it is none."""
    if type(value) is not int or not 0 <= value < _DEEPEST:
        raise ValueError(f"its {column} is {_kind(value)}, not an offset")
    return value


def day(value: object, column: str) -> date | None:
    """Return a day or `None`; `ValueError` if it is no ISO date."""
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(words(value, column))
    except ValueError:
        raise ValueError(f"its {column} is not a date") from None


def moment(value: object, column: str) -> datetime:
    """Return a date and time; `ValueError` if it is none in ISO 8601."""
    try:
        return datetime.fromisoformat(words(value, column))
    except ValueError:
        raise ValueError(f"its {column} is not a date and time") from None


def parsed(value: object, column: str) -> Any:
    """Return the value of a JSON text; `ValueError` if it is none, or nested too deeply to be read."""
    text = words(value, column)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"its {column} is not JSON") from None
    # JSON can spell half a character, as "\\ud800", which no file and no reply can have.
    if "\\u" in text and not is_whole(json.dumps(found, ensure_ascii=False)):
        raise ValueError(f"its {column} is not UTF-8")
    return found


def source(value: object) -> Source | None:
    """Return the report that a document is based on, from the column `based_on`."""
    if value is None or value == "":
        return None
    about = parsed(value, "based_on")
    if about is None:
        return None
    if not isinstance(about, dict) or not {"publisher", "title", "url", "published"} <= about.keys():
        raise ValueError("its based_on is not a source")
    return Source(
        words(about["publisher"], "based_on"),
        maybe_words(about["title"], "based_on"),
        maybe_words(about["url"], "based_on"),
        day(about["published"], "based_on"),
    )


def as_document(row: Row[Any]) -> Document:
    """Make the document of a row of the table `documents` or `kept`.

    Raises:
        DamagedRow: the row cannot be read.
    """
    try:
        return Document(
            words(row.id, "id"),
            words(row.text, "text"),
            words(row.title, "title"),
            maybe_words(row.publisher, "publisher"),
            maybe_words(row.url, "url"),
            day(row.published, "published"),
            maybe_words(row.language, "language"),
            source(row.based_on),
            maybe_words(row.external_id, "external_id"),
            words(row.key, "key"),
            tuple(_mark(one) for one in _list(row.marks, "marks")),
            pairs(row.metadata, "metadata"),
        )
    except ValueError as error:
        raise DamagedRow(identified("document", row.id, row.title), str(error)) from error


def _list(value: object, column: str) -> list[Any]:
    found = parsed(value, column)
    if not isinstance(found, list):
        raise ValueError(f"its {column} is not a list")
    return found


def _mark(one: Any) -> Mark:
    try:
        kind, label, speaker = one["kind"], words(one["label"], "marks"), maybe_words(one["speaker"], "marks")
        place = span(one["span"]["start"], one["span"]["end"])
    except (TypeError, KeyError, ValueError):
        raise ValueError("its marks cannot be read") from None
    if kind not in ("page", "cue", "emphasis"):
        raise ValueError("its marks cannot be read")
    return Mark(kind, place, label, speaker)


def pairs(value: object, column: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of names and values that a column has as JSON."""
    return tuple(_pair(one) for one in _list(value, column))


def _pair(one: Any) -> tuple[str, str]:
    if not isinstance(one, list) or len(one) != 2:
        raise ValueError("its metadata are not pairs")
    return words(one[0], "metadata"), words(one[1], "metadata")


def span(start: object, end: object, text: int = _DEEPEST) -> Span:
    """Return a span; `ValueError` if it is none in a text of `text` characters."""
    found = Span(number(start, "start"), number(end, "end"))
    if found.end > text:
        raise ValueError(f"its span ends at {found.end}, beyond a text of {text} characters")
    return found


def unpack(vectors: object, bounds: object) -> NDArray[np.float32]:
    """Unpack a passage's vectors (n, d), one row for each of the n sentences in `bounds`.

    Raises:
        ValueError: the sizes do not fit each other, or a vector is not of unit length.
    """
    if not isinstance(bounds, bytes) or not bounds or len(bounds) % 8:
        raise ValueError("its bounds are not pairs of offsets")
    sentences = len(bounds) // 8
    if not isinstance(vectors, bytes) or not vectors or len(vectors) % (4 * sentences):
        raise ValueError("it does not have a vector for each sentence")
    found = np.frombuffer(vectors, np.float32).reshape(sentences, -1)
    # A comparison with NaN is false, so that this refuses NaN and infinity too; squares may overflow, which is no matter.
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.einsum("ij,ij->i", found, found)
        if not (np.abs(lengths - 1) < 2 * UNIT).all():
            raise ValueError("a vector is not of unit length")
    return found


def sentence_spans(bounds: object, inside: Span) -> tuple[Span, ...]:
    """Return the sentences' spans; `ValueError` if they are not in order inside the passage."""
    if not isinstance(bounds, bytes) or not bounds or len(bounds) % 8:
        raise ValueError("its bounds are not pairs of offsets")
    flat = np.frombuffer(bounds, np.int32)
    if flat[0] < inside.start or flat[-1] > inside.end or (np.diff(flat) < 0).any():
        raise ValueError("its sentences do not lie in it in order")
    return tuple(Span(start, end) for start, end in flat.reshape(-1, 2).tolist())


def vectors_at(row: Row[Any]) -> tuple[int, NDArray[np.float32]]:
    """Return (row number, vectors) of a row with the columns `row`, `vectors` and `bounds` of `passages`.

    Raises:
        DamagedRow: they cannot be read.
    """
    try:
        return row.row, unpack(row.vectors, row.bounds)
    except ValueError as error:
        raise DamagedRow(f"passage {row.row}", str(error)) from error


def stacked(parts: Iterable[tuple[int, NDArray[np.float32]]]) -> tuple[list[tuple[int, int]], NDArray[np.float32]]:
    """Put the vectors of passages into one matrix; return (row number, number of vectors) of each, and the matrix.

    Passages whose vectors have another width than most are left out: they are damaged.
    """
    found = list(parts)
    widths = Counter(vectors.shape[1] for _, vectors in found)
    if len(widths) > 1:
        usual = widths.most_common(1)[0][0]
        for row, vectors in found:
            if vectors.shape[1] != usual:
                _report(str(DamagedRow(f"passage {row}", "its vectors have another width")))
        found = [one for one in found if one[1].shape[1] == usual]
    matrix = np.concatenate([vectors for _, vectors in found]) if found else np.zeros((0, 0), np.float32)
    return [(row, len(vectors)) for row, vectors in found], matrix


def identified(what: str, name: object, title: object = None) -> str:
    """Name a row for people: what it is, its id, and its title if that can be read."""
    shown = name if isinstance(name, str | int) else _kind(name)
    about = f" ({title[:80]})" if isinstance(title, str) and title else ""
    return f"{what} {shown}{about}"


def _kind(value: object) -> str:
    if value is None:
        return "missing"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, str):
        return "a text"
    return f"the number {value}" if len(str(value)) < 30 else "a number"
