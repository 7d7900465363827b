"""What must hold after a kill: the home opens, and holds what was acknowledged, once, complete and reachable.

The operation is then run again, which must succeed and leave exactly what it leaves when nothing interrupts it.
"""

import shutil
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from dragoman.corpus.errors import CorruptIndex, DragomanError, HomeError
from dragoman.corpus.language.terms import match_expression, terms
from dragoman.corpus.types import Span
from dragoman.index import backups
from dragoman.index.storage.schema import documents, passages
from dragoman.index.storage.vectors import ExactVectors

from .expected import State, documents_of, observed, synchronous
from .reports import HashEncoder, report, segments, words_of
from .steps import Operation
from .workplace import Workplace

Kind = Literal["lost", "doubled", "unreachable", "unclean", "left over", "repaired"]
_WORDS = "SELECT rowid FROM words WHERE words MATCH ?"
_SEARCHING = ("synchronising Chroma", "looking for sentences")
KINDS: tuple[Kind, ...] = ("lost", "doubled", "unreachable", "unclean", "left over", "repaired")
"""The kinds of findings. The last is not a fault: `repair` was needed, and was enough."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, and where it was found, in a sentence."""

    kind: Kind
    what: str


def examine(
    place: Workplace, operation: Operation, acknowledged: int, *, power_lost: bool = False
) -> Iterable[Finding]:
    """Open the home of an interrupted operation, and yield what is wrong. Later steps are not taken if an early one fails."""
    stage = "opening the home"
    try:
        if operation.broken and not acknowledged and not _opens(place):
            yield from _repeated(place, operation)
            return
        stage = "reading it"
        found, doubled = observed(place, operation.users)
        yield from (Finding("doubled", one) for one in doubled)
        promised = acknowledged if not power_lost or synchronous(place) else 0
        yield from _compare(found, operation, promised, acknowledged)
        stage = "welcoming a user"
        if (acknowledged or operation.begins) and found and place.corpus.welcome() is not None:
            yield Finding("lost", "the home counted as new: the briefs were added to it")
        stage = "synchronising Chroma"
        place.home.vectors.sync()
        yield from _mended(place)
        stage = "looking for sentences"
        yield from _reachable(place, found)
        stage = "opening the jobs"
        yield from (
            Finding("left over", f"the job {one.id} is still {one.state}")
            for one in place.corpus.jobs.all()
            if not one.over
        )
        stage = "reading the backups"
        yield from _backups(place, operation, acknowledged)
        stage = "running the operation again"
        yield from _repeated(place, operation)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is a finding
        kind: Kind = "unreachable" if stage in _SEARCHING else "lost"
        where = traceback.extract_tb(error.__traceback__)[-1]
        named = f"{type(error).__name__}: {error}"
        found_at = "" if isinstance(error, DragomanError) else f" ({Path(where.filename).name}:{where.lineno})"
        yield Finding(kind, f"{stage} failed: {named}{found_at}")
    finally:
        place.close()


def _opens(place: Workplace) -> bool:
    try:
        return place.home is not None
    except (HomeError, CorruptIndex):
        return False


def _repeated(place: Workplace, operation: Operation) -> Iterable[Finding]:
    """Run the operation again, and compare the home with what it leaves when nothing interrupts it."""
    operation.run(place, lambda _: None)
    found, doubled = observed(place, operation.users)
    yield from (Finding("doubled", f"after another run, {one}") for one in doubled)
    expected = {key: value for key, value in operation.ends.items() if key[0] != "backup"}
    if found != expected:
        yield Finding("lost", f"after another run, the home differs: {_difference(found, expected)}")
    yield from (Finding("unreachable", f"after another run, {one}") for one in place.corpus.verify().problems)
    yield from _reachable(place, found)


def _compare(found: State, operation: Operation, promised: int, acknowledged: int) -> Iterable[Finding]:
    """Compare what the home holds with what it may hold if `promised` steps must be there, and one more may be under way."""
    if promised < len(operation.steps) and not operation.broken:
        possible = [state for through in operation.states[promised : acknowledged + 1] for state in through]
    else:
        possible = [operation.ends]
    wrong = [
        f"{key} is {found.get(key)!r}, not {' or '.join(sorted({repr(state.get(key)) for state in possible}))}"
        for key in sorted({key for state in (found, *possible) for key in state if key[0] != "backup"}, key=repr)
        if found.get(key) not in [state.get(key) for state in possible]
    ]
    if wrong:
        yield Finding("lost", _listed(wrong))
    current = operation.steps[min(promised, len(operation.steps) - 1)]
    if current.whole and documents_of(found) not in [documents_of(state) for state in possible]:
        yield Finding(
            "lost", f"the home is neither in the old nor in the new state: {_difference(found, possible[-1])}"
        )


