"""Stopping what runs in another thread."""

import threading
from collections.abc import Callable


class Stop:
    """Pressed once, from any thread; whoever waits for something is told at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pressed = False
        self._told: list[Callable[[], None]] = []

    @property
    def pressed(self) -> bool:
        """Whether it has been pressed."""
        return self._pressed

    def press(self) -> None:
        """Stop."""
        with self._lock:
            self._pressed, told, self._told = True, self._told, []
        for tell in told:
            tell()

    def then(self, tell: Callable[[], None]) -> None:
        """Call `tell` when it is pressed, or now where it has been."""
        with self._lock:
            if not self._pressed:
                self._told.append(tell)
                return
        tell()
