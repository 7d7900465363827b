"""Short work goes first: many texts that are being encoded in the background give way to a question's few."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 0.05
"""Seconds for which a piece of long work gives way at most, so that it gets on however many questions there are."""


class Turns:
    """Counts the short work that is being done, and lets pieces of long work wait for it. Threads share it."""

    def __init__(self) -> None:
        """Nothing is being done yet."""
        self._changed = threading.Condition()
        self._short = 0

    @contextmanager
    def short(self) -> Iterator[None]:
        """Do short work in this block."""
        with self._changed:
            self._short += 1
        try:
            yield
        finally:
            with self._changed:
                self._short -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait until no short work is being done, at most `MOST` seconds; before each piece of long work."""
        with self._changed:
            self._changed.wait_for(lambda: not self._short, MOST)
