"""The folder `damaged` of a home: rows that `repair` took out of the catalogue, one JSON file each, never deleted.

A file has the table, the reason, the row's columns as they were, and the rows that went with it. Bytes, such as a text
that is not UTF-8, are given in base64 and, to be read by people, with what can be decoded. To get a document back, copy
its text or bytes into a file of its own and ingest that.
"""

import base64
import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

FOLDER = "damaged"

# Rows that are deleted together with one of this table: table, and the condition on them.
_WITH: dict[str, tuple[tuple[str, str], ...]] = {
    "documents": (("members", "document = :id"),),
    "sets": (("members", '"set" = :row'),),
    "conversations": tuple((name, "conversation = :id") for name in ("messages", "feedback", "cited")),
    "messages": tuple((name, "conversation = :conversation AND place = :place") for name in ("feedback", "cited")),
}


def set_aside(connection: Connection, home: Path, table: str, row: int, what: str, fault: str) -> Path:
    """Write a row and those that belong to it into the folder, then delete them; return the file.

    The file is on the disk before anything is deleted, so that nothing is lost when the process is killed.
    """
    raw = _rows(connection, table, "rowid = :at", {"at": row})[0]
    belonging = {name: _rows(connection, name, where, raw) for name, where in _WITH.get(table, ())}
    record = {"table": table, "what": what, "fault": fault, "row": _plain(raw)}
    record["with"] = {name: [_plain(one) for one in rows] for name, rows in belonging.items() if rows}
    path = _write(home / FOLDER, table, raw, record)
    for name, where in _WITH.get(table, ()):
        connection.execute(text(f'DELETE FROM "{name}" WHERE {where}'), raw)
    connection.execute(text(f'DELETE FROM "{table}" WHERE rowid = :at'), {"at": row})
    return path


def set_aside_before(home: Path) -> tuple[Path, ...]:
    """Return the files in the folder, by name."""
    try:
        return tuple(sorted((home / FOLDER).glob("*.json")))
    except OSError:
        return ()


def _rows(connection: Connection, table: str, where: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = connection.execute(text(f'SELECT * FROM "{table}" WHERE {where}'), dict(values))
    return [dict(row) for row in found.mappings()]


def _write(folder: Path, table: str, raw: Mapping[str, Any], record: Mapping[str, Any]) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    content = json.dumps(record, ensure_ascii=True, indent=2)
    name = next((value for key in ("id", "name", "conversation") if isinstance(value := raw.get(key), str)), "")
    short = re.sub(r"[^A-Za-z0-9-]+", "-", name)[:40].strip("-")
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    path = folder / f"{'-'.join(filter(None, (table, short, digest)))}.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return path


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {"base64": base64.b64encode(value).decode(), "readable": value.decode("utf-8", "replace")}
        if isinstance(value, bytes)
        else value
        for name, value in row.items()
    }
