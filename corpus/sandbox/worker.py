"""The working process: it works on one source after another for its parent, within limits that it sets itself.

The system ends it when it computes for too long (`RLIMIT_CPU`) or asks for too much memory (`RLIMIT_DATA`, which, unlike
`RLIMIT_AS`, does not count all that libraries merely reserve). A thread ends it shortly before, with a status that says why:
libraries in C answer a refused allocation by a damaged result or by a crash.
"""

import gc
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import BinaryIO

from ..errors import DragomanError
from . import wire
from .wire import Kind, Order

try:
    import resource
except ImportError:  # Windows: the parent's limit on time remains
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY = 77
"""The exit status of a process that needed too much memory."""

_NICE = 10  # answering comes first (docs/decisions/0019)
_SHARE = 0.9  # of the limit on memory, at which the thread ends the process
_WATCHED = 0.05  # seconds from one look at the memory to the next
_OPEN_FILES = 64
_STATM = Path("/proc/self/statm")


class MemoryWatch(threading.Thread):
    """Ends the process when it uses more than its limit, or when its parent has ended, for which it works."""

    def __init__(self) -> None:
        super().__init__(name="dragoman-memory", daemon=True)
        self._parent = os.getppid()
        self.limit = 0
        """Bytes; 0 for none."""

    def run(self) -> None:
        """Look again and again."""
        pause = threading.Event()
        while not pause.wait(_WATCHED):
            limit = self.limit  # once: the other thread may set it to 0 meanwhile
            if limit and memory_used() > _SHARE * limit:
                os._exit(OUT_OF_MEMORY)
            if os.getppid() != self._parent:
                os._exit(0)


def main() -> None:
    """Do what the parent orders on standard input, until it closes that."""
    if hasattr(os, "nice"):
        os.nice(max(0, _NICE - os.nice(0)))
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("r+b") as nowhere:  # no library can disturb the messages
        os.dup2(nowhere.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    sys.dont_write_bytecode = True
    if resource is not None:
        _limit(resource.RLIMIT_CORE, 0)
    watch = MemoryWatch()
    watch.start()
    serve(requests, replies, watch)


def serve(requests: BinaryIO, replies: BinaryIO, watch: MemoryWatch) -> None:
    """Do the work of each order, one item after another; return when there are no more orders, or after a fault."""
    while (message := wire.read(requests)) is not None:
        order = wire.order_of(message[1])
        watch.limit = order.limits.memory
        if resource is not None:
            _keep_to(order)
        try:
            going_on = _done(order, replies)
            watch.limit = 0
        except OSError:  # the parent has gone
            return
        if not going_on:
            return


def _done(order: Order, replies: BinaryIO) -> bool:
    """Do the work; return whether this process is fit for more of it."""
    try:
        for item in order.work():
            wire.write(replies, Kind.ITEM, item)
    except MemoryError:
        gc.collect()
        wire.write(replies, Kind.MEMORY)
        return False
    except RecursionError:
        wire.write(replies, Kind.DEEP)
    except DragomanError as error:
        wire.write(replies, Kind.ERROR, error)
    except BrokenPipeError:
        return False
    except Exception:  # noqa: BLE001  # a fault of ours or of a library, which must not end the others' reading
        wire.write(replies, Kind.FAULT, traceback.format_exc())
        return False
    else:
        wire.write(replies, Kind.END, memory_used())
    return True


def memory_used() -> int:
    """Return the bytes of memory in use; on macOS the most used so far, and 0 where neither is known.

    On Linux the most used so far would not do: a new process inherits the number of the one that started it.
    """
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        return int(_STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _keep_to(order: Order) -> None:
    """Have the system hold this process to the limits of an order."""
    limits = order.limits
    if not limits.trusted:
        _limit(resource.RLIMIT_DATA, limits.memory)
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + order.seconds) + 1)


def _limit(kind: int, most: int) -> None:
    """Set a limit, unless the system allows less or has no such limit."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        resource.setrlimit(kind, (most, hard))
    except (OSError, ValueError):  # macOS does not limit memory
        return
