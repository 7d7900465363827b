"""Read a suite's files strictly: each row knows its file and line, and its errors name the field."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...corpus.errors import InputError
from .types import ItemOutcome, Suite, SuiteItem, SuiteText


class Row:
    """A JSON object with its place in a file."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        """`where` names the place in messages, such as `questions.jsonl line 7`."""
        self.where = where
        self.values = values

    def wrong(self, field: str, problem: str) -> InputError:
        """Return the error for a field, for the caller to raise."""
        return InputError(f"{self.where}: '{field}' {problem}; correct the line or remove it")

    def text(self, *names: str, empty: bool = False) -> str:
        """Return the text of the first of `names` that the row has; `empty` allows a blank text."""
        value = self._value(names)
        if isinstance(value, int | float) and not isinstance(value, bool) and "id" in names[0]:
            value = str(value)
        if not isinstance(value, str):
            raise self.wrong(names[0], "must be text")
        if not empty and not value.strip():
            raise self.wrong(names[0], "is empty")
        return value

    def texts(self, *names: str, least: int = 0) -> tuple[str, ...]:
        """Return a list of at least `least` texts."""
        value = self._value(names)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(names[0], "must be a list of texts")
        if len(value) < least:
            raise self.wrong(names[0], f"needs at least {least}")
        return tuple(value)

    def flag(self, name: str) -> bool:
        """Return a truth value."""
        value = self._value((name,))
        if not isinstance(value, bool):
            raise self.wrong(name, "must be true or false")
        return value

    def rows(self, *names: str, least: int = 0) -> tuple["Row", ...]:
        """Return a list of at least `least` objects."""
        value = self._value(names)
        if not isinstance(value, list):
            raise self.wrong(names[0], "must be a list")
        if len(value) < least:
            raise self.wrong(names[0], f"needs at least {least}")
        return tuple(self._inner(f"'{names[0]}' number {at}", one) for at, one in enumerate(value, 1))

    def row(self, name: str) -> "Row":
        """Return an object."""
        return self._inner(f"'{name}'", self._value((name,)))

    def has(self, *names: str) -> bool:
        """Return whether one of the fields exists and is not null."""
        return any(self.values.get(name) is not None for name in names)

    def _inner(self, name: str, value: object) -> "Row":
        if not isinstance(value, dict):
            raise InputError(f"{self.where}: {name} must be an object; correct the line or remove it")
        return Row(f"{self.where}, {name}", value)

    def _value(self, names: tuple[str, ...]) -> Any:
        found = next((self.values[name] for name in names if self.values.get(name) is not None), None)
        if found is None:
            raise self.wrong(names[0], "is missing" + (f" (or {' or '.join(names[1:])})" if names[1:] else ""))
        return found


def content(path: Path) -> bytes:
    """Read a file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); name an existing file or folder") from error


def json_lines(path: Path) -> tuple[Row, ...]:
    """Read the rows of a JSONL file, without blank lines.

    Raises:
        InputError: the file cannot be read, has no rows, or has a line that is not a JSON object.
    """
    rows = tuple(_lines(path))
    if not rows:
        raise InputError(f"{path} has no rows; give a file with one JSON object a line")
    return rows


def _lines(path: Path) -> Iterator[Row]:
    for number, line in enumerate(content(path).splitlines(), 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            where = f"{path.name} line {number}"
            value = parsed(line, where)
            if not isinstance(value, dict):
                raise InputError(f"{where} is not a JSON object; give one object a line")
            yield Row(where, value)


def parsed(given: bytes, where: str) -> Any:
    """Parse JSON; `where` names its place in messages.

    Raises:
        InputError: it is not UTF-8, or not JSON.
    """
    try:
        return json.loads(given.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{where} is not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is not JSON ({error}); correct it or remove it") from error


def tab_separated(path: Path, fields: tuple[str, ...]) -> tuple[Row, ...]:
    """Read the rows of a TSV file with these columns; a first line with their names (`query-id`) is skipped.

    Raises:
        InputError: the file is not UTF-8, or a line lacks a column.
    """
    try:
        text = content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from error
    rows = []
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if not any(cells) or (number == 1 and cells[0].strip().lower() in (fields[0], fields[0].replace("-", "_"))):
            continue
        if len(cells) < len(fields):
            raise InputError(f"{path.name} line {number}: '{fields[len(cells)]}' is missing; give {', '.join(fields)}")
        rows.append(Row(f"{path.name} line {number}", dict(zip(fields, cells, strict=False))))
    return tuple(rows)


def unique(rows: Iterable[Row], *names: str, numbered: bool = False) -> dict[str, Row]:
    """Return rows by their id, in order; with `numbered`, the id of a row without one is its number, from 1.

    Raises:
        InputError: an id occurs twice; the message names both lines.
    """
    found: dict[str, Row] = {}
    for number, row in enumerate(rows, 1):
        name = row.text(*names) if row.has(*names) or not numbered else str(number)
        if name in found:
            raise row.wrong(names[0], f"{name!r} stands in {found[name].where} already; ids must differ")
        found[name] = row
    return found


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of the parts, each with its length, so that moving text between files changes it."""
    made = hashlib.sha256()
    for part in parts:
        made.update(f"{len(part)}\n".encode())
        made.update(part)
    return made.hexdigest()


class Pool:
    """A corpus of distinct texts."""

    def __init__(self) -> None:
        """Start empty."""
        self._ids: dict[str, str] = {}
        self._texts: dict[str, SuiteText] = {}

    def add(self, text: str, key: str | None = None, title: str = "", row: Row | None = None) -> str:
        """Add a text and return its id: that of an equal text, else `key`, else a new one.

        Raises:
            InputError: another text has that id; the message is about `row`.
        """
        words = text.strip()
        if words in self._ids:
            return self._ids[words]
        name = key or f"context {len(self._texts) + 1}"
        if name in self._texts and row is not None:
            raise row.wrong("id", f"{name!r} names another text in an earlier row; ids must differ")
        self._ids[words] = name
        self._texts[name] = SuiteText(name, title, text)
        return name

    @property
    def texts(self) -> tuple[SuiteText, ...]:
        """Return the texts, in order."""
        return tuple(self._texts.values())


def output_suite(
    path: Path, items: Iterable[SuiteItem], pool: Pool, outcomes: Iterable[ItemOutcome], fields: Mapping[str, str]
) -> Suite:
    """Return the suite of a file with another system's outputs, whose contexts are pooled as the corpus."""
    return Suite(
        name=path.stem,
        path=str(path),
        sha256=digest(content(path)),
        items=tuple(items),
        corpus=pool.texts,
        outcomes=tuple(outcomes),
        fields=fields,
    )
