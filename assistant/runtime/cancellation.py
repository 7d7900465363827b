"""The stop signal for work that runs in another thread."""

import threading
from collections.abc import Callable


class Stopped(Exception):
    """Raised inside work that has been asked to stop; what it has stored so far is kept."""


class Stop:
    """A signal that is given once, from any thread; work may poll it, or register a callback."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pressed = False
        self._callbacks: list[Callable[[], None]] = []

    @property
    def pressed(self) -> bool:
        """Whether the signal has been given."""
        return self._pressed

    def press(self) -> None:
        """Give the signal; the callbacks run in the calling thread."""
        with self._lock:
            self._pressed, callbacks, self._callbacks = True, self._callbacks, []
        for callback in callbacks:
            callback()

    def on_press(self, callback: Callable[[], None]) -> None:
        """Call `callback` when the signal is given; at once if it has been given already."""
        with self._lock:
            if not self._pressed:
                self._callbacks.append(callback)
                return
        callback()

    def check(self) -> None:
        """Do nothing unless the signal has been given.

        Raises:
            Stopped: it has been given.
        """
        if self._pressed:
            raise Stopped
