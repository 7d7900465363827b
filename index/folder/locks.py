"""The locks of a home, which the system releases when their process ends, however it ends.

`writer.lock`, `deriving.lock` and `chroma.lock` are held by one. `home.lock` is shared by every open home; only a process
that must replace the catalogue's file itself holds it alone.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ...corpus.errors import HomeBusy, HomeError
from ..storage.disk import explained
from .durable import PRIVATE_FILE

Waiting = Callable[[str], None]
"""Called once, with a sentence, when something must wait for another process."""

PATIENCE = 10.0
"""Default number of seconds that a writer waits for another one."""

_STEP = 0.1  # seconds between two attempts


def ignore(_: str) -> None:
    """Wait without a word."""


@contextmanager
def locked(path: Path, patience: float | None, waiting: Waiting, busy: str, wait: str) -> Iterator[None]:
    """Hold the lock at `path`; wait `patience` seconds for it, without end if that is `None`.

    `wait` is the sentence for `waiting`.

    Raises:
        HomeBusy: it was not to be had, which `busy` says.
        HomeError: the lock cannot be made.
    """
    lock = FileLock(path, mode=PRIVATE_FILE)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting(wait)
            lock.acquire(timeout=-1 if patience is None else patience)
    except Timeout as error:
        raise HomeBusy(busy) from error
    except OSError as error:
        known = explained(error, path.parent)
        raise known or HomeError(f"{path.parent} cannot be written to ({error.strerror or error})") from error
    try:
        yield
    finally:
        lock.release()


def writers(home: Path, patience: float | None, waiting: Waiting) -> AbstractContextManager[None]:
    """Hold the writers' lock of the home at this path; see `locked`."""
    return locked(
        home / "writer.lock",
        patience,
        waiting,
        f"another process is writing to {home}; try again when it has finished",
        f"waiting for another process that is writing to {home}; Ctrl-C stops waiting",
    )


class PresenceLock:
    """`home.lock`: shared by the homes that are open, or held alone while the catalogue's file is replaced.

    filelock's lock for readers and writers can be released by the thread alone that acquired it, but a home is
    often closed by another one. Where there is no `flock` (Windows), an open file cannot be replaced anyway.
    """

    def __init__(self, home: Path) -> None:
        """Of the home at this path; nothing is held yet."""
        self._home = home
        self._descriptor: int | None = None

    def share(self, patience: float | None, waiting: Waiting = ignore) -> None:
        """Hold it together with others.

        Raises:
            HomeBusy: a process has been replacing the catalogue for longer than `patience` seconds.
        """
        self._acquire(False, patience, waiting, "another process is replacing the index")

    def alone(self, patience: float | None, waiting: Waiting = ignore) -> None:
        """Hold it alone.

        Raises:
            HomeBusy: other processes have had the home open for longer than `patience` seconds.
        """
        self._acquire(True, patience, waiting, "other processes have the home open; stop them")

    def release(self) -> None:
        """Let go of it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _acquire(self, alone: bool, patience: float | None, waiting: Waiting, why: str) -> None:
        if sys.platform == "win32":
            return
        import fcntl  # not on every system

        path = self._home / "home.lock"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        except OSError:
            try:
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            except OSError:
                return  # a home that can only be read; nobody can replace anything in it either
        until = None if patience is None else time.monotonic() + patience
        told = False
        try:
            while True:
                with suppress(BlockingIOError):
                    fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
                    break
                if until is not None and time.monotonic() > until:
                    raise HomeBusy(f"{self._home}: {why}, then try again")
                if not told:
                    waiting(f"waiting: {why} ({self._home}); Ctrl-C stops waiting")
                    told = True
                time.sleep(_STEP)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
