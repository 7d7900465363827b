"""`dragoman said`, as a user runs it."""

import csv
import io
import json
from pathlib import Path

import pytest

from dragoman.assistant.contract.timeline import Utterance
from tests.command import run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("said")
    (folder / "report.md").write_text(
        "---\ntitle: A round\npublished: 2025-11-05\npublisher: Test Courier\n---\n"
        "Salma Haddad, who chairs the office, said on Sunday: “Fourteen delegations accepted.”\n\n"
        "“We will come,” the Egyptian source said.\n",
        encoding="utf-8",
    )
    assert run("ingest", str(folder / "report.md"), home=folder / "home").returncode == 0
    return folder / "home"


def test_json_agrees_with_show(home: Path) -> None:
    done = run("said", "--json", home=home)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [one["speaker"] for one in found] == ["the Egyptian source", "Salma Haddad"]
    shown = json.loads(run("show", found[0]["document_id"], "--json", home=home).stdout)
    for one in found:
        assert tuple(one) == tuple(Utterance.model_fields)
        assert shown["text"][one["start"] : one["end"]] == one["text"]
    assert found[1]["said_on"] == "2025-11-02"
    assert "Sunday" in found[1]["said_on_basis"]


def test_csv_and_table_say_the_same(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("said", "--csv", "--speaker", "Haddad", home=home).stdout)))
    assert [row["text"] for row in rows] == ["Fourteen delegations accepted."]
    table = run("said", "--speaker", "Haddad", home=home).stdout
    assert "2025-11-02" in table
    assert "“Fourteen delegations accepted.”" in table
    assert run("said", "--speaker", "Nobody At All", home=home).stdout == "Nothing was found.\n"


@pytest.mark.parametrize("wrong", [("--since", "soon"), ("--kind", "loud"), ("--json", "--csv")])
def test_what_cannot_be_read_is_refused(home: Path, wrong: tuple[str, str]) -> None:
    done = run("said", *wrong, home=home)
    assert done.returncode == 2
    assert "give" in done.stderr
    assert "Traceback" not in done.stderr
