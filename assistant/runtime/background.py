"""Run work in background threads: a few tasks at a time, each with progress, a stop signal and a snapshot of its state.

A task outlives the request that started it. Its work receives the task, reports progress through it, and either polls
its stop signal or lets `Stop.check` end it. Expected errors (`DragomanError`) become the snapshot's error message; any
other exception is a fault in Dragoman, which is logged.
"""

import logging
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from ...corpus.errors import DragomanError
from .cancellation import Stop, Stopped
from .faults import OUR_FAULT

Result = TypeVar("Result")

State = Literal["queued", "running", "done", "failed", "stopped"]
ACTIVE: tuple[State, ...] = ("queued", "running")
"""The states of a task that has not ended."""

_logger = logging.getLogger("dragoman.background")


@dataclass(frozen=True, slots=True)
class Snapshot(Generic[Result]):
    """The state of a task at one moment.

    `done` of `total` units are finished; `total` is 0 until it is known. `seconds_left` is an estimate, only while the
    task runs. A task that is done has a `result`, one that failed an `error`: a sentence without its full stop.
    """

    state: State = "queued"
    done: int = 0
    total: float = 0
    seconds_left: float | None = None
    result: Result | None = None
    error: str | None = None

    @property
    def active(self) -> bool:
        """Whether the task waits or runs."""
        return self.state in ACTIVE

    @property
    def share(self) -> float:
        """The share of the work that is done, from 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


class Task(Generic[Result]):
    """One piece of work, made by `Runner.submit`; any thread may look at it."""

    def __init__(
        self,
        work: "Callable[[Task[Result]], Result]",
        total: float,
        ended: "Callable[[Task[Result]], None] | None",
        owner: str = "",
    ) -> None:
        """See `Runner.submit`."""
        self.id = secrets.token_hex(16)
        """A name that nobody can guess."""
        self.owner = owner
        self.stop = Stop()
        self.failure: DragomanError | None = None
        """The error with which the task has failed, if it is an expected one."""
        self._work: Callable[[Task[Result]], Result] | None = work
        self._ended = ended
        self._snapshot: Snapshot[Result] = Snapshot(total=total)
        self._began = 0.0

    def progress(self, done: int, total: float) -> None:
        """Note how far the work is; it conforms to `corpus.progress.Progress`."""
        self._snapshot = replace(self._snapshot, done=done, total=total)

    def snapshot(self) -> Snapshot[Result]:
        """How the task stands now."""
        now = self._snapshot
        if now.state != "running" or not now.share:
            return now
        elapsed = time.monotonic() - self._began
        return replace(now, seconds_left=elapsed * (1 - now.share) / now.share)

    def run(self) -> None:
        """Do the work in the calling thread; for the runner."""
        self._began = time.monotonic()
        self._snapshot = replace(self._snapshot, state="running")
        try:
            self.stop.check()
            assert self._work is not None, "a task runs once"
            result = self._work(self)
        except Stopped:
            self.end("stopped")
        except DragomanError as error:
            self.failure = error
            self.end("failed", error=str(error))
        except Exception:  # nobody waits for this thread, so the snapshot has to say it
            _logger.exception("a background task failed")
            self.end("failed", error=OUR_FAULT)
        else:
            self.end("done", result)

    def end(self, state: State, result: Result | None = None, error: str | None = None) -> None:
        """Set the final state and call back; for the runner."""
        self._work = None  # it may hold a whole draft, and a task is kept for its result
        self._snapshot = replace(self._snapshot, state=state, result=result, error=error)
        if self._ended is None:
            return
        try:
            self._ended(self)
        except Exception:  # it must not end the thread for which other tasks wait
            _logger.exception("what follows a background task failed")


class Runner(Generic[Result]):
    """Runs tasks in the order in which they were submitted. Close it; threads may share it."""

    def __init__(
        self,
        name: str,
        *,
        at_once: int = 1,
        kept: int = 0,
        most: int | None = None,
        size: Callable[[Result], int] = lambda _: 1,
        daemon: bool = False,
    ) -> None:
        """`at_once`: tasks that run at the same time, each in a thread called `name`; the others wait.

        `kept`: how many tasks `find` can return; the oldest that have ended are forgotten, and those that run or wait never.
        0: none is kept, and the caller holds on to those it needs. `most`: how much the results of those kept may have in
        all, by `size`; as many as run at the same time are kept however large they are, so that each can be fetched.
        `daemon`: the process may exit while a task runs.
        """
        self._name = name
        self._at_once = at_once
        self._kept = kept
        self._most = most
        self._size = size
        self._daemon = daemon
        self._lock = threading.Lock()
        self._waiting: deque[Task[Result]] = deque()
        self._running: dict[threading.Thread, Task[Result] | None] = {}
        self._tasks: OrderedDict[str, Task[Result]] = OrderedDict()
        self._closed = False

    def submit(
        self,
        work: Callable[[Task[Result]], Result],
        *,
        total: float = 0,
        ended: Callable[[Task[Result]], None] | None = None,
        owner: str = "",
    ) -> Task[Result]:
        """Run `work` as soon as a thread is free; `total` is the number of its units where that is known before.

        `ended` is called once with the task in its final state: in the task's own thread, or in the thread that
        stopped it while it was waiting. `owner`: for whom the task is; `find` needs the same.

        Raises:
            RuntimeError: the runner is closed.
        """
        task = Task(work, total, ended, owner)
        with self._lock:
            if self._closed:
                raise RuntimeError("this runner is closed")
            self._waiting.append(task)
            if self._kept:
                self._tasks[task.id] = task
                self._forget()
            if len(self._running) < self._at_once:
                thread = threading.Thread(target=self._work, name=self._name, daemon=self._daemon)
                self._running[thread] = None
                thread.start()
        return task

    def find(self, task_id: str, owner: str = "") -> Task[Result] | None:
        """The task of this owner with this id, if it is among those that are kept."""
        with self._lock:
            task = self._tasks.get(task_id)
        return task if task is not None and task.owner == owner else None

    def active(self, owner: str | None = None) -> int:
        """Count the tasks that run or wait: those of an owner, or all."""
        with self._lock:
            tasks = [*self._waiting, *(task for task in self._running.values() if task is not None)]
        return sum(owner is None or task.owner == owner for task in tasks)

    def stop(self, task: Task[Result]) -> None:
        """Ask a running task to stop; one that waits ends at once, and one that has ended stays as it is."""
        task.stop.press()
        with self._lock:
            waits = task in self._waiting
            if waits:
                self._waiting.remove(task)
        if waits:
            task.end("stopped")

    def close(self) -> None:
        """Stop every task and wait for those that run; those that wait never begin."""
        with self._lock:
            self._closed = True
            tasks = [*self._waiting, *(task for task in self._running.values() if task is not None)]
            threads = list(self._running)
        for task in tasks:
            self.stop(task)
        for thread in threads:
            thread.join()

    def _forget(self) -> None:
        """Forget the oldest tasks that have ended, until no more are there than are kept; needs the lock."""
        ended = {task.id: self._held(task) for task in self._tasks.values() if not task.snapshot().active}
        held = sum(ended.values())
        for number, (name, size) in enumerate(ended.items(), 1):
            large = self._most is not None and held > self._most and len(ended) - number >= self._at_once
            if len(self._tasks) <= self._kept and not large:
                return
            del self._tasks[name]
            held -= size

    def _held(self, task: Task[Result]) -> int:
        result = task.snapshot().result
        return 0 if result is None or self._most is None else self._size(result)

    def _work(self) -> None:
        me = threading.current_thread()
        while True:
            with self._lock:
                if not self._waiting:
                    del self._running[me]
                    return
                task = self._running[me] = self._waiting.popleft()
            task.run()
            if self._most is not None:
                with self._lock:
                    self._forget()
