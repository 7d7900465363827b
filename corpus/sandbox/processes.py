"""Processes that work for this one: started when they are needed, and kept for a while for the next source."""

import atexit
import contextlib
import os
import subprocess
import sys
import threading
import time
from typing import IO, Any

from . import wire
from .wire import Kind, Order

_WATCHED = 0.25  # seconds from one look at the clock to the next
_KEPT_SECONDS = 60.0  # for which a process waits for the next source
_START = "import sys; sys.path[:] = {path!r}; from dragoman.corpus.sandbox.worker import main; main()"

KEPT_FREE = 2
"""Processes that wait for the next source, by default."""


class WorkingProcess:
    """A process that works, as its parent sees it."""

    def __init__(self) -> None:
        """Start the process.

        Raises:
            OSError: the system allows no further process.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.sources = 0
        self.expired = False
        """Whether it was ended because it took too long by the clock."""
        self._deadline: float | None = None
        self._free_since: float | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        threading.Thread(target=self._watch, name="dragoman-process-watch", daemon=True).start()

    def order(self, order: Order) -> None:
        """Send an order.

        Raises:
            OSError: the process has ended.
        """
        self.sources += 1
        wire.write(_open(self._process.stdin), Kind.WORK, order)

    def reply(self, seconds: float) -> tuple[Kind, bytes] | None:
        """Wait for the next message, `seconds` at most; `None` if the process has ended or was ended."""
        self._deadline = time.monotonic() + seconds
        try:
            return wire.read(_open(self._process.stdout))
        except (OSError, ValueError):  # closed by another thread, or not a message
            return None
        finally:
            self._deadline = None

    def rest(self) -> None:
        """Wait for further orders, for a while."""
        self._free_since = time.monotonic()

    @property
    def usable(self) -> bool:
        """Whether the process is still there."""
        return not self._closed.is_set() and self._process.poll() is None

    def claim(self) -> bool:
        """Keep the process from being ended because nobody needs it; return whether it is still there."""
        with self._lock:
            self._free_since = None
            return self.usable

    def kill(self) -> None:
        """End the process now; any thread may call this, and the one that waits for a reply goes on."""
        self._process.kill()

    def close(self) -> int:
        """End the process and return its exit status, negative for a signal."""
        self._closed.set()
        self._process.kill()
        status = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # an order that it never read
                _open(stream).close()
        return status

    def status(self) -> int:
        """Wait until the process, which has closed its output, has ended by itself, and return its exit status."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        return self.close()

    def _watch(self) -> None:
        while not self._closed.wait(_WATCHED):
            now, deadline = time.monotonic(), self._deadline
            if deadline is not None and now > deadline:
                self.expired = True
                self._process.kill()
            with self._lock:
                if self._free_since is not None and now > self._free_since + _KEPT_SECONDS:
                    self._process.kill()
                    self._process.wait()
                    return


class WorkingProcesses:
    """The processes that wait for work of this one; threads share them."""

    def __init__(self, kept: int = KEPT_FREE) -> None:
        """`kept`: how many may wait; 0: each source has a process of its own."""
        self.kept = kept
        self._lock = threading.Lock()
        self._free: list[WorkingProcess] = []
        self._owner = os.getpid()

    def take(self) -> WorkingProcess:
        """Return a process that nobody else uses, a new one if none is free."""
        while (found := self._popped()) is not None:
            if found.claim():
                return found
            found.close()
        return WorkingProcess()

    def give_back(self, process: WorkingProcess) -> None:
        """Keep a process for the next source, or end it."""
        process.rest()
        with self._lock:
            if process.usable and len(self._free) < self.kept and self._owner == os.getpid():
                self._free.append(process)
                return
        process.close()

    def prepare(self) -> None:
        """Start a process, unless one is free, so that the first source need not wait for it."""
        with self._lock:
            ready = any(process.usable for process in self._free)
        if not ready:
            self.give_back(self.take())

    def close(self) -> None:
        """End the processes that are free."""
        while (found := self._popped()) is not None:
            found.close()

    def _popped(self) -> WorkingProcess | None:
        with self._lock:
            if self._owner != os.getpid():  # a fork: these are the other's
                self._free, self._owner = [], os.getpid()
            return self._free.pop() if self._free else None


PROCESSES = WorkingProcesses()
"""Those that read sources. They end with this process."""
atexit.register(PROCESSES.close)


def _open(stream: IO[bytes] | None) -> Any:
    """Return a pipe, which exists since it was asked for."""
    assert stream is not None
    return stream
