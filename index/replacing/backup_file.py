"""The format of a backup: a copy of the catalogue with a record of what it holds, and a checksum of every byte.

The record is the table `backup` in the file itself, so that it survives being copied. The checksum is the SHA-256 of the
file in which the checksum's own digits are zeros. Backups of earlier versions have no record; their structure is
checked, and each document's text against its id, which is a hash of it.
"""

import hashlib
import mmap
import re
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from ...corpus.errors import CorruptIndex, HomeBusy, InputError
from ...corpus.types import content_hash
from ..folder import durable
from ..storage.catalogue import Catalogue
from ..storage.recognition import FileKind, kind_of, read_only

FORMAT = "1"
APPLICATION = 0x4472676D  # "Drgm", SQLite's `application_id`: the file has a record, even if that is damaged
COUNTED = ("documents", "passages", "conversations")

_DIGITS = 64
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """What a backup says of itself: when (UTC) and why it was made, by which version, of what and how much."""

    made: datetime
    reason: str
    version: str
    made_with: Mapping[str, str]
    counts: Mapping[str, int]


def write(source: Path, target: Path, reason: str = "backup") -> None:
    """Write the catalogue at `source`, in its present state, to the new file `target`; if that fails, there is none.

    Raises:
        OSError, sqlite3.Error: it cannot be read or written.
    """
    beginning = f".{target.name[:80]}-"
    new = target.with_name(f"{beginning}{secrets.token_hex(4)}.partial")
    try:
        durable.drop_partial(beginning, target.parent)
        durable.make_private(new)
        with closing(sqlite3.connect(read_only(source), uri=True)) as old, closing(sqlite3.connect(new)) as copy:
            old.backup(copy)
            blank = _record(copy, reason)
        _fill_in(new, blank)
        durable.put(new, target)
    finally:
        durable.drop(new)


def _record(copy: sqlite3.Connection, reason: str) -> str:
    """Add the record; return the blank in it that the checksum takes."""
    if copy.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
        # SQLite says so and goes on. A backup with a log would grow files beside it whenever it is opened.
        raise sqlite3.OperationalError("its log cannot be closed")
    blank = f"sha256-{secrets.token_hex(8)}-{'0' * _DIGITS}"
    values = {
        "format": FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": reason,
        "version": version("dragoman"),
        **{f"made_with.{name}": value for name, value in _made_with(copy).items()},
        **{f"counts.{name}": str(count) for name, count in _counts(copy).items()},
        "checksum": blank,
    }
    copy.executescript(
        "DROP TABLE IF EXISTS backup; CREATE TABLE backup (name TEXT PRIMARY KEY, value TEXT NOT NULL);"
        f"PRAGMA application_id = {APPLICATION}"
    )
    copy.executemany("INSERT INTO backup VALUES (?, ?)", values.items())
    copy.commit()
    return blank


def _made_with(connection: sqlite3.Connection) -> dict[str, str]:
    names = "('schema', 'encoder', 'segmenter', 'terms')"
    return dict(connection.execute(f"SELECT name, value FROM meta WHERE name IN {names}"))


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTED if name in tables
    }


def _fill_in(path: Path, blank: str) -> None:
    digits = _digest(path, blank)
    places = list(_places(path, blank))
    with path.open("r+b") as stream:
        for place in places:
            stream.seek(place + len(blank) - _DIGITS)
            stream.write(digits.encode())


def _digest(path: Path, token: str) -> str:
    """Hash the file as if every occurrence of `token` ended in zeros."""
    sum_ = hashlib.sha256()
    last = 0
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for place in _places(path, token):
            _add(sum_, content, last, place + len(token) - _DIGITS)
            sum_.update(b"0" * _DIGITS)
            last = place + len(token)
        _add(sum_, content, last, len(content))
    return sum_.hexdigest()


def _add(sum_: "hashlib._Hash", content: mmap.mmap, start: int, end: int) -> None:
    for at in range(start, end, _BLOCK):
        sum_.update(content[at : min(end, at + _BLOCK)])


