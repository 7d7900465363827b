"""What became of jobs: their snapshots as frozen values, and the last of them as a note in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from ...index.storage.catalogue import Catalogue

Kind = Literal["add", "remove", "reindex"]
State = Literal["queued", "running", "done", "failed", "stopped"]
RUNNING: tuple[State, ...] = ("queued", "running")

LONGEST = 500
"""Characters that are kept of a failure's source and of its reason."""

_NOTE = "jobs"
_CUT_OFF = "The server was stopped meanwhile. What was done until then is kept; give the same again to go on."


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why, in a sentence without its name."""

    source: str
    reason: str

    @classmethod
    def of(cls, source: str, reason: str) -> "Failure":
        """With both shortened to what a list can show."""
        return cls(source[:LONGEST], reason[:LONGEST])


@dataclass(frozen=True, slots=True)
class Job:
    """How far a job is, and what became of it.

    `what` says in a few words what it works on. `share` (0 to 1) is done, `documents` so far; `seconds_left` is an
    estimate, `None` where there is none yet. `failed` has the first failures, `failures` counts all. `notes` are
    sentences: why it failed or waits, what an index lacks. Times are UTC.
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
    failed: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state not in RUNNING


_JOBS = TypeAdapter(tuple[Job, ...])


def remember(catalogue: Catalogue, jobs: Sequence[Job]) -> None:
    """Keep these jobs with the catalogue, in the place of those that were kept."""
    catalogue.remember(_NOTE, _JOBS.dump_json(tuple(jobs)).decode())


def recalled(catalogue: Catalogue) -> tuple[Job, ...]:
    """The jobs that were kept; those that were not over have been cut off with their process."""
    note = catalogue.recall(_NOTE)
    try:
        held = _JOBS.validate_json(note) if note else ()
    except ValidationError:  # another version's
        return ()
    return tuple(
        one if one.over else replace(one, state="stopped", seconds_left=None, notes=(*one.notes, _CUT_OFF))
        for one in held
    )
