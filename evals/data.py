"""Open data in SQuAD form: `corpus.jsonl` and `queries.jsonl` in one folder."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError


@dataclass(frozen=True, slots=True)
class Item:
    """A passage: `article` is what it was cut from, the part of its id before `#`."""

    id: str
    title: str
    text: str

    @property
    def article(self) -> str:
        """The article that the passage comes from."""
        return self.id.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the ids of the passages that answer it, and gold answers as they stand there (none: unanswerable)."""

    id: str
    text: str
    relevant: frozenset[str]
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class DataSet:
    """Passages and questions; `sha256` is over both files, so that a figure says what it was measured on."""

    name: str
    corpus: tuple[Item, ...]
    questions: tuple[Question, ...]
    sha256: str


def load(folder: Path) -> DataSet:
    """Read a folder.

    Raises:
        InputError: a file is missing, or a line of it lacks a field; names the line and the field.
    """
    digest = hashlib.sha256()
    rows: dict[str, list[dict[str, object]]] = {}
    for name, fields in (("corpus.jsonl", ("_id", "text")), ("queries.jsonl", ("_id", "text", "relevant"))):
        try:
            content = (folder / name).read_bytes()
        except OSError as error:
            raise InputError(
                f"{folder / name} cannot be read ({error.strerror}); name a folder that holds it"
            ) from error
        digest.update(content)
        rows[name] = [
            _row(line, f"{folder / name} line {at}", fields) for at, line in enumerate(content.splitlines(), 1)
        ]
    corpus = tuple(Item(str(r["_id"]), str(r.get("title") or ""), str(r["text"])) for r in rows["corpus.jsonl"])
    questions = tuple(
        Question(
            str(row["_id"]),
            str(row["text"]),
            frozenset(map(str, row["relevant"])),  # type: ignore[call-overload]  # JSON: checked to be a list
            tuple(map(str, row.get("answers") or ())),  # type: ignore[call-overload]
            bool(row.get("answerable", True)),
        )
        for row in rows["queries.jsonl"]
    )
    return DataSet(folder.resolve().name, corpus, questions, digest.hexdigest())


def _row(line: bytes, where: str, fields: tuple[str, ...]) -> dict[str, object]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where} is not JSON ({error}); mend or remove the line") from error
    missing = [name for name in fields if not isinstance(row, dict) or name not in row]
    if missing:
        raise InputError(f"{where} lacks {', '.join(repr(name) for name in missing)}; add it or remove the line")
    if "relevant" in fields and not isinstance(row["relevant"], list):
        raise InputError(f"{where}: 'relevant' must be a list of passage ids")
    return row  # type: ignore[no-any-return]
