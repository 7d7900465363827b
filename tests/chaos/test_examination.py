"""The examination itself: each kind of fault, made by hand, is found."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.chaos.examination import examine
from tests.chaos.operations import OPERATIONS
from tests.chaos.preparations import PREPARATIONS
from tests.chaos.workplace import Workplace


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    found = Workplace(tmp_path)
    found.written.mkdir()
    PREPARATIONS["base"](found)
    found.close()
    return found


def kinds(place: Workplace, operation: str, acknowledged: int) -> set[str]:
    return {one.kind for one in examine(place, OPERATIONS[operation], acknowledged)}


def changed(place: Workplace, *statements: str) -> None:
    with closing(sqlite3.connect(place.folder / "catalogue.sqlite")) as catalogue, catalogue:
        for statement in statements:
            catalogue.execute(statement)


def test_a_home_before_any_step_is_sound(place: Workplace) -> None:
    assert kinds(place, "ingest", 0) == set()


def test_a_step_that_was_acknowledged_and_left_no_trace_is_lost(place: Workplace) -> None:
    assert kinds(place, "ingest", 1) == {"lost"}


def test_a_conversation_with_other_words_is_lost(place: Workplace) -> None:
    changed(place, """UPDATE messages SET answer = replace(answer, '"start":', '"start":1')""")
    assert "lost" in kinds(place, "sets", 0)


def test_a_report_that_is_stored_twice_is_doubled(place: Workplace) -> None:
    with closing(sqlite3.connect(place.folder / "catalogue.sqlite")) as catalogue:
        columns = [row[1] for row in catalogue.execute("PRAGMA table_info(documents)")]
    others = [name for name in columns if name not in ("row", "id")]
    listed = ", ".join(f'"{name}"' for name in others)
    copied = (
        f"""INSERT INTO documents (id, {listed}) SELECT 'x' || substr(id, 2), {listed} FROM documents WHERE "row" = 1"""
    )
    changed(place, copied)
    assert "doubled" in kinds(place, "ingest", 0)


def test_a_sentence_without_its_words_is_repaired(place: Workplace) -> None:
    changed(place, "UPDATE words SET body = 'nothing' WHERE rowid = 1")
    assert kinds(place, "sets", 0) == {"repaired"}


def test_a_sentence_with_the_vector_of_another_is_unreachable(place: Workplace) -> None:
    changed(place, "UPDATE passages SET vectors = (SELECT vectors FROM passages WHERE row = 2) WHERE row = 1")
    assert "unreachable" in kinds(place, "sets", 0)


def test_a_backup_that_was_acknowledged_and_is_not_there_is_lost(place: Workplace) -> None:
    assert "lost" in kinds(place, "backup", 1)
