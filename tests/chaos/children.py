"""Child processes forked from this one, which has imported everything but never opens a home, a database or a thread.

A child that waits for `go` can be traced from its first system call. What it reports comes over a socket, not a file or a
pipe, so that its writes to files can be counted and made to fail.
"""

import os
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dragoman.corpus.errors import DragomanError

Ending = Literal["done", "refused", "crashed", "killed", "hung"]

PATIENCE = 300.0
"""Seconds after which a child counts as hung. So many, because a machine with much other work must not look like a hang."""

Send = Callable[[str], object]


@dataclass
class Outcome:
    """How a child ended, what it reported, the error's message, and the seconds and CPU seconds it took."""

    ending: Ending
    reports: list[str] = field(default_factory=list)
    error: str = ""
    seconds: float = 0.0
    cpu: float = 0.0


class Child:
    """A forked process that runs `work` after `go`; `work` gets a function that sends a line to the parent."""

    def __init__(self, work: Callable[[Send], object], output: Path) -> None:
        """`output`: a file for what the child prints."""
        tasks = len(list(Path("/proc/self/task").iterdir()))
        assert tasks == 1, f"this process has {tasks} threads: a fork would copy their locks, but not them"
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.pid = os.fork()
        if self.pid == 0:
            self._channel.close()
            _live(work, theirs, output)
        theirs.close()

    def go(self) -> None:
        """Let the child begin."""
        self._began = time.monotonic()
        self._channel.send(b"go")

    def outcome(self, kill_after: float | None = None) -> Outcome:
        """Wait for the child, or kill it after a number of seconds, and return how it ended."""
        found = Outcome("done")
        limit = PATIENCE if kill_after is None else kill_after
        lines: list[str] = []
        while (left := limit - (time.monotonic() - self._began)) > 0 and not _ended(lines):
            if not select.select([self._channel], [], [], left)[0]:
                break
            with suppress(ConnectionResetError):
                if line := self._channel.recv(1 << 16).decode():
                    lines.append(line)
                    continue
            break
        if kill_after is not None or time.monotonic() - self._began >= limit:
            os.kill(self.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.pid, 0)
        found.seconds = time.monotonic() - self._began
        found.cpu = usage.ru_utime + usage.ru_stime
        self._channel.setblocking(False)
        try:
            while line := self._channel.recv(1 << 16).decode():
                lines.append(line)
        except (BlockingIOError, ConnectionResetError):  # reset: killed before it read `go`
            pass
        self._channel.close()
        for line in lines:
            kind, _, rest = line.partition(" ")
            if kind == "says":
                found.reports.append(rest)
            elif kind in ("refused", "crashed"):
                found.ending, found.error = kind, rest  # type: ignore[assignment]
        if not _ended(lines):
            found.ending = "killed" if kill_after is not None or found.seconds < limit else "hung"
            if os.WIFEXITED(status) or os.WTERMSIG(status) != signal.SIGKILL:
                found.ending, found.error = "crashed", f"the process ended with status {status}"
        return found


def run(work: Callable[[Send], object], output: Path) -> Outcome:
    """Run `work` in a child, and return how it ended."""
    child = Child(work, output)
    child.go()
    return child.outcome()


def _ended(lines: list[str]) -> bool:
    return bool(lines) and lines[-1].split(" ")[0] in ("done", "refused", "crashed")


def _live(work: Callable[[Send], object], channel: socket.socket, output: Path) -> None:
    """Be the child: wait, work, report, and end without what a parent's exit would do."""
    try:
        target = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(target, 1)
        os.dup2(target, 2)
        channel.recv(2)
        try:
            work(lambda line: channel.send(f"says {line}".encode()[: 1 << 15]))
            channel.send(b"done")
        except DragomanError as error:
            channel.send(f"refused {type(error).__name__}: {error}".encode()[: 1 << 15])
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is the finding
            with suppress(OSError):
                traceback.print_exc()
            where = traceback.extract_tb(error.__traceback__)[-1]
            line = f"crashed {type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
            channel.send(line.encode(errors="replace")[: 1 << 15])
    finally:
        os._exit(0)
