"""A progress bar on stderr for long work: with the time left on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ...corpus.printable import printable
from ...corpus.progress import Progress

INTERVAL = 10.0  # seconds between two lines where stderr is no terminal


@contextmanager
def bar(title: str, unit: str = "documents") -> Iterator[Progress]:
    """A bar for work that is counted in `unit`; nothing is shown before the first call."""
    title = printable(title)
    if not sys.stderr.isatty():
        yield _lines(title, unit)
        return
    # Imported here for start-up time: commands without long work do not load it.
    from rich import progress as rich
    from rich.console import Console

    # The command line's own stream would write the bar's control codes out instead of having them obeyed.
    stream = getattr(sys.stderr, "unescaped", sys.stderr)
    columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), rich.TaskProgressColumn())
    count = rich.TextColumn("{task.completed} " + unit)
    shown = rich.Progress(*columns, rich.TimeRemainingColumn(), count, console=Console(file=stream))
    task = shown.add_task(title, total=None, visible=False)
    with shown:
        yield lambda done, total: shown.update(task, completed=done, total=total, visible=True)


def _lines(title: str, unit: str) -> Progress:
    started = last = time.monotonic()

    def update(done: int, total: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < INTERVAL or done <= 0:
            return
        last = now
        left = (now - started) * (total - done) / done
        print(f"{title}: {done / total:.0%}, {done} {unit}, about {left:.0f} s left", file=sys.stderr, flush=True)

    return update