def _places(path: Path, token: str) -> Iterator[int]:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.find(token.encode())
        while at >= 0:
            yield at
            at = content.find(token.encode(), at + len(token))


def record_of(path: Path) -> BackupRecord | None:
    """Return the record of a backup, `None` if it has none or it cannot be read; nothing else is checked."""
    if kind_of(path) is not FileKind.CATALOGUE:
        return None
    try:
        values = _values(path)
        return None if values is None else _as_record(values)
    except (sqlite3.Error, ValueError, KeyError):
        return None


def _values(path: Path) -> dict[str, str] | None:
    with closing(sqlite3.connect(read_only(path), uri=True)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup'").fetchone():
            return None
        return dict(connection.execute("SELECT name, value FROM backup"))


def _as_record(values: Mapping[str, str]) -> BackupRecord:
    def part(of: str) -> dict[str, str]:
        return {name.partition(".")[2]: value for name, value in values.items() if name.startswith(of)}

    counts = {name: int(value) for name, value in part("counts.").items()}
    made = datetime.fromisoformat(values["made"])
    return BackupRecord(made, values["reason"], values["version"], part("made_with."), counts)


def check(copy: Path, name: str) -> None:
    """Check a copy of a backup, which `name` names in messages, before it replaces anything.

    Raises:
        InputError: it is not a backup of a Dragoman index, or not as it was written.
    """
    if (kind := kind_of(copy)) is not FileKind.CATALOGUE:
        raise not_a_backup(name, kind)
    try:
        with closing(sqlite3.connect(read_only(copy), uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            marked = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
        if found != ["ok"]:
            raise sqlite3.DatabaseError(found[0])
        values = _values(copy)
        if values is not None or marked:
            _check_record(copy, name, values or {})
        else:
            _check_contents(copy, name)
    except (sqlite3.DatabaseError, DatabaseError, CorruptIndex, HomeBusy) as error:
        raise InputError(f"{name} is damaged ({_short(error)}); name another backup") from error


def not_a_backup(name: str, kind: FileKind) -> InputError:
    """Return the error for a file that is something else."""
    return InputError(
        f"{name} is not a backup of a Dragoman index (it is {kind.value}); name a file that 'dragoman index backup' wrote"
    )


def _check_record(copy: Path, name: str, values: Mapping[str, str]) -> None:
    if values and values.get("format") != FORMAT:
        form = values.get("format")
        raise InputError(f"{name} is a backup of format {form!r}, which this version cannot read; install a newer one")
    token = values.get("checksum", "")
    whole = re.fullmatch(rf"sha256-[0-9a-f]{{16}}-[0-9a-f]{{{_DIGITS}}}", token)
    if not whole or _digest(copy, token) != token[-_DIGITS:]:
        raise InputError(f"{name} is not as it was written: its checksum does not match; name another backup")
    try:
        counts = _as_record(values).counts
    except (ValueError, KeyError) as error:
        raise InputError(f"{name} has an incomplete record ({error}); name another backup") from error
    with closing(sqlite3.connect(read_only(copy), uri=True)) as connection:
        there = _counts(connection)
    if any(there.get(one) != count for one, count in counts.items()):
        raise InputError(f"{name} does not hold what its record says; name another backup")


def _check_contents(copy: Path, name: str) -> None:
    with closing(sqlite3.connect(read_only(copy), uri=True)) as connection:
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise InputError(f"{name} is damaged: rows refer to others that are missing; name another backup")
        expected = _counts(connection)["documents"]
    sound = 0
    with closing(Catalogue(copy, None)) as catalogue:
        try:
            for document in catalogue.documents():
                if content_hash(document) != document.id:
                    raise InputError(f"{name} is damaged: the text of document {document.id} was changed")
                sound += 1
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{name} is damaged: a document in it cannot be read ({_short(error)})") from error
    if sound != expected:
        raise InputError(f"{name} is damaged: {expected - sound} documents in it cannot be read")


def _short(error: Exception) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0][:200]
