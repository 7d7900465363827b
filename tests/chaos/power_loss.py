"""A folder as it may be after a power loss: what was synced is there, of everything else an arbitrary part.

A recorded run becomes a list of changes to files and names. Up to a chosen change they are applied to a model of the disk,
which knows what has been made durable: a file's content by a sync of the file, a name by a sync of its folder or, on file
systems with one journal for all names (ext4, XFS, Btrfs), by any sync. What is left is kept or lost at random.
Memory-mapped files are left out; SQLite makes its `-shm` anew.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .tracing import Call, bytes_of, path_of, text_of

SECTOR = 512

Names = Literal["journalled", "strict"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind`, the paths it concerns (relative to the workplace), and for a write its place and content."""

    kind: Literal["make", "write", "cut", "sync", "folder", "sync folder", "rename", "link", "remove", "reported"]
    path: str
    other: str = ""
    file: int = -1
    at: int = 0
    content: bytes = b""


@dataclass(slots=True)
class _File:
    durable: bytearray
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.durable, change)
        self.pending = []

    def after_loss(self, kept: float, rng: random.Random) -> bytes:
        """Return the content if each unsynced change is kept with this probability, and a kept one perhaps in part."""
        found = bytearray(self.durable)
        for change in self.pending:
            if rng.random() < kept:
                if change.kind == "write" and len(change.content) > SECTOR and 0 < kept < 1 and rng.random() < 0.5:
                    for start in range(0, len(change.content), SECTOR):
                        if rng.random() < 0.5:
                            part = change.content[start : start + SECTOR]
                            _apply(found, Change("write", change.path, at=change.at + start, content=part))
                else:
                    _apply(found, change)
        return bytes(found)


def _apply(content: bytearray, change: Change) -> None:
    if change.kind == "cut":
        del content[change.at :]
        content.extend(bytes(change.at - len(content)))
    else:
        content.extend(bytes(max(0, change.at - len(content))))
        content[change.at : change.at + len(change.content)] = change.content


class _Recorder:
    """Turns calls into changes; follows descriptors to know which file, and where in it, a write concerns."""

    def __init__(self, template: Path, root: Path) -> None:
        self._root = f"{root}/"
        self._names: dict[str, int] = {}
        self._open: dict[int, list[int]] = {}  # by descriptor: file, position, 1 if it appends
        self._files = 0
        for path in sorted(template.rglob("*")):
            if path.is_file():
                self._names[path.relative_to(template).as_posix()] = self._new()

    def _new(self) -> int:
        self._files += 1
        return self._files - 1

    def _inside(self, path: str) -> str:
        return path.removesuffix(" (deleted)").removeprefix(self._root) if path.startswith(self._root) else ""

    def changes(self, calls: Iterable[Call]) -> Iterable[Change]:
        for call in calls:
            if call.result >= 0:
                yield from self._changes(call)

    def _changes(self, call: Call) -> Iterable[Change]:
        name, given = call.name, call.arguments
        assert name != "io_uring_setup", "io_uring would hide writes from the recording"
        if name in ("open", "openat", "creat"):
            yield from self._opened(call)
        elif name == "close":
            self._open.pop(int(given[0].partition("<")[0]), None)
        elif name in ("mkdir", "mkdirat", "unlink", "unlinkat", "rmdir"):
            if path := self._named(given, 0):
                if name.startswith("unlink"):
                    self._names.pop(path, None)
                yield Change("folder" if name.startswith("mkdir") else "remove", path)
        elif name in ("rename", "renameat", "renameat2", "link", "linkat"):
            old, new = self._named(given, 0), self._named(given, 1 if name in ("rename", "link") else 2)
            assert bool(old) == bool(new), f"{name} between the workplace and other folders: {given}"
            if old:
                yield from self._renamed(old, new, name)
        elif name == "sendto":
            if "says" in (line := bytes_of(given[1]).decode(errors="replace")):
                yield Change("reported", line.removeprefix("says "))
        elif name == "fsync" and path_of(given[0]) == self._root.rstrip("/"):
            yield Change("sync folder", "")
        elif path := self._inside(path_of(given[0])) if given else "":
            yield from self._written(call, path)
        elif name == "mmap" and "MAP_SHARED" in call.arguments[3] and "PROT_WRITE" in call.arguments[2]:
            path = self._inside(path_of(given[4]))
            assert not path or path.endswith("-shm"), f"{path} is written through memory, which is not recorded"

    def _named(self, given: Sequence[str], at: int) -> str:
        """Return the path at a place among the arguments, after a descriptor of a folder if the call has one."""
        if given[at].startswith('"'):
            base, path = "", text_of(given[at].strip('"'))
        else:
            base, path = path_of(given[at]), text_of(given[at + 1].strip('"'))
        return self._inside(path if path.startswith("/") or not base else f"{base}/{path}")

    def _opened(self, call: Call) -> Iterable[Change]:
        path = self._inside(call.path)
        flags = call.arguments[-1] + call.arguments[-2]
        self._open.pop(call.result, None)
        if not path or "O_DIRECTORY" in flags:
            return
        if path not in self._names:
            if "O_CREAT" not in flags and call.name != "creat":
                return  # a folder
            self._names[path] = self._new()
            yield Change("make", path, file=self._names[path])
        elif "O_TRUNC" in flags or call.name == "creat":
            yield Change("cut", path, file=self._names[path])
        self._open[call.result] = [self._names[path], 0, int("O_APPEND" in flags)]

    def _renamed(self, old: str, new: str, name: str) -> Iterable[Change]:
        if name.startswith("link"):
            self._names[new] = self._names[old]
            yield Change("link", new, file=self._names[old])
            return
        for path in list(self._names):
            if path == old or path.startswith(f"{old}/"):
                self._names[new + path.removeprefix(old)] = self._names.pop(path)
        yield Change("rename", new, old)

    def _written(self, call: Call, path: str) -> Iterable[Change]:
        name, given = call.name, call.arguments
        number = int(given[0].partition("<")[0])
        if name in ("fsync", "fdatasync", "sync_file_range"):
            if number in self._open:
                if name != "sync_file_range":  # which promises nothing about metadata or the disk's cache
                    yield Change("sync", path, file=self._open[number][0])
            else:
                yield Change("sync folder", path)
            return
        if number not in self._open:
            return
        held = self._open[number]
        if name == "lseek":
            held[1] = call.result
        elif name == "ftruncate":
            yield Change("cut", path, file=held[0], at=int(given[1]))
        elif name == "pwrite64":
            yield Change("write", path, file=held[0], at=int(given[3]), content=bytes_of(given[1])[: call.result])
        elif name in ("write", "writev"):
            whole = bytes_of(given[1]) if name == "write" else _gathered(given)
            assert not held[2], f"{path} is appended to, which is not recorded"
            yield Change("write", path, file=held[0], at=held[1], content=whole[: call.result])
            held[1] += call.result
        else:
            assert name in ("fcntl", "flock", "fallocate"), f"{name} on {path} is not recorded"


