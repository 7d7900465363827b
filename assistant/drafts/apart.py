"""Check a draft in a process of its own, so that a long one slows no answer, can be ended at once, and may crash alone.

Starting the process takes about 0.4 s; it then uses 65 MB, and 270 MB once a quotation is not in the corpus and the
encoder looks for the nearest sentence.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...corpus.errors import InputError, TooMuchWork
from ...corpus.progress import Progress
from ...corpus.sandbox.limits import Limits
from ...corpus.sandbox.processes import WorkingProcesses
from ...corpus.sandbox.sandbox import Ended, Sandbox, SandboxFailure
from ...index.home import Home
from ..quotes.desk import QuoteDesk
from ..quotes.house_rules import DEFAULT_RULES, DraftRules
from ..runtime.cancellation import Stop
from .check import checked
from .reader import from_bytes
from .report import Advanced, DraftReport

PROCESSES = WorkingProcesses(kept=0)
"""A process for each draft; it has a home open, so it is not kept."""

_logger = logging.getLogger("dragoman.drafts")


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """A draft to check in the home at `home`, whose encoder is `model` (see `Home`); the suffix of `name` tells the format.

    `rules`: what the house allows.
    """

    home: Path
    model: str | None
    data: bytes
    name: str
    rules: DraftRules = DEFAULT_RULES


def limits(seconds: float, memory: int) -> Limits:
    """Return the limits of a process that may compute for `seconds` and use `memory` bytes."""
    return Limits(memory, seconds, seconds_per_megabyte=0, patience=4, trusted=True)


def check_apart(order: DraftOrder, within: Limits, progress: Progress, stop: Stop) -> DraftReport:
    """Check a draft in a new process; pressing `stop` ends it at once.

    Raises:
        Stopped: `stop` has been pressed.
        TooMuchWork: the draft needs more computing or memory than the limits allow.
        DragomanError: as for `Dragoman.check_draft`; or the process has crashed.
        SandboxFailure: it has failed in a way that nobody foresaw.
    """
    stop.check()
    sandbox = Sandbox(within, PROCESSES)
    stop.on_press(sandbox.stop)
    try:
        for step in sandbox.results(partial(_steps, order), len(order.data)):
            if isinstance(step, DraftReport):
                return step
            progress(step.done, step.total)
    except SandboxFailure as failure:
        stop.check()
        raise _explained(order.name, failure) from failure
    stop.check()
    raise InputError(f"checking {order.name} failed; try again")


def _steps(order: DraftOrder) -> Iterator[Advanced | DraftReport]:
    source = from_bytes(order.data, order.name)
    with Home(order.home, model=order.model) as home:
        yield from checked(source, order.name, QuoteDesk(home).check, order.rules, home.catalogue.has_title)


def _explained(name: str, failure: SandboxFailure) -> Exception:
    """Return the error to raise; a fault of ours stays as it is, with its traceback for the log."""
    if failure.reason is Ended.FAULT:
        return failure
    if failure.reason is Ended.TIME:
        return TooMuchWork(f"{name} needs more than {failure.detail} of computing; check it in parts")
    if failure.reason is Ended.MEMORY:
        return TooMuchWork(f"{name} needs more than {failure.detail} of memory; check it in parts")
    _logger.error("checking a draft failed: %s", failure)
    return InputError(f"checking {name} failed; check it in parts, or save it in another format")
