"""Draft checks in the background: each can be watched and stopped, and its report is kept for a while.

They are in memory only. A client reaches a check by its id, which nobody can guess, and where users sign in only its own.
Short drafts are checked in a thread, others in a process of their own.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ...corpus.errors import DragomanError, InputError, ServerBusy
from ...corpus.interruption import interruptible
from ..quotes.house_rules import DEFAULT_RULES, DraftRules
from ..runtime.background import Runner, Snapshot, Task
from ..runtime.budget import Budget
from ..runtime.cancellation import Stop
from .apart import DraftOrder, check_apart, limits
from .report import DraftReport

AT_ONCE = 2
"""Drafts that are checked at the same time; more wait."""

KEPT = 50
"""Checks that are kept: those that run or wait, and the newest of the others."""

QUOTATIONS = 10_000
"""Quotations in all the reports that are kept, at some 8 kB each; the newest reports are kept whatever they have."""

WAITING = 20
"""Checks that may run or wait; more are refused."""

OF_ONE_USER = 10
"""Checks of one user that may run or wait, where users sign in; the rest is for others."""

SHORT = 20_000
"""Bytes of a draft that is checked in a thread: it takes less time than starting a process."""

MEMORY = 2 * 2**30
"""Bytes of memory for one draft."""

_POLLED = 0.02  # seconds from one look at a running check to the next
_STOPPED = "the check was stopped; nothing is shown of it"


@dataclass(frozen=True, slots=True)
class DraftHome:
    """Where drafts are checked: the home's folder, its encoder (see `Home`), and a check of bytes in this process.

    `check` gets the bytes, the name and the rules.
    """

    path: Path
    model: str | None
    check: Callable[[bytes, str, DraftRules], DraftReport]


class DraftChecks:
    """The draft checks of one home. Close it; threads may share it."""

    def __init__(self, home: DraftHome) -> None:
        """`home` tells where the quotations are looked for."""
        self._home = home
        # Daemons: whoever stops the server does not wait for a long draft.
        self._runner: Runner[DraftReport] = Runner(
            "dragoman-draft",
            at_once=AT_ONCE,
            kept=KEPT,
            most=QUOTATIONS,
            size=lambda report: len(report.quotations),
            daemon=True,
        )

    def close(self) -> None:
        """Stop every check."""
        self._runner.close()

    def begin(
        self, data: bytes, name: str, shown: str, seconds: float, owner: str = "", rules: DraftRules = DEFAULT_RULES
    ) -> str:
        """Start to check a draft; returns the id of the check.

        The suffix of `name` gives the format, and `shown` is what the report calls the draft. `seconds`: CPU time that
        it may use. `owner`: the user who alone may see it, `Caller.key`; empty where nobody signs in. `rules`: what
        the house allows.

        Raises:
            ServerBusy: too many drafts are waiting, of this user or in all.
        """
        if owner and self._runner.active(owner) >= OF_ONE_USER:
            raise ServerBusy(f"{OF_ONE_USER} of your drafts are being checked; wait until one is done, or stop one")
        if self._runner.active() >= WAITING:
            raise ServerBusy("too many drafts are being checked; try again in a minute")
        return self._runner.submit(lambda task: self._check(task, data, name, shown, seconds, rules), owner=owner).id

    def check(
        self,
        data: bytes,
        name: str,
        shown: str,
        seconds: float,
        stop: Stop,
        owner: str = "",
        rules: DraftRules = DEFAULT_RULES,
    ) -> DraftReport:
        """Check a draft as `begin` does, and wait for its report; pressing `stop` ends the check.

        Raises:
            Stopped: `stop` has been pressed.
            ServerBusy: as for `begin`.
            DragomanError: the check has failed.
        """
        job = self.begin(data, name, shown, seconds, owner, rules)
        try:
            while (report := self.report(job, owner)) is None:
                stop.check()
                time.sleep(_POLLED)
        finally:
            self.stop(job, owner)
        return report

    def state(self, job: str, owner: str = "") -> Snapshot[DraftReport]:
        """The state of a check: quotations done and their total, and in the end the report or an error.

        Raises:
            InputError: no check of this user with this id is kept.
        """
        task = self._runner.find(job, owner)
        if task is None:
            raise InputError("this report is no longer kept; check the draft again")
        now = task.snapshot()
        return replace(now, error=_STOPPED) if now.state == "stopped" else now

    def report(self, job: str, owner: str = "") -> DraftReport | None:
        """The report of a check; `None` while it waits or runs.

        Raises:
            InputError: it has been stopped, or no check with this id is kept.
            DragomanError: it has failed.
        """
        now = self.state(job, owner)
        if now.active or now.result is not None:
            return now.result
        task = self._runner.find(job, owner)
        if task is not None and task.failure is not None:
            raise task.failure
        raise (InputError if now.state == "stopped" else DragomanError)(now.error)

    def stop(self, job: str, owner: str = "") -> None:
        """Stop a check, if one of this user with this id is kept."""
        if (task := self._runner.find(job, owner)) is not None:
            self._runner.stop(task)

    def _check(
        self, task: Task[DraftReport], data: bytes, name: str, shown: str, seconds: float, rules: DraftRules
    ) -> DraftReport:
        if len(data) <= SHORT:
            with interruptible(Budget(task.stop, seconds).check):
                found = self._home.check(data, name, rules)
        else:
            order = DraftOrder(self._home.path, self._home.model, data, name, rules)
            found = check_apart(order, limits(seconds, MEMORY), task.progress, task.stop)
        return replace(found, name=shown)
