"""Read the documents that are due in the background, for a page that shows how far that is instead of waiting."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from ...corpus.progress import Progress
from ..runtime.background import Runner, Task


@dataclass(frozen=True, slots=True)
class Unread:
    """Documents are still being read: `done` of `total`. `trouble` says why reading ended early, if it did."""

    done: int
    total: int
    trouble: str | None = None


class BacklogReader:
    """Reads in one background thread at a time; threads may share it."""

    def __init__(self, due: Callable[[], int], read: Callable[[Progress], object]) -> None:
        """`due` returns the number of documents that are to be read, `read` reads them."""
        self._due, self._read = due, read
        self._guard = threading.Lock()
        # A daemon: a process that ends without closing does not wait for a large corpus.
        self._runner: Runner[None] = Runner("dragoman-reading", daemon=True)
        self._task: Task[None] | None = None
        self._closed = False

    def state(self) -> Unread | None:
        """How far reading is, starting it if documents are due; `None` if everything has been read.

        An error is returned once; the next call tries again.
        """
        with self._guard:
            ended = None
            if self._task is not None:
                found = self._task.snapshot()
                now = Unread(found.done, int(found.total), found.error)
                if found.active:
                    return now
                ended, self._task = now, None
            due = self._due()
            if not due or self._closed:
                return None
            if ended is not None and ended.trouble is not None:
                return ended
            self._task = self._runner.submit(self._work, total=due)
            return Unread(0, due)

    def close(self) -> None:
        """Stop after the page of documents that is being read, and wait for that."""
        with self._guard:
            self._closed = True
        self._runner.close()

    def _work(self, task: Task[None]) -> None:
        def note(done: int, total: float) -> None:
            task.progress(done, total)
            task.stop.check()

        self._read(note)
