"""Progress of long work on stderr: a bar with the time left on a terminal, now and then a line elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 10.0  # seconds between two lines where there is no terminal

Fraction = Callable[[float, int], None]
"""Called with the share of the work that is done (0 to 1) and the number of documents so far."""


@contextmanager
def bar(title: str, unit: str = "documents") -> Iterator[Fraction]:
    """A bar for work of which the share done is known, counted in `unit`; nothing is shown before the first call."""
    if not sys.stderr.isatty():
        yield _lines(title, unit)
        return
    from rich.console import Console  # here: commands without long work need not load it
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    shown = Progress(*columns, TextColumn("{task.fields[documents]} " + unit), console=Console(stderr=True))
    task = shown.add_task(title, total=1.0, documents=0, visible=False)
    with shown:

        def update(fraction: float, documents: int) -> None:
            shown.update(task, completed=fraction, documents=documents, visible=True)

        yield update


@contextmanager
def counted(title: str, unit: str = "documents") -> Iterator[Callable[[int, int], None]]:
    """A bar for work of which the steps are counted: called with those done and their total."""
    with bar(title, unit) as update:
        yield lambda done, total: update(done / max(total, 1), done)


def _lines(title: str, unit: str) -> Fraction:
    started = last = time.monotonic()

    def update(fraction: float, documents: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < EVERY or fraction <= 0:
            return
        last = now
        left = (now - started) * (1 - fraction) / fraction
        print(f"{title}: {fraction:.0%}, {documents} {unit}, about {left:.0f} s left", file=sys.stderr, flush=True)

    return update
