"""Read sources in a process apart, so that a file made to exhaust memory or time, or to crash its reader, harms no other.

A process reads many sources, one at a time, and gives back each document as it is read: the pipe between the two
holds it up while the documents before are stored. After a source that went beyond its limits, a new process goes on.
"""

import logging
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from ..errors import DragomanError, UnreadableSource
from . import wire
from .limits import LIMITS, MEBIBYTE, Limits
from .processes import KEPT_FREE, PROCESSES, ReadingProcess, ReadingProcesses
from .wire import Kind, Order
from .worker import OUT_OF_MEMORY

Item = TypeVar("Item")

_logger = logging.getLogger("dragoman.readers")

# Times the limit on computing that a process may take by the clock: the machine may be busy, or the disk slow.
_PATIENCE = 10 if hasattr(signal, "SIGXCPU") else 2  # Windows has only the clock
_CRASHED = "made its reader fail; save it again in another format, for example as .txt."
_MOST_SOURCES = 500  # that one process reads
_MOST_MEMORY = 256 * MEBIBYTE  # with which a process is used again


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
    """Reads one source after another in a process apart; `stop` may be called from any thread."""

    def __init__(self, limits: Limits = LIMITS, processes: ReadingProcesses = PROCESSES) -> None:
        """Keep to these limits, in processes from `processes`."""
        self._limits = limits
        self._processes = processes
        self._lock = threading.Lock()
        self._active: set[ReadingProcess] = set()
        self._stopped = False

    def prepare(self) -> None:
        """Start a process, so that the first source need not wait for it; sources are read without this as well."""
        try:
            self._processes.prepare()
        except OSError:  # reported with the first source
            return

    def stop(self) -> None:
        """End the reading that is going on; no other begins."""
        with self._lock:
            self._stopped = True
            for process in self._active:
                process.kill()

    def run(self, work: Callable[[], Iterator[Item]], name: str, size: int) -> Iterator[Item]:
        """Yield what `work` yields in another process; a `Run`.

        `work` is a `functools.partial` of a function at the top of a module. After `stop`, it ends without an error.

        Raises:
            UnreadableSource: the work went beyond a limit, or crashed; what it had yielded before is whole.
            DragomanError: raised by the work itself.
        """
        seconds = self._limits.seconds_for(size)
        try:
            process = self._ordered(Order(work, seconds, self._limits.memory))
        except OSError as error:
            raise UnreadableSource(
                name, f"could not be read, since no process could be started ({error.strerror}); try again."
            ) from error
        if process is None:
            return
        left, fit = seconds * _PATIENCE, False
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
                raise UnreadableSource(name, self._ended(process, seconds))
            kind, data = message
            fit = kind in (Kind.ERROR, Kind.DEEP) or (kind is Kind.END and wire.value_of(data) < _MOST_MEMORY)
            if kind is not Kind.END:
                raise self._failure(kind, data, name)
        except pickle.UnpicklingError as error:
            _logger.error("a reading process sent what it may not send: %s", error)
            raise UnreadableSource(name, _CRASHED) from error
        finally:
            self._release(process, fit)

    def _ordered(self, order: Order) -> ReadingProcess | None:
        """Give an order to a process; `None` after `stop`."""
        for _ in range(KEPT_FREE + 1):  # one that waited may have just ended
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

    def _release(self, process: ReadingProcess, fit: bool) -> None:
        with self._lock:
            self._active.discard(process)
            fit = fit and not self._stopped and process.sources < _MOST_SOURCES
        if fit:
            self._processes.give_back(process)
        else:
            process.close()

    def _failure(self, kind: Kind, data: bytes, name: str) -> DragomanError:
        """Return the error that the work ended with."""
        if kind is Kind.ERROR:
            error: DragomanError = wire.value_of(data)
            return error
        if kind is Kind.MEMORY:
            return UnreadableSource(name, self._too_much_memory())
        if kind is Kind.DEEP:
            return UnreadableSource(name, "is nested too deep; save its text alone, for example as .txt.")
        _logger.error("reading %s failed:\n%s", name, wire.value_of(data))
        return UnreadableSource(name, _CRASHED)

    def _ended(self, process: ReadingProcess, seconds: float) -> str:
        """Return why a process ended without a message: a sentence."""
        status = process.status()
        if process.expired or status == -getattr(signal, "SIGXCPU", 0):
            return f"took longer than {seconds:.0f} s to read; split it, or save its text alone as .txt."
        if status == OUT_OF_MEMORY:
            return self._too_much_memory()
        _logger.error("a reading process ended with status %d", status)
        if status == -getattr(signal, "SIGKILL", 0):
            return "could not be read, since the system ended its reader, perhaps for lack of memory; try again."
        return _CRASHED

    def _too_much_memory(self) -> str:
        size = self._limits.memory
        shown = f"{size // (1024 * MEBIBYTE)} GB" if size >= 1024 * MEBIBYTE else f"{size // MEBIBYTE} MB"
        return f"takes more than {shown} of memory to read; split it, or save its text alone as .txt."
