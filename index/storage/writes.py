"""Write and delete the catalogue's rows of documents, within the caller's transaction."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from ...corpus.types import Document
from .contents import Contents
from .schema import documents, members, outbox, passages, shelf


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be stored."""

    document: Document
    contents: Contents


@dataclass(frozen=True, slots=True)
class Inherited:
    """The data that a new version inherits: set memberships, and row number and date of addition if it is the same document.

    `rows` and `added` are by document id; `members` are rows of the table `members`.
    """

    rows: dict[str, int]
    added: dict[str, str]
    members: list[dict[str, Any]]


def inherited(connection: Connection, replaced: Mapping[str, str]) -> Inherited:
    """Return the data that the new versions inherit; `replaced` maps each old id to the new one."""
    same = [old for old, new in replaced.items() if old == new]
    query = select(documents.c.id, documents.c.row, documents.c.added).where(documents.c.id.in_(same))
    stored = connection.execute(query).all() if same else []
    rows, added = {row.id: row.row for row in stored}, {row.id: row.added for row in stored}
    memberships = select(members).where(members.c.document.in_(list(replaced))) if replaced else None
    moved = connection.execute(memberships).all() if memberships is not None else []
    return Inherited(rows, added, [{"set": row.set, "document": replaced[row.document]} for row in moved])


def store(connection: Connection, prepared: Sequence[Prepared], before: Inherited) -> None:
    """Insert a batch with one statement per table; row numbers are assigned here so that rows can refer to each other."""
    last_row, number = _last(connection, "documents"), _last(connection, "passages")
    names = ("documents", "shelf", "passages", "words", "outbox")
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for one in prepared:
        document, contents = one.document, one.contents
        row = before.rows.get(document.id, last_row + 1)
        last_row = max(last_row, row)
        added = before.added.get(document.id, now)
        rows["documents"].append({"row": row, "added": added, **columns_of(document)})
        about = document.based_on.publisher if document.based_on else None
        size = {"passages": len(contents.passages), "sentences": contents.sentences}
        rows["shelf"].append({**shelf_row(row, document.title, document.publisher, about, len(document.text)), **size})
        for passage in contents.passages:
            number += 1
            packed = {"bounds": passage.bounds, "vectors": passage.vectors}
            place = {"start": passage.start, "end": passage.end}
            rows["passages"].append({"row": number, "document": row, **place, **packed})
            rows["words"].append({"row": number, "title": contents.title, "body": passage.words})
            rows["outbox"].append({"passage": number, "sentences": passage.sentences, "gone": 0})
    if rows["documents"]:
        connection.execute(insert(documents), rows["documents"])
        connection.execute(insert(shelf), rows["shelf"])
    if rows["passages"]:
        connection.execute(insert(passages), rows["passages"])
        connection.execute(text("INSERT INTO words (rowid, title, body) VALUES (:row, :title, :body)"), rows["words"])
        connection.execute(insert(outbox), rows["outbox"])


def shelf_row(row: int, title: str, publisher: str | None, about: str | None, characters: int) -> dict[str, Any]:
    """Return a document's row of `shelf` without the numbers of its passages and sentences."""
    publishers = folded(" · ".join(filter(None, (about, publisher)))) or None
    return {"document": row, "title": folded(title), "publishers": publishers, "characters": characters}


def folded(name: str) -> str:
    """Fold a title or name for comparison: case, composition of letters and white space are ignored."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def _last(connection: Connection, table: str) -> int:
    """Return the highest row number that a table has ever had."""
    query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
    return int(connection.scalar(query, {"table": table}) or 0)


def columns_of(document: Document) -> dict[str, Any]:
    """Return a row of the `documents` table without its number and date of addition; `as_document` reads it."""
    based_on = document.based_on
    return {
        "id": document.id,
        "key": document.key,
        "external_id": document.external_id,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
        "based_on": json.dumps(asdict(based_on), default=str, ensure_ascii=False) if based_on else None,
        "about": based_on.publisher if based_on else None,
        "marks": json.dumps([asdict(mark) for mark in document.marks], ensure_ascii=False),
        "metadata": json.dumps(document.metadata, ensure_ascii=False),
        "text": document.text,
    }


def forget(connection: Connection, document_id: str) -> bool:
    """Delete a document with its passages and words, and record it for Chroma; return whether it existed."""
    row = connection.scalar(select(documents.c.row).where(documents.c.id == document_id))
    if row is None:
        return False
    sentences = func.length(passages.c.bounds) / 8  # the bounds themselves may be damaged
    stored = connection.execute(select(passages.c.row, sentences.label("n")).where(passages.c.document == row)).all()
    numbers = [{"number": passage.row} for passage in stored]
    if numbers:
        connection.execute(text("DELETE FROM words WHERE rowid = :number"), numbers)
        connection.execute(text("DELETE FROM outbox WHERE passage = :number AND gone = 0"), numbers)
        connection.execute(insert(outbox), [{"passage": p.row, "sentences": p.n or 0, "gone": 1} for p in stored])
    connection.execute(delete(documents).where(documents.c.row == row))  # its passages go with it
    return True
