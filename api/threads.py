"""Run the synchronous facade in threads: a few calls at a time, in the order of the requests.

More threads than cores would make every answer later and none sooner, so requests wait outside the threads. Calls that
only read a few rows have threads of their own, so that they are answered while the others are busy.
"""

import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException

QUOTING = max(2, os.cpu_count() or 1)
"""Questions, quotations and drafts that are processed at the same time if no model writes."""

WRITING = 32
"""The same if a model writes: then most of the time is spent waiting for it."""

CHANGING = 1
"""Requests that change the corpus at the same time: only one can write, and a long one leaves the others to questions."""

READING = 8
"""Requests for documents, lists and counts that are processed at the same time."""

WAITING = 1000
"""Requests that may wait; more are refused with status 503."""

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """The threads of one application."""

    def __init__(self, *, writes: bool) -> None:
        """Bound the threads; `writes`: a language model writes the answers."""
        self.asking = CapacityLimiter(WRITING if writes else QUOTING)
        self._changing = CapacityLimiter(CHANGING)
        self._reading = CapacityLimiter(READING)

    def check(self) -> None:
        """Do nothing unless too many requests are waiting.

        Raises:
            HTTPException: 503, with `Retry-After`.
        """
        if self.asking.statistics().tasks_waiting >= WAITING:
            raise HTTPException(503, "too many questions are waiting; ask again in a few seconds", {"Retry-After": "5"})

    async def ask(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Run work that occupies a core for a while; return its result.

        Raises:
            HTTPException: as `check`.
        """
        self.check()
        return await to_thread.run_sync(lambda: work(*given, **named), limiter=self.asking)

    async def change(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Run work that changes the corpus; return its result."""
        return await to_thread.run_sync(lambda: work(*given, **named), limiter=self._changing)

    def working(self) -> tuple[int, int]:
        """Count the questions, quotations and the like that are being processed, and those that wait."""
        now = self.asking.statistics()
        return now.borrowed_tokens, now.tasks_waiting

    async def read(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Run work that only looks something up; return its result."""
        return await to_thread.run_sync(lambda: work(*given, **named), limiter=self._reading)
