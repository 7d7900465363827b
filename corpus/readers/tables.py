"""Tables of documents: JSON Lines, a JSON list, CSV or TSV. All but JSON are read row by row, to need little memory.

The columns are those of BEIR (`_id`, `title`, `text`) and the fields of a document, under the names that exports give them
(`row_fields`); all others become metadata. A row
that cannot be read is reported by its line number, and the others are read.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from ..errors import UnreadableSource
from .decode import encoding_of
from .fields import opening, other_fields, parse_language
from .origin import Origin, Results
from .row_fields import RowFields, has_text, row_lists

_SAMPLE = 65_536  # bytes from which the encoding is detected
_LONGEST_LINE = 32 * 2**20  # characters, also of a cell: Python's own limit of 131,072 is less than a report may have
_LONGEST_HEADER = 100_000  # characters of a table's first line
_LONGEST_JSON = 64 * 1_000_000  # characters; lists are parsed as a whole
_WRONG_BYTES = re.compile("[\udc80-\udcff]")  # how "surrogateescape" represents bytes that are not UTF-8
_NOT_UTF8 = "has bytes that are not UTF-8; export the file again as UTF-8."

Row = Mapping[str, object] | str
"""The fields of a row, or an error: a sentence that says what is wrong with the row."""


def read_json(stream: BinaryIO, origin: Origin) -> Results:
    """Read a JSON file: a list of objects, one object, or one object per line.

    Raises:
        UnreadableSource: it is binary data.
    """
    with _decoded(stream, origin) as lines:
        text = lines.read(_LONGEST_JSON + 1)
    if len(text) > _LONGEST_JSON:
        raise origin.unreadable("has more than 64 million characters; write one object on each line, as .jsonl.")
    try:
        content = json.loads(text)
    except RecursionError as error:
        raise origin.unreadable("is nested too deep; export the rows as a list of simple objects.") from error
    except ValueError:
        yield from _documents(_json_lines(io.StringIO(text)), origin)
        return
    yield from _documents(enumerate(map(_checked, row_lists(content)), start=1), origin, unit="item")


def read_jsonl(stream: BinaryIO, origin: Origin) -> Results:
    """Read a file with one JSON object per line, for example BEIR's `corpus.jsonl`.

    Raises:
        UnreadableSource: it is binary data.
    """
    with _decoded(stream, origin, unicode=True) as lines:
        yield from _documents(_json_lines(lines), origin)


def read_csv(stream: BinaryIO, origin: Origin) -> Results:
    """Read a table with a header line, delimited by commas, semicolons, tabs or bars.

    Raises:
        UnreadableSource: it is binary data, or no column is called text, body or content.
    """
    with _decoded(stream, origin) as lines:
        header = lines.readline(_LONGEST_HEADER)
        delimiter = next((sign for sign in ",;\t|" if has_text(dict.fromkeys(_names(header, sign)))), None)
        if delimiter is None:
            raise origin.unreadable("has no column named text, body or content; name the one with the reports so.")
        if len(header) == _LONGEST_HEADER:
            raise origin.unreadable("has too long a first line; keep only the columns that matter.")
        yield from _documents(_csv_rows(_Lines(lines, 1), delimiter, _names(header, delimiter)), origin)


def _decoded(stream: BinaryIO, origin: Origin, unicode: bool = False) -> io.TextIOWrapper:
    """Open the stream as text with unchanged line ends. `unicode`: the format requires it, so other bytes are damage."""
    encoding = encoding_of(stream.read(_SAMPLE))
    if encoding is None:
        raise origin.unreadable("is not text; export the rows again as UTF-8.")
    if unicode and not encoding.startswith("utf"):
        encoding = "utf-8"
    stream.seek(0)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


class _Lines:
    """The lines of a table, one after another. An overlong one is left out and reported, to need little memory."""

    def __init__(self, lines: io.TextIOBase, number: int = 0) -> None:
        self._lines = lines
        self.number = number
        """How many lines of the file have been read."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line.

        Raises:
            csv.Error: it is too long; the line after it comes next.
        """
        line = self._lines.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _LONGEST_LINE and not line.endswith("\n"):
            while (rest := self._lines.readline(_SAMPLE)) and not rest.endswith("\n"):
                pass
            raise csv.Error("a line is too long")
        return line


def _json_lines(stream: io.TextIOBase) -> Iterator[tuple[int, Row]]:
    """Yield the number of each line that is not empty, and its row."""
    lines = _Lines(stream)
    while True:
        try:
            line = next(lines, None)
        except csv.Error:
            yield lines.number, "is longer than 32 million characters; split its text."
            continue
        if line is None:
            return
        if not line.strip():
            continue
        try:
            yield lines.number, _NOT_UTF8 if _WRONG_BYTES.search(line) else _checked(json.loads(line))
        except (ValueError, RecursionError):
            yield lines.number, "is not valid JSON; write one object on each line."


def _checked(item: object) -> Row:
    """Return the item if it is an object with a text, else the error."""
    if not isinstance(item, dict):
        return "is not a JSON object; write {…} with at least a text."
    return item if has_text(item) else "has no field text, body or content; give that name to the report."


def _names(header: str, delimiter: str) -> list[str]:
    """Return the names of the columns."""
    try:
        return [name.strip().removeprefix("\ufeff") for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _csv_rows(lines: _Lines, delimiter: str, names: list[str]) -> Iterator[tuple[int, Row]]:
    """Yield the number of the line on which each row ends, and the row. `lines` begins below the header."""
    csv.field_size_limit(_LONGEST_LINE)
    # Strict: an unclosed quotation mark would otherwise silently make the rest of the file one cell.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        began = lines.number
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):  # where the cell ends is unknown, and so is what the rows after it are
                yield (
                    lines.number,
                    f"is in a cell of over 32 million characters that begins at line {began + 1}; close its quotation mark. "
                    "The rows after it were not read.",
                )
                return
            yield lines.number, f"is not valid CSV ({error}); check its quotation marks."
            continue
        if len(cells) > len(names):
            yield (
                lines.number,
                f"has {len(cells)} cells under {len(names)} columns; quote cells that hold a {delimiter!r}.",
            )
        elif any(map(_WRONG_BYTES.search, cells)):
            yield lines.number, _NOT_UTF8
        elif any(cells):
            yield lines.number, dict(zip(names, cells, strict=False))


def _documents(rows: Iterator[tuple[int, Row]], origin: Origin, unit: str = "line") -> Results:
    """Yield a document for each row, or an error that names its line."""
    seen: Counter[str] = Counter()
    for number, row in rows:
        here = replace(origin, name=f"{origin.name} {unit} {number}")
        if isinstance(row, str):
            yield here.unreadable(row)
            continue
        fields = RowFields(row)
        text, identifier, url = fields.text(), fields.identifier(), fields.url()
        title = fields.title() or opening(text)
        published, source = fields.published()
        publisher, updated, language = fields.publisher(), fields.updated(), parse_language(fields.language())
        key = f"{origin.key}#{identifier or url or title}"
        seen[key] += 1
        try:
            yield here.document(
                text,
                title,
                key=key if seen[key] == 1 else f"{key}~{seen[key]}",
                publisher=publisher,
                url=url,
                published=published,
                updated=updated,
                date_source=source,
                language=language,
                external_id=identifier,
                metadata=other_fields(row, fields.used),
            )
        except UnreadableSource as error:
            yield error
