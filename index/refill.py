"""Run one piece of work in a background thread, at most once at a time: filling Chroma again beside the service."""

import logging
import threading
import time
from collections.abc import Callable

from ..corpus.errors import DragomanError

AGAIN = 60.0
"""Seconds until a refill that has failed may be started again."""


class BackgroundRefill:
    """Runs a refill in the background; threads may share it."""

    def __init__(self, refill: Callable[[], None]) -> None:
        """`refill` does the work; a `DragomanError` that it raises is kept in `failed`, until it succeeds."""
        self._refill = refill
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._not_before = 0.0  # on the monotonic clock
        self.failed: str | None = None

    @property
    def running(self) -> bool:
        """Whether the work is under way."""
        thread = self._thread
        return thread is not None and thread.is_alive()

    def start(self) -> None:
        """Start the work unless it is running, or has failed less than `AGAIN` seconds ago."""
        with self._guard:
            if not self.running and time.monotonic() >= self._not_before:
                self._thread = threading.Thread(target=self._run, name="refill", daemon=True)
                self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work has ended, at most this long."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        try:
            self._refill()
            self.failed = None
        except DragomanError as error:
            self.failed = str(error)
            self._not_before = time.monotonic() + AGAIN
            logging.getLogger(__name__).warning("Chroma could not be filled again: %s", error)
