"""Draft checks that run in the background: each can be watched and stopped, and its report is kept for a while.

They are in memory only. A visitor reaches a check by its id, which nobody can guess.
"""

from dataclasses import replace

from ..assistant.drafts import DraftReport
from ..assistant.dragoman import Dragoman
from ..assistant.runtime.background import Runner, Snapshot, Task
from ..corpus.errors import InputError

AT_ONCE = 2
"""Drafts that are checked at the same time; more wait."""

KEPT = 100
"""Checks that are kept, the newest ones."""

_STOPPED = "the check was stopped; nothing is shown of it"


class Drafts:
    """The draft checks of one server."""

    def __init__(self, dragoman: Dragoman) -> None:
        """`dragoman` checks the quotations."""
        self._dragoman = dragoman
        # Daemons: whoever stops the server does not wait for a long draft.
        self._runner: Runner[DraftReport] = Runner("dragoman-draft", at_once=AT_ONCE, kept=KEPT, daemon=True)

    def begin(self, data: bytes, name: str, shown: str) -> str:
        """Start to check a draft; returns the id of the check.

        The suffix of `name` gives the format, `shown` is what the report calls the draft.
        """
        return self._runner.submit(lambda task: self._check(task, data, name, shown)).id

    def progress(self, job: str) -> Snapshot[DraftReport]:
        """The state of a check: quotations done and their total, and in the end the report or an error.

        Raises:
            InputError: no check with this id is kept.
        """
        task = self._runner.find(job)
        if task is None:
            raise InputError("this report is no longer kept; check the draft again")
        now = task.snapshot()
        return replace(now, error=_STOPPED) if now.state == "stopped" else now

    def stop(self, job: str) -> None:
        """Stop a check, if one with this id is kept."""
        if (task := self._runner.find(job)) is not None:
            self._runner.stop(task)

    def _check(self, task: Task[DraftReport], data: bytes, name: str, shown: str) -> DraftReport:
        def progress(done: int, total: float) -> None:
            task.progress(done, total)
            task.stop.check()

        found = self._dragoman.check_draft_bytes(data, name, progress)
        return replace(found, name=shown)