def _difference(found: State, expected: State) -> str:
    differing = (key for key in sorted(found.keys() | expected.keys(), key=repr) if found.get(key) != expected.get(key))
    return _listed([f"{key} is {found.get(key)!r}, not {expected.get(key)!r}" for key in differing])


def _listed(wrong: list[str]) -> str:
    return "; ".join(wrong[:3]) + (f"; and {len(wrong) - 3} more" if len(wrong) > 3 else "")


def _mended(place: Workplace) -> Iterable[Finding]:
    """Verify the home, and repair it if there are problems."""
    problems = place.corpus.verify().problems
    if problems:
        yield Finding("repaired", "; ".join(problems))
        if left := place.corpus.repair().problems:
            yield Finding("unreachable", f"after repair: {'; '.join(left)}")


def _reachable(place: Workplace, found: State) -> Iterable[Finding]:
    """Look for every sentence by its words and by its vector, in Chroma and exactly."""
    engine = place.home.catalogue.engine
    looked = [
        (word, report(number, version), span)
        for number, version in sorted(
            (int(key[1]), value) for key, value in found.items() if key[0] == "report" and isinstance(value, int)
        )
        for word, span in zip(words_of(number, version), _spans(number, version), strict=True)
    ]
    if not looked:
        return
    vectors = HashEncoder().encode([span.of(document.text) for _, document, span in looked])
    exact = ExactVectors(engine)
    hits = {"exactly": [exact.nearest(vector, 1)[0] for vector in vectors]}
    if place.home.vectors.connect():
        near = place.home.vectors.chroma.nearest_ids(vectors, 1)
        hits["in Chroma"] = [(int(ids[0].partition(":")[0]), 1.0) if ids else (0, 0.0) for ids in near]
    query = select(passages.c.row, passages.c.start, passages.c.end, documents.c.id).join(documents)
    with engine.connect() as connection:
        spans = {row.row: (row.id, row.start, row.end) for row in connection.execute(query)}
        for at, (word, document, span) in enumerate(looked):
            matching = connection.exec_driver_sql(_WORDS, (match_expression(terms(word)),)).scalars().all()
            if [spans.get(row, ("",))[0] for row in matching] != [document.id]:
                yield Finding("unreachable", f"{word} of {document.title!r} is not found by its words, but {matching}")
            for how, nearest in hits.items():
                name, start, end = spans.get(nearest[at][0], ("", 0, 0))
                if name != document.id or not start <= span.start < end or nearest[at][1] < 0.999:
                    yield Finding("unreachable", f"{span} of {document.title!r} is not found {how}, but {nearest[at]}")


def _spans(number: int, version: int) -> list[Span]:
    """Return the sentence of each of a report's words; uploaded files have a heading besides."""
    text = report(number, version).text
    inside = segments(number, version).sentences
    return [next(span for span in inside if word in span.of(text)) for word in words_of(number, version)]


def _backups(place: Workplace, operation: Operation, acknowledged: int) -> Iterable[Finding]:
    """Restore every backup that is there into a home of its own; those acknowledged must be there."""
    states = [state for through in operation.states for state in through]
    holds = {str(key[1]): value for state in states for key, value in state.items() if key[0] == "backup"}
    done = operation.states[acknowledged - 1][-1] if acknowledged else operation.begins
    for name, content in holds.items():
        path = place.written / name
        if not path.exists():
            if ("backup", name) in done:
                yield Finding("lost", f"the backup {name} was acknowledged and is not there")
            continue
        other = Workplace(place.root / f"restored-{name}")  # Chroma remembers folders by their paths
        try:
            backups.restore(other.folder, path, encoder=HashEncoder())
            found, _ = observed(other, ())
            if frozenset(documents_of(found).items()) != content:
                yield Finding("lost", f"the backup {name} differs: {_difference(found, dict(content))}")
        except DragomanError as error:
            yield Finding("lost", f"the backup {name} cannot be restored: {error}")
        finally:
            other.close()
            shutil.rmtree(other.root, ignore_errors=True)
            path.unlink()
