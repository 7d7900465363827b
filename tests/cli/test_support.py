"""`dragoman support`, as a user runs it."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman import Dragoman
from dragoman.corpus.errors import InputError
from tests import command
from tests.command import Done

REPORT = "Salma Haddad said 14 delegations had accepted the invitation. She did not name them."


def run(*arguments: str, home: Path, stdin: str | None = None) -> Done:
    return command.run("support", *arguments, home=home, stdin=stdin)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("support")
    (folder / "report.md").write_text(f"---\ntitle: Invitations\n---\n{REPORT}\n", encoding="utf-8")
    with Dragoman.open(folder / "home") as dragoman:
        dragoman.ingest([folder / "report.md"])
    return folder / "home"


@pytest.fixture(scope="module")
def stored(home: Path) -> Any:
    with Dragoman.open(home) as dragoman:
        return dragoman.search("invitation", 1).hits[0].passage.document


def test_a_supported_claim_exits_0_and_names_the_sentence(home: Path) -> None:
    done = run(
        "--claim", "Fourteen delegations had accepted the invitation.", "--evidence", REPORT, "--json", home=home
    )
    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert found["verdict"] == "supported" and found["reasons"] == []
    where = found["evidence"]
    assert REPORT[where["start"] : where["end"]] == where["text"] and where["index"] == 0


def test_one_that_is_not_exits_1_and_says_why(home: Path) -> None:
    done = run("--claim", "40 delegations had accepted the invitation.", "--evidence", REPORT, home=home)
    assert done.returncode == 1
    assert "the number 40 is not in the evidence" in done.stdout


def test_lines_in_lines_out_and_bad_ones_do_not_stop_the_rest(home: Path, stored: Any) -> None:
    given = [
        {"id": "a", "claim": "She did not name them.", "document": stored.id},
        {"id": "b", "claim": "She named them.", "evidence": [REPORT]},
        {"id": "c", "evidence": [REPORT]},
        {"id": "d", "claim": "She named them."},
        {"id": "e", "claim": "Who?", "document": "nowhere"},
        {"id": "f", "claim": " ", "evidence": [REPORT]},
        {"id": "g", "claim": "She did not name them.", "evidence": []},
    ]
    done = run("--jsonl", "-", home=home, stdin="\n".join([*map(json.dumps, given), "{"]))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2 and [row["id"] for row in rows] == [*"abcdefg", None]
    first = rows[0]
    assert first["verdict"] == "supported"
    assert stored.text[first["evidence"]["start"] : first["evidence"]["end"]] == "She did not name them."
    assert first["evidence"]["document_id"] == stored.id
    assert rows[1]["verdict"] == "contradicted"
    for row, words in zip(
        rows[2:6], ("'claim' is missing", "either", "no document has the id", "no words"), strict=True
    ):
        assert words in row["error"]["message"]
    assert (rows[6]["verdict"], rows[6]["evidence"]) == ("not_enough_evidence", None)
    assert "not JSON" in rows[7]["error"]["message"]


def test_the_facade_wants_one_kind_of_evidence(home: Path, stored: Any) -> None:
    with Dragoman.open(home) as dragoman:
        assert dragoman.support("She did not name them.", document=stored.id).verdict == "supported"
        with pytest.raises(InputError, match="either"):
            dragoman.support("She did not name them.")
