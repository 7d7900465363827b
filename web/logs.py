"""The server's log, kept short: no client can fill it, and one that leaves is no error.

Messages go to standard error. They hold no question and no document. The same message from the same place is logged
a few times a minute; how many more there were is said with the next one.
"""

import asyncio
import logging
import time
from collections.abc import Callable

from starlette.requests import ClientDisconnect

MOST = 10
"""Messages of one kind in a minute."""

_MINUTE = 60.0
_LEFT = (ClientDisconnect, ConnectionError, asyncio.CancelledError)
_KINDS = 1_000  # kinds of messages that are remembered


class LogLimit(logging.Filter):
    """Drops what says only that a client has left, and what has been said often enough."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds."""
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[str, str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log a record."""
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not None and issubclass(kind, _LEFT):
            return False
        key = (record.name, str(record.msg), kind.__name__ if kind else "")
        now = self._clock()
        since, count = self._seen.get(key, (now, 0))
        if now - since >= _MINUTE:
            if count > MOST:
                record.msg = f"{record.msg} (and {count - MOST} more like the last ones)"
            since, count = now, 0
        if len(self._seen) >= _KINDS:
            self._seen.clear()
        self._seen[key] = (since, count + 1)
        return count < MOST


def limit_logs() -> None:
    """Put the limit on what prints uvicorn's messages, and those of asyncio and our own; once is enough."""
    printing = [*logging.getLogger("uvicorn").handlers, logging.lastResort]
    for handler in printing:
        if handler is not None and not any(isinstance(one, LogLimit) for one in handler.filters):
            handler.addFilter(LogLimit())
