"""Let long work be ended from outside: its loops call `checkpoint`, and whoever starts it says what is checked there.

The check belongs to the context (`contextvars`) of the caller, so that it need not be passed through every function in
between. Threads started by `anyio.to_thread` and `asyncio.to_thread` inherit it; a plain `threading.Thread` does not, so
that background work goes on when the request that began it has ended.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Check = Callable[[], None]
"""Does nothing, or raises to end the work."""

_checks: ContextVar[tuple[Check, ...]] = ContextVar("dragoman_checks", default=())


def checkpoint() -> None:
    """End the work here if its caller wants that; loops call this before each costly step, with nothing half stored."""
    for check in _checks.get():
        check()


@contextmanager
def interruptible(check: Check) -> Iterator[None]:
    """Let `check` end the work inside this block, beside the checks that apply already; not for use in generators."""
    token = _checks.set((*_checks.get(), check))
    try:
        yield
    finally:
        _checks.reset(token)
