"""The process that checks one draft for its parent, at low priority and within limits that it sets itself."""

import os
import signal
import threading
import time
import traceback
from pathlib import Path
from typing import BinaryIO

from ...corpus.errors import DragomanError
from ...index.home import Home
from ..quotes.desk import QuoteDesk
from .check import check_source
from .reader import from_bytes
from .wire import Advanced, DraftOrder, Failed, Finished, order_in, write

try:
    import resource
except ImportError:  # Windows: the parent's limit on time remains
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY = 77
"""The exit status of a process that needed too much memory."""

_LESS_URGENT = 10  # answering questions comes first
_WATCHED = 0.1  # seconds from one look at the memory to the next
_REPORTED = 0.2  # seconds from one message about the progress to the next
_STATM = Path("/proc/self/statm")


def main() -> None:
    """Check the draft that the parent sends on standard input, and answer on standard output."""
    parent, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("r+b") as nowhere:  # no library can disturb the messages
        os.dup2(nowhere.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    order = order_in(parent)
    if resource is not None:
        os.nice(_LESS_URGENT)
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_CPU, int(order.seconds) + 1)
    for watch in (lambda: _end_with(parent), lambda: _keep_to(order.memory)):
        threading.Thread(target=watch, daemon=True).start()
    try:
        _check(order, answers)
    except DragomanError as error:
        write(answers, Failed(type(error).__name__, str(error)))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError:  # the parent has gone
        return
    except Exception:  # noqa: BLE001  # the parent logs it
        write(answers, Failed(None, traceback.format_exc()))


def _check(order: DraftOrder, answers: BinaryIO) -> None:
    last = 0.0

    def progress(done: int, total: float) -> None:
        nonlocal last
        if time.monotonic() - last > _REPORTED:
            last = time.monotonic()
            write(answers, Advanced(done, total))

    source = from_bytes(order.data, order.name)
    with Home(order.home, model=order.model) as home:
        write(answers, Finished(check_source(source, order.name, QuoteDesk(home).check, progress)))


def _end_with(parent: BinaryIO) -> None:
    """End this process when the parent ends; it sends nothing after the order."""
    parent.read(1)
    os._exit(0)


def _keep_to(memory: int) -> None:
    """End this process when it uses more than `memory` bytes; a limit of the system would count reserved memory, too."""
    page = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    while page and _STATM.exists():
        if int(_STATM.read_bytes().split()[1]) * page > memory:
            os._exit(OUT_OF_MEMORY)
        time.sleep(_WATCHED)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
