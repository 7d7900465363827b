"""Work on sources in a process apart, so that a file made to exhaust memory or time, or to crash its reader, harms no other.

A process works on many sources, one at a time, and gives back each result as it is made: the pipe between the two holds
it up while the results before are stored. After a source that went beyond its limits, a new process goes on.
"""

import logging
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Protocol, TypeVar

from ..errors import DragomanError, UnreadableSource
from . import wire
from .limits import LIMITS, MEBIBYTE, Limits
from .processes import PROCESSES, WorkingProcess, WorkingProcesses
from .wire import Kind, Order
from .worker import OUT_OF_MEMORY

Item = TypeVar("Item")

_logger = logging.getLogger("dragoman.sandbox")

_CLOCK_ONLY = 2  # times the limit on computing, at most, where there is only the clock (Windows)
_MOST_SOURCES = 500  # that one process works on
_CRASHED = "made its reader fail; save it again in another format, for example as .txt."
_READING = {
    "TIME": "took longer than {} to read; split it, or save its text alone as .txt.",
    "MEMORY": "takes more than {} of memory to read; split it, or save its text alone as .txt.",
    "DEPTH": "is nested too deep; save its text alone, for example as .txt.",
    "KILLED": "could not be read, since the system ended its reader, perhaps for lack of memory; try again.",
    "START": "could not be read, since no process could be started ({}); try again.",
}


class Ended(Enum):
    """Why work ended before it was done."""

    TIME = "it took too long"
    MEMORY = "it needed too much memory"
    DEPTH = "something is nested too deep"
    KILLED = "the system ended the process"
    START = "no process could be started"
    CRASH = "the process crashed"
    FAULT = "the code failed in a way that nobody foresaw"


class SandboxFailure(Exception):
    """Work that did not end by itself. `detail` is the limit in words, the system's reason, or the traceback of a fault."""

    def __init__(self, reason: Ended, detail: str = "") -> None:
        super().__init__(f"{reason.value} ({detail})" if detail else reason.value)
        self.reason = reason
        self.detail = detail


class Run(Protocol):
    """Does work that reads a source, here or in another process."""

    def __call__(self, work: Callable[[], Iterator[Item]], name: str, size: int) -> Iterator[Item]:
        """Yield what `work` yields; `name` and `size` (bytes) are those of the source.

        Raises:
            UnreadableSource: the work went beyond a limit.
        """
        ...


def run_here(work: Callable[[], Iterator[Item]], name: str, size: int) -> Iterator[Item]:  # noqa: ARG001
    """Do the work in this process, without limits; a `Run`."""
    return work()


class Sandbox:
    """Works on one source after another in a process apart; `stop` may be called from any thread."""

    def __init__(self, limits: Limits = LIMITS, processes: WorkingProcesses = PROCESSES) -> None:
        """Keep to these limits, in processes from `processes`."""
        self._limits = limits
        self._processes = processes
        self._lock = threading.Lock()
        self._active: set[WorkingProcess] = set()
        self._stopped = False

    def prepare(self) -> None:
        """Start a process, so that the first source need not wait for it; this is not necessary."""
        try:
            self._processes.prepare()
        except OSError:  # reported with the first source
            return

    def stop(self) -> None:
        """End the work that is going on; no other begins."""
        with self._lock:
            self._stopped = True
            for process in self._active:
                process.kill()

    def run(self, work: Callable[[], Iterator[Item]], name: str, size: int) -> Iterator[Item]:
        """Yield what `work`, which reads a source, yields in another process; a `Run`. See `results`.

        Raises:
            UnreadableSource: the work went beyond a limit, or crashed; what it had yielded before is whole.
            DragomanError: raised by the work itself.
        """
        try:
            yield from self.results(work, size)
        except SandboxFailure as failure:
            if failure.reason in (Ended.CRASH, Ended.FAULT):
                _logger.error("reading %s failed: %s", name, failure)
            reason = _READING.get(failure.reason.name, _CRASHED).format(failure.detail)
            raise UnreadableSource(name, reason) from failure

    def results(self, work: Callable[[], Iterator[Item]], size: int) -> Iterator[Item]:
        """Yield what `work` on a source of `size` bytes yields in another process.

        `work` is a `functools.partial` of a function at the top of a module. After `stop`, it ends without an error.

        Raises:
            SandboxFailure: the work went beyond a limit, or crashed; what it had yielded before is whole.
            DragomanError: raised by the work itself.
        """
        seconds = self._limits.seconds_for(size)
        try:
            process = self._ordered(Order(work, seconds, self._limits))
        except OSError as error:
            raise SandboxFailure(Ended.START, str(error.strerror)) from error
        if process is None:
            return
        left, fit = seconds * self._patience, False
        try:
            while True:
                before = time.monotonic()
                message = process.reply(left)
                left -= time.monotonic() - before
                if message is None or message[0] is not Kind.ITEM:
                    break
                yield wire.value_of(message[1])
            if self._stopped:
                return
            if message is None:
                raise self._ended(process, seconds)
            kind, data = message
            fit = kind in (Kind.ERROR, Kind.DEEP) or (
                kind is Kind.END and wire.value_of(data) < self._limits.kept_memory
            )
            if kind is not Kind.END:
                raise self._failure(kind, data)
        except pickle.UnpicklingError as error:
            raise SandboxFailure(Ended.CRASH, f"it sent what it may not send: {error}") from error
        finally:
            self._release(process, fit)

    @property
    def _patience(self) -> int:
        return self._limits.patience if hasattr(signal, "SIGXCPU") else _CLOCK_ONLY

    def _ordered(self, order: Order) -> WorkingProcess | None:
        """Give an order to a process; `None` after `stop`."""
        for _ in range(self._processes.kept + 1):  # one that waited may have just ended
            process = self._processes.take()
            with self._lock:
                if self._stopped:
                    self._processes.give_back(process)
                    return None
                self._active.add(process)
            try:
                process.order(order)
            except OSError:
                self._release(process, fit=False)
                continue
            return process
        raise OSError(None, "it ends at once")

    def _release(self, process: WorkingProcess, fit: bool) -> None:
        with self._lock:
            self._active.discard(process)
            fit = fit and not self._stopped and process.sources < _MOST_SOURCES
        if fit:
            self._processes.give_back(process)
        else:
            process.close()

    def _failure(self, kind: Kind, data: bytes) -> DragomanError | SandboxFailure:
        """Return the error that the work ended with."""
        if kind is Kind.ERROR:
            error: DragomanError = wire.value_of(data)
            return error
        if kind is Kind.MEMORY:
            return SandboxFailure(Ended.MEMORY, self._memory)
        return SandboxFailure(Ended.DEPTH) if kind is Kind.DEEP else SandboxFailure(Ended.FAULT, wire.value_of(data))

    def _ended(self, process: WorkingProcess, seconds: float) -> SandboxFailure:
        """Say why a process ended without a message."""
        status = process.status()
        if process.expired or status == -getattr(signal, "SIGXCPU", 0):
            return SandboxFailure(Ended.TIME, f"{seconds:.0f} s")
        if status == OUT_OF_MEMORY:
            return SandboxFailure(Ended.MEMORY, self._memory)
        if status == -getattr(signal, "SIGKILL", 0):
            return SandboxFailure(Ended.KILLED)
        return SandboxFailure(Ended.CRASH, f"status {status}")

    @property
    def _memory(self) -> str:
        size = self._limits.memory
        return f"{size // (1024 * MEBIBYTE)} GB" if size >= 1024 * MEBIBYTE else f"{size // MEBIBYTE} MB"
