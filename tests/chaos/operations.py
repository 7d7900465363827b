"""The operations that are killed: each is a list of steps, and each step says what the home holds after it.

A step may be repeated after it was interrupted, and then gives the same result. Its number is reported as soon as it has
returned; from then on its changes must not be lost. While a step runs, each key of the state may have any of the values
that the step gives it.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from dragoman.assistant.library import ingestion
from dragoman.assistant.runtime.faults import OUR_FAULT
from dragoman.assistant.types import Answer, Citation, Claim
from dragoman.corpus.errors import HomeError
from dragoman.index import backups, repair
from dragoman.index.ingest import ingest

from .expected import Key, State, changed, documents_of, reports
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


def _ingest(versions: Iterable[tuple[int, int]]) -> Step:
    given = tuple(versions)
    # A report that is given again in another version ends a transaction.
    changes: list[dict[Key, Any]] = [{}]
    for number, version in given:
        if ("report", number) in changes[-1]:
            changes.append({})
        changes[-1]["report", number] = version
    return Step(lambda place: ingest(place.home, [report(*one) for one in given]), changes)


def _remove(numbers: Sequence[int], version: int = 1) -> Step:
    ids = [report(number, version).id for number in numbers]
    return Step(lambda place: ingestion.remove(place.home, ids), [{("report", number): None} for number in numbers])


def _answer(question: str, number: int, version: int) -> Answer:
    document = report(number, version)
    citation = Citation(1, document, segments(number, version).sentences[1])
    claim = Claim(citation.quote, (citation,), "supported")
    return Answer(question, question, (claim,), (), False, 0.9, "quoting", 0.1)


def _said(*questions: tuple[str, int, int, str | None]) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((text, _answer(text, n, version).claims[0].text, rating) for text, n, version, rating in questions)


def _conversation(place: Workplace, user: str) -> str:
    return place.history.conversations(user)[0].id


def _begin(user: str, question: str, number: int) -> Step:
    def act(place: Workplace) -> None:
        place.history.delete_all(user)
        place.history.add(user, place.history.begin(user).id, _answer(question, number, 1))

    return Step(act, [{("talk", user): None}, {("talk", user): (question, _said((question, number, 1, None)))}])


def _sets(act: Callable[[Any], object], changes: Mapping[Key, Any]) -> Step:
    return Step(lambda place: act(place.corpus.sets), [changes])


def _ids(*numbers: int) -> list[str]:
    return [report(number).id for number in numbers]


def _job(start: Callable[[Workplace], Any], changes: Sequence[Mapping[Key, Any]]) -> Step:
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


def _upload(*versions: tuple[int, int]) -> Step:
    return _job(lambda place: _uploads(place, versions), [{("report", n): version for n, version in versions}])


def _backup(name: str, holds: State) -> Step:
    def act(place: Workplace) -> None:
        if (place.written / name).exists():
            (place.written / name).unlink()
        place.corpus.backup(place.written / name)

    return Step(act, [{("backup", name): None}, {("backup", name): frozenset(documents_of(holds).items())}])


def _rebuild(place: Workplace) -> None:
    place.close()
    backups.rebuild(place.folder, encoder=HashEncoder())


def _restore(place: Workplace) -> None:
    place.close()
    backups.restore(place.folder, place.given / "older.sqlite", encoder=HashEncoder())


# What the homes hold at the beginning

_TALKED = {("talk", "amal"): ("Who came?", _said(("Who came?", 1, 1, "like")))}
_BASE: State = {**reports(dict.fromkeys(range(12), 1)), ("set", "Cairo"): frozenset(range(6)), **_TALKED}
_OLDER: State = {**reports(dict.fromkeys(range(6), 1)), ("set", "Cairo"): frozenset(range(3)), **_TALKED}
_NEWER: State = {
    **reports({**dict.fromkeys(range(2, 12), 1), 2: 2, 3: 2}),
    ("set", "Doha"): frozenset(range(4, 8)),
    ("talk", "amal"): ("Who came?", _said(("Who came?", 1, 1, "like"), ("And then?", 3, 2, None))),
    ("talk", "basil"): ("Who left?", _said(("Who left?", 5, 1, None))),
}


def _base(place: Workplace) -> None:
    ingest(place.home, [report(number) for number in range(12)])
    place.corpus.sets.make("Cairo", _ids(*range(6)))
    _begin("amal", "Who came?", 1).act(place)
    place.history.rate("amal", _conversation(place, "amal"), 0, "like")


def _outdated(place: Workplace) -> None:
    """Make a home whose Chroma folder is of an earlier day, as after a copy of only a part of it."""
    ingest(place.home, [report(number) for number in range(6)])
    place.close()
    shutil.copytree(place.folder / "chroma", place.root / "kept")
    _base(place)
    place.close()
    shutil.rmtree(place.folder / "chroma")
    (place.root / "kept").rename(place.folder / "chroma")


def _replaced(place: Workplace) -> None:
    """Make a home and a backup of its earlier state."""
    ingest(place.home, [report(number) for number in range(6)])
    place.corpus.sets.make("Cairo", _ids(0, 1, 2))
    _begin("amal", "Who came?", 1).act(place)
    place.history.rate("amal", _conversation(place, "amal"), 0, "like")
    place.corpus.backup(place.given / "older.sqlite")
    ingest(place.home, [report(2, 2), report(3, 2), *(report(number) for number in range(6, 12))])
    ingestion.remove(place.home, _ids(0, 1))
    place.corpus.sets.delete("Cairo")
    place.corpus.sets.make("Doha", _ids(*range(4, 8)))
    place.history.add("amal", _conversation(place, "amal"), _answer("And then?", 3, 2))
    _begin("basil", "Who left?", 5).act(place)


def _damaged(place: Workplace) -> None:
    """Make a home whose catalogue is overwritten but for its first bytes, and a backup of it."""
    _replaced(place)
    place.close()
    catalogue = place.folder / "catalogue.sqlite"
    content = catalogue.read_bytes()
    catalogue.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


PREPARATIONS: Mapping[str, Act] = {
    "nothing": Workplace.close,
    "base": _base,
    "outdated": _outdated,
    "replaced": _replaced,
    "damaged": _damaged,
}
"""What fills the workplace that an operation starts from, by name."""


# The operations


def _history() -> tuple[Step, ...]:
    first, second = ("Who came?", 1, 1, "like"), ("Who spoke?", 2, 1, None)
    amal, basil = ("talk", "amal"), ("talk", "basil")

    def again(place: Workplace) -> None:
        place.history.truncate("amal", _conversation(place, "amal"), 1)
        place.history.add("amal", _conversation(place, "amal"), _answer("Who spoke?", 2, 1))

    def rate(place: Workplace) -> None:
        place.history.rate("amal", _conversation(place, "amal"), 1, "dislike", "too short")

    def rename(place: Workplace) -> None:
        place.history.rename("amal", _conversation(place, "amal"), "Cairo")

    def cut(place: Workplace) -> None:
        place.history.truncate("amal", _conversation(place, "amal"), 1)

    rated = ("Who spoke?", 2, 1, "dislike")
    return (
        Step(_begin("amal", "Who came?", 1).act, [{amal: None}, {amal: ("Who came?", _said((*first[:3], None)))}]),
        Step(again, [{amal: ("Who came?", _said((*first[:3], None), second))}]),
        Step(rate, [{amal: ("Who came?", _said((*first[:3], None), rated))}]),
        _begin("basil", "Who left?", 3),
        Step(rename, [{amal: ("Cairo", _said((*first[:3], None), rated))}]),
        Step(lambda place: place.history.delete_all("basil"), [{basil: None}]),
        Step(cut, [{amal: ("Cairo", _said((*first[:3], None)))}]),
        _begin("basil", "Who stayed?", 4),
    )


def _all() -> Iterable[Operation]:
    yield Operation("first", "nothing", {}, (_ingest((n, 1) for n in range(6)), _ingest((n, 1) for n in range(6, 9))))
    more = [_ingest((n, 1) for n in range(start, start + 4)) for start in (12, 16, 20)]
    yield Operation("ingest", "base", _BASE, tuple(more))
    newer = [(n, 2) for n in range(6)]
    yield Operation("replace", "base", _BASE, (_ingest(newer), _ingest([(6, 2), (7, 2), (6, 3), (0, 3)])))
    yield Operation("remove", "base", _BASE, (_remove((0, 1)), _remove((2, 7, 8))))
    yield Operation("reindex", "base", _BASE, (Step(lambda place: repair.reindex(place.home), [{}]),))
    yield Operation("repair", "outdated", _BASE, (Step(lambda place: repair.repair(place.home), [{}]),))
    yield Operation("rebuild", "base", _BASE, (Step(_rebuild, [{}], whole=True),))
    gone = documents_of(_NEWER).keys() - _OLDER.keys()
    restored = {**dict.fromkeys(gone), **documents_of(_OLDER)}  # conversations stay
    yield Operation("restore", "replaced", _NEWER, (Step(_restore, [restored], whole=True),))
    yield Operation("recover", "damaged", {}, (Step(_restore, [_OLDER], whole=True),), broken=True)
    later = changed(_BASE, reports({12: 1, 13: 1}))
    steps = (_backup("one.sqlite", _BASE), _ingest([(12, 1), (13, 1)]), _backup("two.sqlite", later))
    yield Operation("backup", "base", _BASE, steps)
    yield Operation("history", "base", _BASE, _history())
    ours = 40
    yield Operation(
        "jobs",
        "base",
        _BASE,
        (
            _upload((ours, 1), (ours + 1, 1), (ours + 2, 1)),
            _job(lambda place: place.corpus.jobs.remove(_ids(3, 4)), [{("report", 3): None}, {("report", 4): None}]),
            _upload((ours, 2)),
            _job(lambda place: place.corpus.jobs.reindex(), [{}]),
        ),
    )
    doha, muscat = ("set", "Doha"), ("set", "Muscat")
    yield Operation(
        "sets",
        "base",
        _BASE,
        (
            _sets(lambda sets: sets.put("Doha", _ids(1, 2)), {doha: frozenset({1, 2})}),
            _sets(lambda sets: sets.add("Doha", _ids(8)), {doha: frozenset({1, 2, 8})}),
            _sets(lambda sets: sets.drop("Doha", _ids(1)), {doha: frozenset({2, 8})}),
            _sets(_renamed, {doha: None, muscat: frozenset({2, 8})}),
            _sets(lambda sets: sets.delete("Cairo") if _has(sets, "Cairo") else None, {("set", "Cairo"): None}),
        ),
    )


def _has(sets: Any, name: str) -> bool:
    return any(one.name == name for one in sets.all())


def _renamed(sets: Any) -> None:
    if _has(sets, "Muscat"):
        sets.delete("Muscat")
    sets.rename("Doha", "Muscat")


OPERATIONS = {one.name: one for one in _all()}
