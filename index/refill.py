"""Run one piece of work in a background thread, at most once at a time: filling Chroma again beside the service."""

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import DatabaseError

from ..corpus.errors import DragomanError

AGAIN = 60.0
"""Seconds until a refill that has failed may be started again."""


class BackgroundRefill:
    """Runs a refill in the background. Close it; threads may share it."""

    def __init__(self, refill: Callable[[], None]) -> None:
        """`refill` does the work; an error of ours, of the disk or of the catalogue is kept in `failed`, until it succeeds."""
        self._refill = refill
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._running = False
        self._again = False
        self._closed = False
        self._not_before = 0.0  # on the monotonic clock
        self.failed: str | None = None

    @property
    def running(self) -> bool:
        """Whether the work is under way."""
        return self._running

    def start(self, *, again: bool = False) -> None:
        """Start the work unless it is running, has failed less than `AGAIN` seconds ago, or has been closed.

        `again`: there is more to do since a moment ago, so work that is under way is done once more when it ends.
        """
        with self._guard:
            if self._closed:
                return
            if self._running:
                self._again = self._again or again
            elif time.monotonic() >= self._not_before:
                self._running = True
                self._thread = threading.Thread(target=self._run, name="refill", daemon=True)
                self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work has ended, at most this long."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def close(self) -> None:
        """Wait until the work has ended; it never starts again."""
        with self._guard:
            self._closed = True
        self.wait()

    def _run(self) -> None:
        while True:
            try:
                self._refill()
                self.failed = None
            except (DragomanError, DatabaseError, OSError) as error:
                self.failed = str(error)
                self._not_before = time.monotonic() + AGAIN
                logging.getLogger(__name__).warning("Chroma could not be filled again: %s", error)
            except BaseException:
                self._running = False
                raise
            with self._guard:
                if not self._again or self._closed or self.failed is not None:
                    self._running = self._again = False
                    return
                self._again = False
