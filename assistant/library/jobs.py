"""Long work on the corpus in a thread of its own, which outlives the request or page that began it.

One job writes at a time and the others wait for it; asking goes on meanwhile. What is shown of a job is a frozen
snapshot (`assistant.library.job_log`). The last ones are noted in the catalogue, so that what failed, and why, can be read after
a reload of the page and after a restart of the server.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from ...corpus.errors import DragomanError, HomeBusy, InputError, UnreadableSource
from ...index import maintenance
from ...index.home import Home
from ..runtime.cancellation import Stop
from . import ingestion
from .job_log import Failure, Job, Kind, recalled, remember
from .sources import Given, Upload, named
from .uploads import Uploads

LISTED = 20
"""Jobs that stay listed."""

TOLD = 200
"""Failures of one job that are told one by one."""

PATIENCE = 600.0
"""Seconds that a job waits for another process to finish writing."""

_OUR_FAULT = "This is a fault of ours, and the server's log says more. What was done until then is kept."
_WAITING = "Another process is writing to this home; waiting for it."
_NAMED = 3  # sources that a job's name tells


@dataclass(slots=True)
class _Work:
    """A job that is not over: what it does, and how it stands. `began` is by the monotonic clock."""

    job: Job
    act: Callable[["_Work"], None]
    uploads: tuple[Upload, ...] = ()
    stop: Stop = field(default_factory=Stop)
    began: float = 0.0


class Jobs:
    """The jobs of one home; `uploads` keeps the files that are given as bytes.

    Close it, or use it as a context manager; threads may share it.
    """

    def __init__(self, home: Home) -> None:
        """Of an open home, which is closed after this; lists the jobs that an earlier process has noted."""
        self._home = home
        self.uploads = Uploads(home.path)
        self._guard = threading.Lock()
        self._over = list(recalled(self._home.catalogue))
        self._works: dict[str, _Work] = {}
        self._thread = ThreadPoolExecutor(1, "jobs")
        self._changes = 0

    def __enter__(self) -> Self:
        """The jobs themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Stop what runs, with what it has done so far kept; what waits does not begin any more."""
        with self._guard:
            works = list(self._works.values())
        for work in works:
            work.stop.press()
        self._thread.shutdown(cancel_futures=True)
        self.uploads.close()

    # Beginning and stopping

    def add(self, sources: Iterable[Given]) -> Job:
        """Add sources to the corpus; uploaded files are removed when they have been read.

        Raises:
            InputError: there are none.
        """
        given = tuple(sources)
        if not given:
            raise InputError("there is nothing to add; give files, folders or addresses")
        uploads = tuple(one for one in given if isinstance(one, Upload))
        return self._begin("add", _names([named(one) for one in given]), lambda work: self._add(work, given), uploads)

    def remove(self, ids: Iterable[str]) -> Job:
        """Forget the documents with these ids.

        Raises:
            InputError: there are none.
        """
        given = tuple(dict.fromkeys(ids))
        if not given:
            raise InputError("there is nothing to remove; give the ids of documents")
        what = "1 document" if len(given) == 1 else f"{len(given):,} documents"
        return self._begin("remove", what, lambda work: self._remove(work, given))

    def reindex(self) -> Job:
        """Make everything anew that is read from the documents, and check it; the home stays open and answers."""
        return self._begin("reindex", "the whole index", self._reindex)

    def stop(self, job_id: str) -> Job:
        """Stop a job, now if it waits, else after the batch that it is at; one that is over stays as it is.

        Raises:
            InputError: no such job is listed.
        """
        with self._guard:
            work = self._works.get(job_id)
        if work is not None:
            work.stop.press()
            if work.job.state == "queued":
                self._end(work, "stopped")
        return self.job(job_id)

    # Looking

    def all(self) -> tuple[Job, ...]:
        """The jobs that run or wait and the last that are over, newest first."""
        with self._guard:
            listed = [*self._over, *(_snapshot(work) for work in self._works.values())]
        return tuple(sorted(listed, key=lambda job: job.queued, reverse=True))

    def job(self, job_id: str) -> Job:
        """One of them.

        Raises:
            InputError: no such job is listed.
        """
        for job in self.all():
            if job.id == job_id:
                return job
        raise InputError(f"no job has the id {job_id!r}; the last {LISTED} are listed")

    @property
    def changes(self) -> int:
        """A number that grows whenever a job is over: the list of documents may then be another one."""
        return self._changes

    def wait(self, job_id: str, seconds: float = 60.0) -> Job:
        """The job when it is over, or as it is after so many seconds.

        Raises:
            InputError: no such job is listed.
        """
        until = time.monotonic() + seconds
        while not (job := self.job(job_id)).over and time.monotonic() < until:
            time.sleep(0.02)
        return job

    # Working

    def _begin(self, kind: Kind, what: str, act: Callable[[_Work], None], uploads: tuple[Upload, ...] = ()) -> Job:
        job = Job(secrets.token_hex(8), kind, what, "queued", _now())
        work = _Work(job, act, uploads)
        with self._guard:
            self._works[job.id] = work
        self._thread.submit(self._run, work).add_done_callback(lambda done: self._finish(work, done))
        return job

    def _run(self, work: _Work) -> None:
        if work.stop.pressed:
            return
        work.began = time.monotonic()
        self._update(work, state="running", started=_now())
        self._note()
        while not work.stop.pressed:
            try:
                work.act(work)
            except HomeBusy:  # before anything was done; what another process adds may take long
                if time.monotonic() - work.began > PATIENCE:
                    raise
                self._update(work, notes=(_WAITING,))
            else:
                return

    def _finish(self, work: _Work, done: "Future[None]") -> None:
        error = None if done.cancelled() else done.exception()
        if error is None:
            self._end(work, "stopped" if work.stop.pressed else "done")
        elif isinstance(error, DragomanError):
            self._end(work, "failed", f"{str(error)[:1].upper()}{str(error)[1:]}.")
        else:
            logging.getLogger(__name__).error("a job failed", exc_info=error)
            self._end(work, "failed", _OUR_FAULT)

    def _end(self, work: _Work, state: Any, note: str | None = None) -> None:
        self.uploads.discard_all(work.uploads)
        with self._guard:
            if self._works.pop(work.job.id, None) is None:
                return
            share = 1.0 if state == "done" else work.job.share
            notes = (*(one for one in work.job.notes if one != _WAITING), *([note] if note else []))
            over = replace(work.job, state=state, share=share, ended=_now(), seconds_left=None, notes=notes)
            self._over = [over, *self._over][:LISTED]
            self._changes += 1
        self._note()

    def _note(self) -> None:
        remember(self._home.catalogue, self.all()[:LISTED])

    def _update(self, work: _Work, **changed: Any) -> None:
        with self._guard:
            work.job = replace(work.job, **changed)

    def _progress(self, work: _Work) -> Callable[[float, int], None]:
        return lambda share, documents: self._update(work, share=min(share, 1.0), documents=documents, notes=())

    def _failed(self, work: _Work, failure: UnreadableSource) -> None:
        told = work.job.failed
        if len(told) < TOLD:
            told = (*told, Failure.of(failure.source, failure.reason))
        self._update(work, failed=told, failures=work.job.failures + 1)

    def _add(self, work: _Work, given: Sequence[Given]) -> None:
        report = ingestion.fill(
            self._home,
            given,
            self._progress(work),
            stopped=lambda: work.stop.pressed,
            failed=lambda failure: self._failed(work, failure),
        )
        self._update(
            work,
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            documents=report.documents,
        )

    def _remove(self, work: _Work, ids: Sequence[str]) -> None:
        removed, unknown = ingestion.empty(self._home, ids, self._progress(work), lambda: work.stop.pressed)
        for failure in unknown:
            self._failed(work, failure)
        self._update(work, removed=removed, documents=removed)

    def _reindex(self, work: _Work) -> None:
        if not self._home.connect_chroma():
            raise InputError("another process has this home's vectors open; stop it and try again")
        found = maintenance.renew(self._home, self._progress(work), lambda: work.stop.pressed)
        self._update(work, notes=tuple(f"{one[:1].upper()}{one[1:]}." for one in (*found.problems, *found.notes)))
        if not found.healthy and not work.stop.pressed:
            raise InputError(
                "the index is still not what it should be; stop the server and run 'dragoman index rebuild'"
            )


def _snapshot(work: _Work) -> Job:
    job = work.job
    if job.state != "running" or not job.share:
        return job
    return replace(job, seconds_left=round((time.monotonic() - work.began) * (1 - job.share) / job.share, 1))


def _names(names: Sequence[str]) -> str:
    told = [one if len(one) <= 80 else f"{one[:40]}…{one[-30:]}" for one in names[:_NAMED]]
    return ", ".join(told) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")


def _now() -> datetime:
    return datetime.now(UTC)
