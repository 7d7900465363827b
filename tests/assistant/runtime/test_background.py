"""Background tasks: their states, their order, stopping, forgetting and closing."""

import logging
import threading

import pytest

from dragoman.assistant.runtime.background import Runner, Snapshot, Task
from dragoman.assistant.runtime.cancellation import Stop, Stopped
from dragoman.assistant.runtime.faults import OUR_FAULT
from dragoman.corpus.errors import HomeBusy


class Work:
    """Work that begins, waits until it is released, and returns a word."""

    def __init__(self, word: str = "ready") -> None:
        self.word = word
        self.begun = threading.Event()
        self.release = threading.Event()

    def __call__(self, task: Task[str]) -> str:
        task.progress(1, 4)
        self.begun.set()
        self.release.wait(10)
        task.stop.check()
        return self.word


class Endings:
    """Collects the tasks that have ended."""

    def __init__(self) -> None:
        self.tasks: list[Task[str]] = []
        self._more = threading.Semaphore(0)

    def __call__(self, task: Task[str]) -> None:
        self.tasks.append(task)
        self._more.release()

    def wait(self, count: int = 1) -> None:
        for _ in range(count):
            assert self._more.acquire(timeout=10)


def test_a_task_is_queued_then_runs_then_has_a_result() -> None:
    runner, first, second, ended = Runner[str]("test"), Work(), Work("second"), Endings()
    running, waiting = runner.submit(first, total=4, ended=ended), runner.submit(second, ended=ended)
    assert first.begun.wait(10)
    now = running.snapshot()
    assert (now.state, now.done, now.total, now.share, now.active) == ("running", 1, 4, 0.25, True)
    assert now.seconds_left is not None and now.seconds_left >= 0
    assert waiting.snapshot() == Snapshot("queued")
    first.release.set()
    second.release.set()
    ended.wait(2)
    assert ended.tasks == [running, waiting]
    assert running.snapshot() == Snapshot("done", 1, 4, result="ready")
    assert waiting.snapshot().result == "second"


def test_as_many_run_at_the_same_time_as_are_allowed() -> None:
    runner, works, ended = Runner[str]("test", at_once=2), [Work(), Work(), Work()], Endings()
    tasks = [runner.submit(work, ended=ended) for work in works]
    assert works[0].begun.wait(10)
    assert works[1].begun.wait(10)
    assert [task.snapshot().state for task in tasks] == ["running", "running", "queued"]
    works[1].release.set()
    assert works[2].begun.wait(10)
    works[0].release.set()
    works[2].release.set()
    ended.wait(3)


def test_errors_become_messages_and_faults_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    def busy(_: Task[str]) -> str:
        raise HomeBusy("another process is writing")

    def broken(_: Task[str]) -> str:
        raise ZeroDivisionError

    def startled(task: Task[str]) -> None:
        ended(task)
        raise ZeroDivisionError

    runner, last, ended = Runner[str]("test"), Work(), Endings()
    last.release.set()
    with caplog.at_level(logging.ERROR):
        tasks = [runner.submit(work, ended=then) for work, then in ((busy, startled), (broken, ended), (last, ended))]
        ended.wait(3)
    runner.close()
    assert [task.snapshot().error for task in tasks] == ["another process is writing", OUR_FAULT, None]
    assert tasks[-1].snapshot().result == "ready", "the next task runs all the same"
    assert [record.message for record in caplog.records] == [
        "what follows a background task failed",
        "a background task failed",
    ]


def test_a_waiting_task_is_stopped_at_once_and_a_running_one_when_it_looks() -> None:
    runner, first, second, ended = Runner[str]("test"), Work(), Work(), Endings()
    running, waiting = runner.submit(first, ended=ended), runner.submit(second, ended=ended)
    assert first.begun.wait(10)
    runner.stop(waiting)
    assert ended.tasks == [waiting]
    runner.stop(running)
    assert running.snapshot().state == "running"
    first.release.set()
    ended.wait(2)
    assert [task.snapshot().state for task in ended.tasks] == ["stopped", "stopped"]
    assert not second.begun.is_set()
    runner.stop(running)
    assert len(ended.tasks) == 2


def test_only_tasks_that_have_ended_are_forgotten() -> None:
    runner, works, ended = Runner[str]("test", kept=2), [Work(), Work(), Work()], Endings()
    tasks = [runner.submit(work, ended=ended) for work in works]
    assert [runner.find(task.id) for task in tasks] == tasks, "short tasks of others end no long one"
    for work in works:
        work.release.set()
    ended.wait(3)
    last = Work()
    last.release.set()
    tasks.append(runner.submit(last, ended=ended))
    assert [runner.find(task.id) for task in tasks] == [None, None, *tasks[2:]]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["three", "four", "five", "six"], ["five", "six"]),  # no more, or they would have more than ten characters
        (["a", "b", "c", "d", "e"], ["a", "b", "c", "d", "e"]),
        (["a", "b", "x" * 30], ["x" * 30]),
        (["x" * 30, "a"], ["a"]),
    ],
)
def test_results_that_are_large_in_all_are_forgotten_but_not_the_newest(words: list[str], kept: list[str]) -> None:
    runner, ended = Runner[str]("test", kept=50, most=10, size=len), Endings()
    works = [Work(word) for word in words]
    for work in works:
        work.release.set()
    tasks = [runner.submit(work, ended=ended) for work in works]
    ended.wait(len(tasks))
    runner.close()  # waits for its thread, which forgets after each task
    assert [task.snapshot().result for task in tasks if runner.find(task.id)] == kept


def test_a_task_is_found_by_its_owner_only() -> None:
    runner, work, ended = Runner[str]("test", kept=2), Work(), Endings()
    task = runner.submit(work, ended=ended, owner="ann")
    assert runner.find(task.id, "ann") is task
    assert runner.find(task.id) is None and runner.find(task.id, "bob") is None
    assert (runner.active(), runner.active("ann"), runner.active("bob")) == (1, 1, 0)
    work.release.set()
    ended.wait()


def test_closing_waits_for_what_runs_and_begins_nothing_new() -> None:
    runner, first, second = Runner[str]("test"), Work(), Work()
    running, waiting = runner.submit(first), runner.submit(second)
    assert first.begun.wait(10)
    threading.Timer(0.05, first.release.set).start()
    runner.close()
    assert (running.snapshot().state, waiting.snapshot().state) == ("stopped", "stopped")
    assert not second.begun.is_set()
    with pytest.raises(RuntimeError, match="closed"):
        runner.submit(Work())


def test_a_stop_signal_calls_back_once_and_checks() -> None:
    stop, called = Stop(), list[str]()
    stop.check()
    stop.on_press(lambda: called.append("before"))
    stop.press()
    stop.press()
    stop.on_press(lambda: called.append("after"))
    assert called == ["before", "after"]
    with pytest.raises(Stopped):
        stop.check()
