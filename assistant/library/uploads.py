"""Uploaded files: their bytes are stored in the home, in a folder that only its owner may open, until they are read.

On disk they have random names, so a client's name (`../../.bashrc`) can do no harm there; its safe form is shown and
becomes part of the document's key. Each process has its own folder with a lock, so that the next process can tell which
folders a killed process left behind.
"""

import os
import re
import secrets
import shutil
import threading
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

from filelock import FileLock, Timeout

from ...corpus.errors import HomeError, InputError, UnreadableSource
from ...corpus.readers.file_types import HEAD, kind_of
from ...index.storage.disk import explained
from .sources import SourceInput, Upload

LARGEST = 256 * 2**20
"""Bytes of one file at most."""

LARGEST_TOGETHER = 2 * 2**30
"""Bytes of all files that wait to be read at most."""

LONGEST_PART = 200
"""Characters of a file's or folder's name at most."""

LONGEST_NAME = 1000
"""Characters of a name with its folders at most."""

_CHUNK = 2**20
_DRIVE = re.compile(r"[A-Za-z]:")
_JOINERS = "\u200c\u200d"  # invisible, but part of the spelling in some languages


class Uploads:
    """The uploaded files of one process. Close it, or use it as a context manager."""

    def __init__(self, home: Path, *, largest: int = LARGEST, together: int = LARGEST_TOGETHER) -> None:
        """Store in the home at this path, and remove what earlier processes left there.

        `largest`: bytes of one file at most; `together`: of all files that wait to be read.
        """
        self._largest, self._together = largest, together
        self._root = home / "uploads"
        self._folder: Path | None = None
        self._lock: FileLock | None = None
        self._guard = threading.Lock()
        self._held = 0
        _clear(self._root)

    def __enter__(self) -> Self:
        """The uploads themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Remove all stored files."""
        with self._guard:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
            if self._lock is not None:
                self._lock.release(force=True)
                with suppress(OSError):  # the next process deletes it
                    Path(self._lock.lock_file).unlink(missing_ok=True)
            self._folder = self._lock = None

    def keep(self, name: str, stream: BinaryIO) -> Upload:
        """Store the bytes of a file that the client calls `name`, which may include folders.

        Raises:
            UnreadableSource: its format is not supported, it is too large, or its name cannot be used.
            InputError: too many bytes are waiting already.
            HomeFull: the disk is full.
        """
        shown = safe_name(name)
        head = stream.read(HEAD)
        suffix = Path(shown).suffix.lower()
        kind, reason = kind_of(suffix, head)
        if kind is None:
            raise UnreadableSource(shown, reason)
        path, size = self._place() / secrets.token_hex(16), 0
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                chunk = head
                while chunk:
                    size += len(chunk)
                    self._count(len(chunk))
                    if size > self._largest:
                        raise UnreadableSource(shown, f"is larger than {self._largest >> 20} MB; split it.")
                    target.write(chunk)
                    chunk = stream.read(_CHUNK)
        except OSError as error:
            self._drop(path, size)
            known = explained(error, path.parent)
            raise known or InputError(f"{shown} could not be stored ({error.strerror}); upload it once more") from error
        except InputError:
            self._drop(path, size)
            raise
        return Upload(shown, path)

    def keep_all(self, files: Iterable[tuple[str, BinaryIO]]) -> list[SourceInput]:
        """Store several files, each with its name; refused ones are returned as errors among the uploads.

        Raises:
            InputError: too many bytes are waiting already; then none of them is kept.
            HomeFull: the disk is full; the same.
        """
        given: list[SourceInput] = []
        try:
            for name, stream in files:
                try:
                    given.append(self.keep(name, stream))
                except UnreadableSource as refused:
                    given.append(refused)
        except (InputError, HomeError):
            self.discard_all(given)
            raise
        return given

    def discard_all(self, given: Iterable[SourceInput]) -> None:
        """Remove the uploads among these sources."""
        for one in given:
            if isinstance(one, Upload):
                self.discard(one)

    def discard(self, upload: Upload) -> None:
        """Remove a file that has been read."""
        if upload.path.is_file():
            self._drop(upload.path, upload.path.stat().st_size)

    def stored(self) -> tuple[Path, ...]:
        """The paths of the files stored now."""
        with self._guard:
            return tuple(self._folder.iterdir()) if self._folder is not None else ()

    def _drop(self, path: Path, size: int) -> None:
        with suppress(OSError):  # on a failing disk; the folder is deleted later, and the job has to end
            path.unlink(missing_ok=True)
        self._count(-size)

    def _count(self, size: int) -> None:
        with self._guard:
            self._held += size
            if size > 0 and self._held > self._together:
                raise InputError(
                    f"more than {self._together >> 20} MB of uploads wait to be read; try again when they have been"
                )

    def _place(self) -> Path:
        """This process's folder, created with the first upload."""
        with self._guard:
            if self._folder is None:
                folder = self._root / secrets.token_hex(8)
                try:
                    self._root.mkdir(mode=0o700, exist_ok=True)
                    self._root.chmod(0o700)
                    self._lock = FileLock(_lock_of(folder), thread_local=False)
                    self._lock.acquire()  # before the folder exists: another process might remove it
                    folder.mkdir(mode=0o700)
                except OSError as error:
                    known = explained(error, self._root.parent)
                    raise known or InputError(f"uploads cannot be stored in {self._root} ({error.strerror})") from error
                self._folder = folder
            return self._folder


def safe_name(name: str) -> str:
    """A client's file name in the form that is shown and used in keys: composed (NFC), relative, without control characters.

    Folders are kept (`Talks/day 1.md`); a drive, `.` and `..` are not.

    Raises:
        UnreadableSource: the name is empty or too long, or names a hidden file.
    """
    visible = "".join(char for char in unicodedata.normalize("NFC", name) if _shown(char))
    found = [" ".join(part.split()) for part in visible.replace("\\", "/").split("/")]
    kept = [part for part in found if part.strip(". ")]
    while kept and _DRIVE.fullmatch(kept[0]):
        kept = kept[1:]
    shown = "/".join(kept)
    called = shown[:60] or "a file without a name"
    if not kept or not found[-1].strip(". "):
        raise UnreadableSource(called, "has no name that can be used; rename it.")
    if any(part.startswith((".", "~$")) for part in kept):
        raise UnreadableSource(called, "is a hidden file; rename it without the dot to add it.")
    if len(shown) > LONGEST_NAME or any(len(part) > LONGEST_PART for part in kept):
        raise UnreadableSource(called, f"has too long a name; shorten it to {LONGEST_PART} characters.")
    return shown


def _shown(char: str) -> bool:
    return char in _JOINERS or char.isspace() or not unicodedata.category(char).startswith("C")


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + ".lock")


def _clear(root: Path) -> None:
    """Remove the folders of processes that have ended: those whose locks are free."""
    # A process killed between the two has a lock and no folder.
    for folder in {path.with_suffix("") for path in root.glob("*")} if root.is_dir() else set():
        lock = FileLock(_lock_of(folder))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        _lock_of(folder).unlink(missing_ok=True)
