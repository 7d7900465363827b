"""Drafts that are being checked: each in a thread of its own, asked how far it is, and stopped; the reports kept for a while.

They are in memory only. A visitor reaches a check by its name, which nobody can guess.
"""

import logging
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from ..assistant.drafts import DraftReport
from ..assistant.dragoman import Dragoman
from ..corpus.errors import DragomanError, InputError

AT_ONCE = 2
"""Drafts that are checked at the same time; more wait."""

KEPT = 100
"""Checks that are kept, the newest ones."""

_OUR_FAULT = "this is a fault of ours, and the server's log says more; try another draft"
_logger = logging.getLogger("dragoman.drafts")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check is. `left` is in seconds, where that can be told; at the end there is a `report` or a `trouble`."""

    done: int = 0
    total: int = 0
    left: float | None = None
    report: DraftReport | None = None
    trouble: str | None = None


@dataclass(slots=True)
class _Check:
    stop: threading.Event = field(default_factory=threading.Event)
    progress: Progress = field(default_factory=Progress)


class Drafts:
    """The checks of one server."""

    def __init__(self, dragoman: Dragoman) -> None:
        """None yet."""
        self._dragoman = dragoman
        self._checks: OrderedDict[str, _Check] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def begin(self, data: bytes, name: str, called: str) -> str:
        """Begin to check a draft: `name` says by its suffix what it is, `called` is its name in the report.

        Returns the name of the check.
        """
        check, job = _Check(), secrets.token_urlsafe(16)
        with self._lock:
            self._checks[job] = check
            while len(self._checks) > KEPT:
                self._checks.popitem(last=False)[1].stop.set()
        # A daemon: whoever stops the server does not wait for a long draft.
        threading.Thread(target=self._run, args=(check, data, name, called), daemon=True).start()
        return job

    def progress(self, job: str) -> Progress:
        """How far a check is.

        Raises:
            InputError: there is none of this name any more.
        """
        with self._lock:
            check = self._checks.get(job)
        if check is None:
            raise InputError("this report is no longer kept; check the draft again")
        return check.progress

    def stop(self, job: str) -> None:
        """Stop a check, where there is one of this name."""
        with self._lock:
            check = self._checks.get(job)
        if check is not None:
            check.stop.set()

    def _run(self, check: _Check, data: bytes, name: str, called: str) -> None:
        with self._turns:
            started = time.monotonic()

            def seen(done: int, total: int) -> None:
                if check.stop.is_set():
                    raise InputError("the check was stopped; nothing is shown of it")
                spent = time.monotonic() - started
                left = spent / done * (total - done) if done and spent > 1 else None
                check.progress = Progress(done, total, left)

            try:
                found = self._dragoman.check_draft_bytes(data, name, seen)
                check.progress = Progress(report=replace(found, name=called))
            except DragomanError as error:
                check.progress = Progress(trouble=str(error))
            except Exception:  # nobody waits for this thread, and whoever asks has to be told
                _logger.exception("a draft could not be checked")
                check.progress = Progress(trouble=_OUR_FAULT)
