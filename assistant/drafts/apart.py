"""Check a draft in a process of its own, so that a long one slows no answer, can be ended at once, and may crash alone.

Starting the process takes about 0.4 s; it then uses 80 MB, and 300 MB once a quotation is not in the corpus and the
encoder looks for the nearest sentence.
"""

import logging
import pickle
import subprocess
import sys
import threading
from typing import BinaryIO, cast

from ...corpus import errors
from ...corpus.errors import DragomanError, InputError, TooMuchWork
from ...corpus.progress import Progress
from ..runtime.cancellation import Stop
from .check import DraftReport
from .wire import Advanced, DraftOrder, Failed, Finished, message_in, write
from .worker import OUT_OF_MEMORY

_START = "import sys; sys.path[:] = {path!r}; from dragoman.assistant.drafts.worker import main; main()"
_PATIENCE = 4  # times the limit on computing that a process may take by the clock: the machine may be busy
_logger = logging.getLogger("dragoman.drafts")


class DraftFault(Exception):
    """Something failed in the process that nobody foresaw; the message is its traceback."""


def check_apart(order: DraftOrder, progress: Progress, stop: Stop) -> DraftReport:
    """Check a draft in a new process; pressing `stop` ends it at once.

    Raises:
        Stopped: `stop` has been pressed.
        TooMuchWork: the draft needs more computing or memory than the order allows.
        DragomanError: as for `check_draft`; or the process has crashed.
        DraftFault: it has failed in a way that nobody foresaw.
    """
    stop.check()
    process = subprocess.Popen(
        [sys.executable, "-c", _START.format(path=sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    late = threading.Timer(order.seconds * _PATIENCE, process.kill)
    late.daemon = True
    late.start()
    stop.on_press(process.kill)
    try:
        with cast(BinaryIO, process.stdin) as orders, cast(BinaryIO, process.stdout) as answers:
            return _report(order, orders, answers, progress)
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        process.kill()
        status = process.wait()
        stop.check()
        _logger.error("the process that checked a draft ended with status %d (%s)", status, type(error).__name__)
        raise _ended(order, status) from error
    finally:
        late.cancel()
        process.kill()
        process.wait()


def _report(order: DraftOrder, orders: BinaryIO, answers: BinaryIO, progress: Progress) -> DraftReport:
    write(orders, order)
    while True:
        message = message_in(answers)
        if isinstance(message, Advanced):
            progress(message.done, message.total)
        elif isinstance(message, Finished):
            return message.report
        else:
            raise _failure(message)


def _failure(failed: Failed) -> DragomanError | DraftFault:
    if failed.kind is None:
        return DraftFault(failed.message)
    kind = getattr(errors, failed.kind, InputError)
    # An `UnreadableSource` is made of two parts, and its message has both already.
    return InputError(failed.message) if kind is errors.UnreadableSource else cast(DragomanError, kind(failed.message))


def _ended(order: DraftOrder, status: int) -> DragomanError:
    """Explain why a process ended without a report: it was ended for its time or its memory, or it crashed."""
    if status == OUT_OF_MEMORY:
        return TooMuchWork(f"{order.name} needs more than {order.memory // 2**20:,} MB of memory; check it in parts")
    if status < 0:
        return TooMuchWork(f"{order.name} needs more than {order.seconds:g} seconds of computing; check it in parts")
    return InputError(f"checking {order.name} failed; check it in parts, or save it in another format")
