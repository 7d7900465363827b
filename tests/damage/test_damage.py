"""Damaged homes: no command ends in a bug, `verify` names every damage, and `repair` heals it or sets it aside.

A sample runs by default; DRAGOMAN_DAMAGE=all runs every damage with five commands each, some 500 combinations.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.damage.damages import DAMAGES, HomeDamage
from tests.damage.trial import COMMANDS, Prepared, prepare, trial

ALL = os.environ.get("DRAGOMAN_DAMAGE") == "all"
SAMPLE = (
    "documents.text: not UTF-8",
    "words: no structure",
    "messages.answer: a wrong type",
    "chroma.sqlite3: random",
)
CHOSEN = [one for one in DAMAGES if ALL or one.name in SAMPLE]


@pytest.fixture(scope="module")
def sound(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(briefs_home(tmp_path_factory.mktemp("sound") / "home"))


@pytest.mark.parametrize("damage", CHOSEN, ids=lambda one: one.name)
def test_a_damage_is_named_and_mended_and_stops_nothing(sound: Prepared, tmp_path: Path, damage: HomeDamage) -> None:
    names, at = list(COMMANDS), DAMAGES.index(damage)
    number = 5 if ALL else 2
    commands = [names[(at * number + step) % len(names)] for step in range(number)]
    assert trial(sound, tmp_path, damage, commands) == []


def test_every_damage_has_a_name_of_its_own() -> None:
    names = [one.name for one in DAMAGES]
    assert len(set(names)) == len(names)
    assert set(SAMPLE) <= set(names)
