"""Snapshots of jobs as frozen values, and the last of them as a note in the catalogue.

The names of the fields are the keys of that note, which lies in users' homes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from ...index.storage.catalogue import Catalogue
from ..runtime.background import ACTIVE, State

Kind = Literal["add", "remove", "reindex"]

LONGEST = 500
"""Characters that are stored of a failure's source and of its reason."""

_NOTE = "jobs"
_INTERRUPTED = "The server was stopped meanwhile. What was done until then is kept; start the same job again to go on."


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A source that could not be read, and the reason, a sentence without the source's name."""

    source: str
    reason: str

    @classmethod
    def of(cls, source: str, reason: str) -> "SourceFailure":
        """With both texts cut to `LONGEST` characters."""
        return cls(source[:LONGEST], reason[:LONGEST])


@dataclass(frozen=True, slots=True)
class Job:
    """The state of a job, and its outcome once it has ended.

    `what` describes in a few words what it works on. `share` (0 to 1) of the work is done, with `documents` so far;
    `seconds_left` is an estimate, `None` until there is one. `failed` has the first failures, `failures` counts all.
    `notes` are sentences: why the job failed or waits, what is wrong with an index. Times are UTC.
    """

    id: str
    kind: Kind
    what: str
    state: State
    queued: datetime
    started: datetime | None = None
    ended: datetime | None = None
    share: float = 0.0
    documents: int = 0
    seconds_left: float | None = None
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: int = 0
    failed: tuple[SourceFailure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether the job has ended."""
        return self.state not in ACTIVE


_JOBS = TypeAdapter(tuple[Job, ...])


def remember(catalogue: Catalogue, jobs: Sequence[Job]) -> None:
    """Store these jobs in the catalogue, replacing those stored before."""
    catalogue.remember(_NOTE, _JOBS.dump_json(tuple(jobs)).decode())


def read_log(note: str) -> tuple[Job, ...]:
    """Return the jobs in a note.

    Raises:
        ValueError: it cannot be read.
    """
    return _JOBS.validate_json(note)


def recalled(catalogue: Catalogue) -> tuple[Job, ...]:
    """The stored jobs; those that had not ended were interrupted with their process, and count as stopped."""
    note = catalogue.recall(_NOTE)
    try:
        held = read_log(note) if note else ()
    except ValueError:  # damaged, or written by another version
        return ()
    return tuple(
        one if one.over else replace(one, state="stopped", seconds_left=None, notes=(*one.notes, _INTERRUPTED))
        for one in held
    )
