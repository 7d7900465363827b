"""The facade is synchronous: its work runs in threads, a few at a time, in the order in which it was asked for.

More threads than cores make nobody's answer sooner, only everybody's later; so what waits, waits outside of them. What
only reads a row or two has threads of its own, so that it is answered while the others are busy.
"""

import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException

QUOTING = max(2, os.cpu_count() or 1)
"""Questions, quotations and drafts that are worked on at the same time where no model writes."""

WRITING = 32
"""As many where one does: then most of the time is spent waiting for it."""

READING = 8
"""Documents, lists and counts that are read at the same time."""

WAITING = 1000
"""Requests that may wait; more are told to come back."""

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Where the work of one application runs."""

    def __init__(self, *, writes: bool) -> None:
        """`writes`: a language model writes the answers."""
        self.asking = CapacityLimiter(WRITING if writes else QUOTING)
        self._reading = CapacityLimiter(READING)

    def check(self) -> None:
        """Do nothing unless too many are waiting.

        Raises:
            HTTPException: 503, with when to come back.
        """
        if self.asking.statistics().tasks_waiting >= WAITING:
            raise HTTPException(503, "too many questions are waiting; ask again in a few seconds", {"Retry-After": "5"})

    async def ask(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """The result of what takes a core for a while."""
        self.check()
        return await to_thread.run_sync(lambda: work(*given, **named), limiter=self.asking)

    async def read(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """The result of what is only looked up."""
        return await to_thread.run_sync(lambda: work(*given, **named), limiter=self._reading)
