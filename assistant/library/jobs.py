"""Long work on the corpus in a background thread, which outlives the request or page that started it.

One job writes at a time and the others wait for it; questions are answered meanwhile. Callers see a frozen
snapshot of a job (`assistant.library.job_log`). The last ones are stored in the catalogue, so that what failed, and why, can be
read after a reload of the page and after a restart of the server.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from ...corpus.errors import HomeBusy, InputError, UnreadableSource
from ...corpus.progress import Progress
from ...corpus.wording import counted
from ...index import repair
from ...index.home import Home
from ..runtime.background import Runner, Task
from ..runtime.faults import OUR_FAULT
from . import ingestion
from .job_log import Job, Kind, SourceFailure, recalled, remember
from .sources import SourceInput, Upload, source_name
from .uploads import Uploads

LISTED = 20
"""Jobs that stay listed."""

FAILURES_LISTED = 200
"""Failures of one job that are listed one by one."""

PATIENCE = 600.0
"""Seconds that a job waits for another process to finish writing."""

_WAITING = "Another process is writing to this home; waiting for it."
_SOURCES_NAMED = 3  # in the description of a job


@dataclass(slots=True)
class _ActiveJob:
    """A job that has not ended: its task, its latest state, and the uploads to remove afterwards."""

    task: Task[None]
    job: Job
    uploads: tuple[Upload, ...] = ()


class Jobs:
    """The jobs of one home; `uploads` stores the files that are given as bytes.

    Close it, or use it as a context manager; threads may share it.
    """

    def __init__(self, home: Home) -> None:
        """Open the jobs of `home`, which must stay open until they are closed; jobs stored by an earlier process are listed."""
        self._home = home
        self.uploads = Uploads(home.path)
        self._guard = threading.Lock()
        self._ended = list(recalled(self._home.catalogue))
        self._active: dict[str, _ActiveJob] = {}
        self._runner: Runner[None] = Runner("dragoman-jobs")
        self._changes = 0

    def __enter__(self) -> Self:
        """The jobs themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Stop the running job, keeping what it has done so far; those that wait never begin."""
        self._runner.close()
        self.uploads.close()

    # Starting and stopping

    def add(self, sources: Iterable[SourceInput]) -> Job:
        """Add sources to the corpus; uploaded files are removed when they have been read.

        Raises:
            InputError: there are none.
        """
        given = tuple(sources)
        if not given:
            raise InputError("there is nothing to add; give files, folders or addresses")
        uploads = tuple(one for one in given if isinstance(one, Upload))
        what = _described([source_name(one) for one in given])
        return self._start("add", what, lambda active: self._add(active, given), uploads)

    def remove(self, ids: Iterable[str]) -> Job:
        """Remove the documents with these ids.

        Raises:
            InputError: there are none.
        """
        given = tuple(dict.fromkeys(ids))
        if not given:
            raise InputError("there is nothing to remove; give the ids of documents")
        return self._start("remove", counted(len(given), "document"), lambda active: self._remove(active, given))

    def reindex(self) -> Job:
        """Rebuild everything that is derived from the documents, and verify it; the home stays open and answers."""
        return self._start("reindex", "the whole index", self._reindex)

    def stop(self, job_id: str) -> Job:
        """Stop a job: at once if it waits, else after its current batch; one that has ended stays as it is.

        Raises:
            InputError: no such job is listed.
        """
        with self._guard:
            active = self._active.get(job_id)
        if active is not None:
            self._runner.stop(active.task)
        return self.job(job_id)

    # Looking

    def all(self) -> tuple[Job, ...]:
        """Return the jobs that run or wait, and the last that have ended, newest first."""
        with self._guard:
            listed = [*self._ended, *(_current(active) for active in self._active.values())]
        return tuple(sorted(listed, key=lambda job: job.queued, reverse=True))

    def job(self, job_id: str) -> Job:
        """Return the job with this id.

        Raises:
            InputError: no such job is listed.
        """
        for job in self.all():
            if job.id == job_id:
                return job
        raise InputError(f"no job has the id {job_id!r}; the last {LISTED} are listed")

    @property
    def changes(self) -> int:
        """A number that grows whenever a job ends: the list of documents may have changed then."""
        return self._changes

    def wait(self, job_id: str, seconds: float = 60.0) -> Job:
        """Wait for a job to end; return it, or its state after `seconds`.

        Raises:
            InputError: no such job is listed.
        """
        until = time.monotonic() + seconds
        while not (job := self.job(job_id)).over and time.monotonic() < until:
            time.sleep(0.02)
        return job

    # Working

    def _start(self, kind: Kind, what: str, act: Callable[[_ActiveJob], None], uploads: tuple[Upload, ...] = ()) -> Job:
        with self._guard:  # the task may run before this returns, and then waits here for its entry
            task = self._runner.submit(lambda task: self._run(task, act), ended=self._end)
            job = Job(task.id, kind, what, "queued", _now())
            self._active[task.id] = _ActiveJob(task, job, uploads)
        return job

    def _run(self, task: Task[None], act: Callable[[_ActiveJob], None]) -> None:
        with self._guard:
            active = self._active[task.id]
        self._update(active, state="running", started=_now())
        self._store()
        until = time.monotonic() + PATIENCE
        while True:
            task.stop.check()
            try:
                act(active)
            except HomeBusy:  # before anything was done; another process may be adding for a long time
                if time.monotonic() > until:
                    raise
                self._update(active, notes=(_WAITING,))
            else:
                break
        task.stop.check()

    def _end(self, task: Task[None]) -> None:
        outcome = task.snapshot()
        with self._guard:
            active = self._active[task.id]
        self.uploads.discard_all(active.uploads)
        with self._guard:
            notes = [note for note in active.job.notes if note != _WAITING]
            if outcome.error is not None:
                kept = " What was done until then is kept." if outcome.error == OUR_FAULT else ""
                notes.append(_sentence(outcome.error) + kept)
            ended = replace(
                active.job,
                state=outcome.state,
                share=1.0 if outcome.state == "done" else outcome.share,
                ended=_now(),
                seconds_left=None,
                notes=tuple(notes),
            )
            del self._active[task.id]
            self._ended = [ended, *self._ended][:LISTED]
            self._changes += 1
        self._store()

    def _store(self) -> None:
        remember(self._home.catalogue, self.all()[:LISTED])

    def _update(self, active: _ActiveJob, **changed: Any) -> None:
        with self._guard:
            active.job = replace(active.job, **changed)

    def _progress(self, active: _ActiveJob) -> Progress:
        def update(done: int, total: float) -> None:
            active.task.progress(done, total)
            self._update(active, documents=done, notes=())

        return update

    def _failed(self, active: _ActiveJob, failure: UnreadableSource) -> None:
        listed = active.job.failed
        if len(listed) < FAILURES_LISTED:
            listed = (*listed, SourceFailure.of(failure.source, failure.reason))
        self._update(active, failed=listed, failures=active.job.failures + 1)

    def _add(self, active: _ActiveJob, given: Sequence[SourceInput]) -> None:
        report = ingestion.fill(
            self._home,
            given,
            self._progress(active),
            stop=active.task.stop,
            failed=lambda failure: self._failed(active, failure),
        )
        self._update(
            active,
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            documents=report.documents,
            notes=(_left_out(report.skipped),) if report.skipped else (),
        )

    def _remove(self, active: _ActiveJob, ids: Sequence[str]) -> None:
        removed, unknown = ingestion.remove(self._home, ids, self._progress(active), active.task.stop)
        for failure in unknown:
            self._failed(active, failure)
        self._update(active, removed=removed, documents=removed)

    def _reindex(self, active: _ActiveJob) -> None:
        if not self._home.vectors.connect():
            raise InputError("another process has this home's vectors open; stop it and try again")
        stop = active.task.stop
        found = repair.reindex(self._home, self._progress(active), lambda: stop.pressed)
        self._update(active, notes=tuple(_sentence(one) for one in (*found.problems, *found.notes)))
        if not found.healthy and not stop.pressed:
            raise InputError("the index still has faults; stop the server and run 'dragoman index rebuild'")


def _current(active: _ActiveJob) -> Job:
    now = active.task.snapshot()
    left = None if now.seconds_left is None else round(now.seconds_left, 1)
    return replace(active.job, share=now.share, seconds_left=left)


def _described(names: Sequence[str]) -> str:
    """Describe sources: the first names, shortened, and the number of the others."""
    shown = [one if len(one) <= 80 else f"{one[:40]}…{one[-30:]}" for one in names[:_SOURCES_NAMED]]
    rest = len(names) - _SOURCES_NAMED
    return ", ".join(shown) + (f" and {rest:,} more" if rest > 0 else "")


def _left_out(links: Sequence[UnreadableSource]) -> str:
    """Name the links that were left out because they lead out of their folder."""
    count = counted(len(links), "link")
    return f"Left out {count} leading out of the folder: {_described([link.source for link in links])}."


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}."


def _now() -> datetime:
    return datetime.now(UTC)