def _gathered(given: Sequence[str]) -> bytes:
    """Return the bytes of a `writev`, whose buffers strace prints as `[{iov_base="…", iov_len=5}, …]`."""
    parts = [part.partition("iov_base=")[2] for part in given if "iov_base=" in part]
    return b"".join(bytes_of(part) for part in parts)


def changes(calls: Iterable[Call], template: Path, root: Path) -> list[Change]:
    """Return the changes that the calls made below `root`, a copy of `template`."""
    return list(_Recorder(template, root).changes(calls))


def rebuild(template: Path, recorded: Sequence[Change], root: Path, names: Names, rng: random.Random) -> list[str]:
    """Make `root` as it may be after a power loss behind the `recorded` changes to `template`.

    Returns what the run had reported until then.
    """
    files: dict[int, _File] = {}
    durable: dict[str, int] = {}  # by path: number of the file, -1 for a folder
    for path in sorted(template.rglob("*")):
        if path.is_file():
            files[len(files)] = _File(bytearray(path.read_bytes()))
        durable[path.relative_to(template).as_posix()] = len(files) - 1 if path.is_file() else -1
    pending: list[Change] = []
    reported = []
    for change in recorded:
        if change.kind == "reported":
            reported.append(change.path)
        elif change.kind in ("write", "cut"):
            files[change.file].pending.append(change)
        elif change.kind in ("sync", "sync folder"):
            if change.kind == "sync":
                files[change.file].sync()
            if names == "journalled":
                _rename(durable, pending)
                pending = []
            elif change.kind == "sync folder":
                _rename(durable, [one for one in pending if _folder(one) == change.path])
                pending = [one for one in pending if _folder(one) != change.path]
        else:
            if change.kind == "make":
                files[change.file] = _File(bytearray())
            pending.append(change)
    if names == "journalled":
        _rename(durable, pending[: _some(len(pending), rng)])
    else:
        for folder in sorted({_folder(one) for one in pending}):
            here = [one for one in pending if _folder(one) == folder]
            _rename(durable, here[: _some(len(here), rng)])
    kept = rng.choice([0.0, 0.0, 0.5, 1.0])
    contents = {number: file.after_loss(kept, rng) for number, file in files.items()}
    root.mkdir()
    for name, number in sorted(durable.items()):
        path = root / name
        if not path.parent.is_dir() or name.endswith("-shm"):
            continue
        if number < 0:
            path.mkdir()
        else:
            path.write_bytes(contents[number])
    return reported


def _folder(change: Change) -> str:
    return change.path.rpartition("/")[0]


def _some(number: int, rng: random.Random) -> int:
    """Draw how many of a number of changes are kept: none, all or some."""
    return rng.choice([0, number, rng.randint(0, number)])


def _rename(names: dict[str, int], changed: Sequence[Change]) -> None:
    for change in changed:
        if change.kind == "folder":
            names[change.path] = -1
        elif change.kind in ("make", "link"):
            names[change.path] = change.file
        elif change.kind == "remove":
            names.pop(change.path, None)
        else:
            moved = [path for path in names if path == change.other or path.startswith(f"{change.other}/")]
            for path in moved:
                names[change.path + path.removeprefix(change.other)] = names.pop(path)
