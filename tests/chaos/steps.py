"""An operation that is killed: it is a list of steps, and each step says what the home holds after it.

A step may be repeated after it was interrupted, and then gives the same result. Its number is reported as soon as it has
returned; from then on its changes must not be lost. While a step runs, each key of the state may have any of the values
that the step gives it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from dragoman.assistant.library import ingestion
from dragoman.assistant.runtime.faults import OUR_FAULT
from dragoman.assistant.types import Answer, Citation, Claim
from dragoman.corpus.errors import HomeError
from dragoman.index import backups
from dragoman.index.ingest import ingest

from .expected import Key, State, changed, documents_of
from .reports import HashEncoder, report, segments, upload
from .workplace import Workplace

Act = Callable[[Workplace], object]


@dataclass(frozen=True)
class Step:
    """One call, and the changes it commits, in order. `whole`: it replaces everything at once."""

    act: Act
    changes: Sequence[Mapping[Key, Any]]
    whole: bool = False


@dataclass(frozen=True)
class Operation:
    """Steps on a home that `prepare` made in a new workplace, in which it held `begins`; `broken`: it cannot be opened."""

    name: str
    prepare: str
    begins: State
    steps: tuple[Step, ...]
    broken: bool = False

    @cached_property
    def states(self) -> tuple[tuple[State, ...], ...]:
        """For each step, the states from before it to after it."""
        found, state = [], self.begins
        for step in self.steps:
            through = [state]
            for change in step.changes:
                state = changed(state, change)
                through.append(state)
            found.append(tuple(through))
        return tuple(found)

    @property
    def ends(self) -> State:
        """The state after the last step."""
        return self.states[-1][-1]

    @cached_property
    def users(self) -> tuple[str, ...]:
        """The users with conversations."""
        states = [state for through in self.states for state in through]
        return tuple(sorted({str(key[1]) for state in states for key in state if key[0] == "talk"}))

    def run(self, place: Workplace, acknowledge: Callable[[int], object]) -> None:
        """Run all steps on the home, and close it."""
        try:
            for number, step in enumerate(self.steps, 1):
                step.act(place)
                acknowledge(number)
        finally:
            place.close()


# Steps


def ingest_step(versions: Iterable[tuple[int, int]]) -> Step:
    given = tuple(versions)
    # A report that is given again in another version ends a transaction.
    changes: list[dict[Key, Any]] = [{}]
    for number, version in given:
        if ("report", number) in changes[-1]:
            changes.append({})
        changes[-1]["report", number] = version
    return Step(lambda place: ingest(place.home, [report(*one) for one in given]), changes)


def remove_step(numbers: Sequence[int], version: int = 1) -> Step:
    ids = [report(number, version).id for number in numbers]
    return Step(lambda place: ingestion.remove(place.home, ids), [{("report", number): None} for number in numbers])


def answer(question: str, number: int, version: int) -> Answer:
    document = report(number, version)
    citation = Citation(1, document, segments(number, version).sentences[1])
    claim = Claim(citation.quote, (citation,), "supported")
    return Answer(question, question, (claim,), (), False, 0.9, "quoting", 0.1)


def said(*questions: tuple[str, int, int, str | None]) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((text, answer(text, n, version).claims[0].text, rating) for text, n, version, rating in questions)


def conversation(place: Workplace, user: str) -> str:
    return place.history.conversations(user)[0].id


def begin_step(user: str, question: str, number: int) -> Step:
    def act(place: Workplace) -> None:
        place.history.delete_all(user)
        place.history.add(user, place.history.begin(user).id, answer(question, number, 1))

    return Step(act, [{("talk", user): None}, {("talk", user): (question, said((question, number, 1, None)))}])


def sets_step(act: Callable[[Any], object], changes: Mapping[Key, Any]) -> Step:
    return Step(lambda place: act(place.corpus.sets), [changes])


def ids_of(*numbers: int) -> list[str]:
    return [report(number).id for number in numbers]


def job_step(start: Callable[[Workplace], Any], changes: Sequence[Mapping[Key, Any]]) -> Step:
    def act(place: Workplace) -> None:
        job = place.corpus.jobs.wait(start(place).id)
        # A repeated removal does not find its documents; a file that could not be read was not added.
        if job.state != "done" or (job.kind == "add" and job.failures):
            assert OUR_FAULT not in " ".join(job.notes), job.notes
            raise HomeError(f"the job is {job.state}: {job.notes} {job.failed}")

    return Step(act, changes)


def _uploads(place: Workplace, versions: Sequence[tuple[int, int]]) -> Any:
    jobs = place.corpus.jobs
    return jobs.add(jobs.uploads.keep_all((name, BytesIO(content)) for name, content in (upload(*v) for v in versions)))


def upload_step(*versions: tuple[int, int]) -> Step:
    return job_step(lambda place: _uploads(place, versions), [{("report", n): version for n, version in versions}])


def backup_step(name: str, holds: State) -> Step:
    def act(place: Workplace) -> None:
        if (place.written / name).exists():
            (place.written / name).unlink()
        place.corpus.backup(place.written / name)

    return Step(act, [{("backup", name): None}, {("backup", name): frozenset(documents_of(holds).items())}])


def rebuild(place: Workplace) -> None:
    place.close()
    backups.rebuild(place.folder, encoder=HashEncoder())


def restore(place: Workplace) -> None:
    place.close()
    backups.restore(place.folder, place.given / "older.sqlite", encoder=HashEncoder())
