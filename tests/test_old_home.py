"""A home made by the version of 25 November 2026 opens, answers, and keeps its sets and conversations.

`data/home-2026-11-25.jsonl` has what that version printed with `--json`, a command a line. Later versions may add to an
object; what was there stays. Sentences that explain something may be worded anew, but not appear or go. Left out: scores and
times of fresh answers, and an event's title in `compare`, which is one of two that are equally good. Utterances are read
again by the rules of today, so `said`, `people`, `timeline` and the day of a saying are those of 29 November 2026,
and so are the further quotations of `ask`.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.command import run

DATA = Path(__file__).parent / "data"
LINES = (DATA / "home-2026-11-25.jsonl").read_text(encoding="utf-8").splitlines()
EXPLANATIONS = {"reasons", "remarks", "notes", "said_on_basis"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    shutil.unpack_archive(DATA / "home-2026-11-25.tar.gz", folder)
    return folder / "home"


def printed(home: Path, command: Sequence[str]) -> Any:
    form = [] if "export" in command else ["--json"]
    done = run(*command, *form, home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def differences(expected: Any, found: Any, place: str = "") -> list[str]:
    """Where `found` lacks or changes what is in `expected`; keys that `expected` does not have are fine."""
    if isinstance(expected, dict) and isinstance(found, dict):
        wrong = [f"{place}/{key} is missing" for key in expected.keys() - found.keys()]
        for key in expected.keys() & found.keys():
            if key not in EXPLANATIONS:
                wrong += differences(expected[key], found[key], f"{place}/{key}")
            elif bool(expected[key]) != bool(found[key]):
                wrong.append(f"{place}/{key}: {expected[key]!r} is now {found[key]!r}")
        return wrong
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(expected, found, strict=True))
        return [wrong for number, (one, other) in pairs for wrong in differences(one, other, f"{place}/{number}")]
    return [] if expected == found else [f"{place}: {expected!r} is now {found!r}"]


@pytest.mark.parametrize("line", LINES, ids=[" ".join(json.loads(line)["command"]) for line in LINES])
def test_a_command_prints_what_it_did(home: Path, line: str) -> None:
    row = json.loads(line)
    assert not differences(row["prints"], printed(home, row["command"]))


def test_its_vectors_are_put_into_chroma_anew(home: Path) -> None:
    # The archive has the catalogue only; Chroma's folder is a copy of what stands there.
    assert printed(home, ["index", "repair"])["healthy"]
    assert printed(home, ["index", "verify"])["healthy"]


def test_a_difference_is_seen() -> None:
    # The comparison itself is checked, for a comparison that finds nothing looks like one that passes.
    assert differences({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == ["/a/1/b: 2 is now 3"]
    assert differences({"a": 1}, {}) == ["/a is missing"]
    assert differences([1], [1, 2]) == [": [1] is now [1, 2]"]
    assert differences({"notes": ["x"]}, {"notes": []})
    assert not differences({"notes": ["x"]}, {"notes": ["y"], "more": 1})
