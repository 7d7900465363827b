"""The computing time that one request may use."""

import threading
import time

from ...corpus.errors import TooMuchWork
from .cancellation import Stop


class Budget:
    """A stop signal and a limit on CPU seconds; its `check` is for `corpus.interruption.interruptible`.

    The time counts for each thread from its first check, and only while the thread computes, so that neither waiting nor
    the work of other requests uses it up.
    """

    def __init__(self, stop: Stop, seconds: float | None) -> None:
        """`seconds`: the most that one thread may compute; `None` for no limit."""
        self._stop = stop
        self._seconds = seconds
        self._began: dict[int, float] = {}

    def check(self) -> None:
        """Do nothing while the work may go on.

        Raises:
            Stopped: the stop signal has been given.
            TooMuchWork: the thread has used up its time.
        """
        self._stop.check()
        if self._seconds is None:
            return
        now = time.thread_time()
        if now - self._began.setdefault(threading.get_ident(), now) > self._seconds:
            raise TooMuchWork(
                f"this takes more than {self._seconds:g} seconds of computing, the most for one request; ask for less "
                "at once"
            )
