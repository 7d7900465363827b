"""The gate on the bundled briefs: no figure is below its floor; and the exit codes of the commands."""

import json
from pathlib import Path

import pytest

from dragoman.assistant.settings import Settings
from dragoman.evals.report.tables import table
from dragoman.evals.run_file import EvalRun, Figure
from dragoman.evals.runs import gate, runner
from dragoman.evals.suites import loader
from tests.command import Done, run


# Several hundred questions would take twice as long if coverage were measured; the lines are those of `test_runner.py`.
@pytest.mark.no_cover
@pytest.mark.parametrize("name", [name for name in loader.NAMED if name in gate.load()])
def test_no_figure_is_below_its_floor(name: str, tmp_path: Path) -> None:
    found = gate.require_floors(runner.run(loader.load(name), Settings(home=tmp_path)), gate.load())
    assert gate.missed_floors(found) == (), f"\n{table(found)}"


def test_the_briefs_are_pinned() -> None:
    assert "briefs" in gate.load()


def test_floors_that_a_suite_brings_itself_stay_where_others_are_pinned() -> None:
    own = EvalRun("quotes", "a", "2026-11-22", (Figure("own", 0.9, 1, floor=0.8), Figure("pinned", 0.9, 1)))
    floored = gate.with_floors(own, {"quotes": gate.PinnedFloors("a", {"pinned": 0.95})})
    assert [one.floor for one in floored.figures] == [0.8, 0.95]


def command(home: Path, *arguments: str | Path) -> Done:
    return run("eval", *map(str, arguments), home=home)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    text = "The Nile is 6,650 kilometres long."
    rows = [
        {"document": text, "claim": text, "supported": True},
        {"document": text, "claim": "Ann left.", "supported": False},
    ]
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_run_compare_and_export_from_the_command_line(pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    done = command(tmp_path / "home", "run", pairs, "--json", out, "--metrics", "balanced accuracy")
    assert done.returncode == 0 and "balanced accuracy  1.000" in done.stdout, done.stderr
    compared = command(tmp_path / "home", "compare", out, out)
    assert compared.returncode == 0 and "0 won, 0 lost of 2" in compared.stdout
    nothing = command(tmp_path / "home", "export", out, tmp_path / "rows", "--to", "ragas")
    assert nothing.returncode == 2 and not (tmp_path / "rows").exists()
    whole = command(tmp_path / "home", "run", pairs, "--json", "-")
    assert json.loads(whole.stdout)["figures"] and not whole.stdout.startswith("claims")


def test_bad_data_ends_with_2_and_writes_nothing(pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    with pairs.open("a") as stream:
        stream.write("\n{broken\n")
    done = command(tmp_path / "home", "run", pairs, "--json", out)
    assert done.returncode == 2 and "claims.jsonl line 4" in done.stderr
    assert not out.exists() and not (tmp_path / "home" / "evals").exists()
    nowhere = command(tmp_path / "home", "run", pairs, "--json", tmp_path / "no" / "run.json")
    assert nowhere.returncode == 2 and "folder does not exist" in nowhere.stderr
    unpinned = command(tmp_path / "home", "gate", "no-such-suite")
    assert unpinned.returncode == 2 and "no suite" in unpinned.stderr
