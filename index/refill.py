"""Run one piece of work in a background thread, at most once at a time: filling Chroma again beside the service."""

import logging
import threading
from collections.abc import Callable

from ..corpus.errors import DragomanError


class BackgroundRefill:
    """Runs a refill in the background; threads may share it."""

    def __init__(self, refill: Callable[[], None]) -> None:
        """`refill` does the work; a `DragomanError` it raises is kept in `failed`, and it can be started again."""
        self._refill = refill
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self.failed: str | None = None

    @property
    def running(self) -> bool:
        """Whether the work is under way."""
        thread = self._thread
        return thread is not None and thread.is_alive()

    def start(self) -> None:
        """Start the work unless it is running, or has failed before."""
        with self._guard:
            if not self.running and self.failed is None:
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
        except DragomanError as error:
            self.failed = str(error)
            logging.getLogger(__name__).warning("Chroma could not be filled again: %s", error)
