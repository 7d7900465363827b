"""Jobs of the library as HTML: the progress of those that run, and how the last ones ended, with what failed and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from markupsafe import Markup

from ...assistant.library.job_log import Job
from ...corpus.wording import counted
from .templating import macros

_NEW = timedelta(minutes=15)  # for this long the last job is shown on its own
_FAILURES = 50  # failures of one job that are shown
_DOING = {"add": "Adding", "remove": "Removing", "reindex": "Rebuilding"}
_DONE = {"add": "Added", "remove": "Removed", "reindex": "Rebuilt"}

_html = macros("library_jobs.html")


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job that runs or `waits` for its turn; `line` gives its progress in words."""

    job: Job
    doing: str
    waits: bool
    share: str
    percent: str
    line: str

    @classmethod
    def of(cls, job: Job) -> "RunningJob":
        """Return what is shown of a job that has not ended."""
        waits = job.state == "queued"
        percent = f"{job.share:.0%}"
        parts = [percent]
        if job.documents:
            parts.append(counted(job.documents, "document"))
        if job.seconds_left is not None:
            parts.append(f"about {_duration(job.seconds_left)} left")
        line = "waits for its turn" if waits else ", ".join(parts)
        return cls(job, _DOING[job.kind], waits, f"{job.share:.3f}", percent, line)


@dataclass(frozen=True, slots=True)
class EndedJob:
    """A job that has ended: its verdict, the class of its style, and the counts of what it did."""

    job: Job
    kind: Literal["ok", "warn", "bad"]
    verdict: str
    counts: tuple[str, ...]

    @classmethod
    def of(cls, job: Job) -> "EndedJob":
        """Return what is shown of a job that has ended."""
        if job.state == "failed":
            return cls(job, "bad", "Failed", _counts(job))
        if job.state == "stopped":
            return cls(job, "warn", "Stopped", _counts(job))
        return cls(job, "warn" if job.failures else "ok", _DONE[job.kind], _counts(job))


def jobs(values: Sequence[Job], documents: int, changes: int) -> Markup:
    """Return the jobs that run, or the one that has just ended, then those before; `values` has the newest first."""
    running = [RunningJob.of(one) for one in reversed(values) if not one.over]
    over = [one for one in values if one.over]
    last = [one for one in over[:1] if not running and one.ended and datetime.now(UTC) - one.ended < _NEW]
    earlier = over[len(last) :]
    return _html.jobs(
        running,
        [EndedJob.of(one) for one in last],
        [EndedJob.of(one) for one in earlier],
        documents,
        changes,
        _FAILURES,
    )


def job_marker(job_id: str) -> Markup:
    """Return the marker by which the page follows a job that a request started or stopped."""
    return _html.job_marker(job_id)


def _counts(job: Job) -> tuple[str, ...]:
    counts = [f"{job.added:,} added"] if job.added else []
    if job.updated:
        counts.append(counted(job.updated, "newer version"))
    if job.unchanged:
        counts.append(f"{job.unchanged:,} unchanged")
    if job.removed:
        counts.append(f"{job.removed:,} removed")
    if job.kind == "reindex" and job.documents:
        counts.append(counted(job.documents, "document"))
    if job.state == "done" and not counts and not job.failures:
        counts.append("nothing to do")
    if job.failures:
        counts.append(
            f"{job.failures:,} could not be read" if job.kind == "add" else f"{job.failures:,} were not there"
        )
    return tuple(counts)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{seconds / 3600:.1f} h"
