"""Reading what is due in a thread of its own, for whoever must not wait for it: a page that shows how far it is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from ...corpus.errors import DragomanError
from ...index.extracted.tables import Progress


@dataclass(frozen=True, slots=True)
class Unread:
    """Documents are still being read: `done` of `total`. `trouble` says why reading stopped short, where it did."""

    done: int
    total: int
    trouble: str | None = None


class Stopped(Exception):
    """Reading was told to stop; what was read up to then is kept."""


class Reading:
    """One reading at a time; threads may ask how far it is."""

    def __init__(self, due: Callable[[], int], read: Callable[[Progress], object]) -> None:
        """`due` says how many documents are to be read, `read` reads them."""
        self._due, self._read = due, read
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._state: Unread | None = None
        self._stop = threading.Event()

    def state(self) -> Unread | None:
        """How far it is, begun where something is due; `None` where everything has been read.

        After trouble the next call tries again.
        """
        with self._guard:
            if self._thread is not None and self._thread.is_alive():
                return self._state
            ended, self._thread = self._state, None
            due = self._due()
            if not due or self._stop.is_set():
                self._state = None
                return None
            if ended is not None and ended.trouble is not None:
                self._state = None
                return ended
            begun = self._state = Unread(0, due)
            self._thread = threading.Thread(target=self._run, name="dragoman-reading", daemon=True)
            self._thread.start()
            return begun

    def close(self) -> None:
        """Stop after the page of documents that is being read, and wait for that."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._read(self._note)
            self._state = None
        except Stopped:
            self._state = None
        except DragomanError as error:
            done = self._state or Unread(0, 0)
            self._state = Unread(done.done, done.total, str(error))

    def _note(self, done: int, total: int) -> None:
        self._state = Unread(done, total)
        if self._stop.is_set():
            raise Stopped
