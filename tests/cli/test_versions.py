"""`dragoman edit`, `versions` and `restore`, as a user runs them."""

from pathlib import Path

import pytest

from tests.cli.test_cli import printed
from tests.command import run

FIRST = "The ferry committee met in Lorne on Monday. It asked for two new boats before the winter.\n"
SECOND = "The ferry committee met in Lorne on Monday. It asked for three new boats before the winter.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "ferry.txt").write_text(FIRST)
    assert run("ingest", str(tmp_path / "ferry.txt"), home=tmp_path / "home").returncode == 0
    return tmp_path / "home"


def test_what_was_edited_replaced_or_removed_is_kept_and_comes_back(home: Path) -> None:
    source = str(home.parent / "ferry.txt")
    [one] = printed("documents", "--json", home=home)["documents"]
    done = run("show", one["id"], home=home)
    assert "no publisher and no day of publication" in done.stderr
    edited = printed("edit", one["id"], "--published", "3 March 2025", "--publisher", "Lorne Post", "--json", home=home)
    assert (edited["publisher"], edited["published"]) == ("Lorne Post", "2025-03-03")
    assert edited["date_source"] == "an edit"
    assert printed("ingest", source, "--json", home=home)["unchanged"] == 1

    Path(source).write_text(SECOND)
    assert printed("ingest", source, "--json", home=home)["updated"] == 1
    [new] = printed("documents", "--json", home=home)["documents"]
    assert (new["publisher"], new["published"]) == ("Lorne Post", "2025-03-03")
    history = printed("versions", new["id"], "--json", home=home)
    assert [one["id"] for one in history["versions"]] == [edited["id"]]
    assert [(one["field"], one["before"], one["after"]) for one in history["edits"]] == [
        ("publisher", None, "Lorne Post"),
        ("published", None, "2025-03-03"),
    ]

    back = printed("restore", edited["id"], "--json", home=home)
    assert back["text"] == FIRST.strip()
    assert [one["id"] for one in printed("documents", "--json", home=home)["documents"]] == [edited["id"]]
    assert run("remove", edited["id"], home=home).returncode == 0
    [gone] = printed("versions", "--json", home=home)["documents"]
    assert (gone["id"], gone["reason"]) == (edited["id"], "removed")
    assert printed("restore", edited["id"], "--json", home=home)["publisher"] == "Lorne Post"

    assert run("remove", edited["id"], home=home).returncode == 0
    assert "Nothing of it is kept" in run("remove", edited["id"], "--for-good", home=home).stderr
    assert printed("versions", "--json", home=home)["documents"] == []
    assert run("restore", edited["id"], home=home).returncode == 2


@pytest.mark.parametrize(
    ("option", "value", "said"), [("--published", "soon", "not a day"), ("--title", " ", "needs a title")]
)
def test_a_wrong_value_is_refused(home: Path, option: str, value: str, said: str) -> None:
    [one] = printed("documents", "--json", home=home)["documents"]
    done = run("edit", one["id"], option, value, home=home)
    assert (done.returncode, said in done.stderr) == (2, True)
