"""The backups that a home keeps by itself: the last states that were replaced, in `backups/`, named by time and reason."""

import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ...corpus.errors import HomeError
from ..folder import durable
from ..storage.disk import explained
from ..storage.recognition import FileKind, kind_of
from .backup_file import BackupRecord, record_of, write

FOLDER = "backups"
KEPT = 3
"""Backups that a home keeps by itself; the oldest is removed when there are more."""

DAMAGED = "damaged"
"""The reason of a file that was set aside as it was, because it could not be read."""

_OWN = re.compile(rf"\d{{4}}-\d\d-\d\dT\d{{6}}(\.\d+)?-(before-\w+|{DAMAGED})\.sqlite")
_EARLIER = ("rebuilt.sqlite", "restored.sqlite")  # what an interrupted rebuild or restore of version 0.1 left


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A file from which an index can be restored; without a `record`, only its name and its size in bytes are known."""

    path: Path
    reason: str
    size: int
    record: BackupRecord | None

    @property
    def made(self) -> datetime:
        """When it was made (UTC)."""
        return self.record.made if self.record else datetime.fromtimestamp(self.path.stat().st_mtime, UTC)


def kept(home: Path) -> tuple[KeptBackup, ...]:
    """List the backups in a home, newest first."""
    found = [_described(path) for path in (home / FOLDER).glob("*.sqlite")]
    return tuple(sorted(found, key=lambda one: (one.made, one.path.name), reverse=True))


def restorable(home: Path) -> tuple[Path, ...]:
    """List the files in a home from which its index can be restored, the best first."""
    earlier = [home / name for name in _EARLIER if kind_of(home / name) is FileKind.CATALOGUE]
    # An interrupted replacement of version 0.1 deleted the catalogue before it: nothing is newer.
    own = [one.path for one in kept(home) if one.reason != DAMAGED and kind_of(one.path) is FileKind.CATALOGUE]
    return (*earlier, *own)


def keep(home: Path, catalogue: Path, reason: str) -> Path:
    """Back up the catalogue, then remove the oldest backups beyond `KEPT`.

    Raises:
        HomeError: the backup cannot be written.
    """
    folder = _folder(home)
    target = _free(folder, reason)
    try:
        write(catalogue, target, reason)
    except (OSError, sqlite3.Error) as error:
        raise explained(error, folder) or HomeError(
            f"the present index cannot be backed up to {target} ({error}), so it was not replaced; make room there"
        ) from error
    _prune(folder, target)
    return target


def set_aside(home: Path, catalogue: Path) -> Path:
    """Copy a file that cannot be read, with those beside it, to the backups.

    Raises:
        HomeError: it cannot be copied.
    """
    folder = _folder(home)
    target = _free(folder, DAMAGED)
    try:
        for one, other in zip(durable.with_companions(catalogue), durable.with_companions(target), strict=True):
            if one.exists():
                durable.copy(one, other)
        durable.sync(folder)
    except OSError as error:
        raise explained(error, folder) or HomeError(
            f"{catalogue} cannot be copied to {target} ({error}), so it was not replaced"
        ) from error
    _prune(folder, target)
    return target


def _folder(home: Path) -> Path:
    folder = home / FOLDER
    try:
        folder.mkdir(mode=durable.PRIVATE_FOLDER, exist_ok=True)
        for left in folder.glob(".*.partial*"):  # of a process that was killed; the writers' lock is held
            left.unlink()
        durable.sync(home)
    except OSError as error:
        raise explained(error, home) or HomeError(
            f"{folder} cannot be used for backups ({error.strerror}); nothing was replaced"
        ) from error
    return folder


def _free(folder: Path, reason: str) -> Path:
    stamp = f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}"
    number = 1
    while (target := folder / f"{stamp}{f'.{number}' if number > 1 else ''}-{reason}.sqlite").exists():
        number += 1
    return target


def _prune(folder: Path, newest: Path) -> None:
    """Remove the oldest backups, but never `newest`, whatever the clock says, nor a file that somebody put there."""
    own = [path for path in folder.glob("*.sqlite") if path != newest and _OWN.fullmatch(path.name)]
    for path in sorted(own, reverse=True)[KEPT - 1 :]:
        with suppress(OSError):  # one too many does no harm
            durable.drop(path)


def _described(path: Path) -> KeptBackup:
    record = record_of(path)
    reason = record.reason if record else path.stem.partition("-" + DAMAGED)[1].strip("-") or "unknown"
    return KeptBackup(path, reason, path.stat().st_size, record)
