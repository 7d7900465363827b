"""`dragoman documents` and `dragoman sets`, as a user runs them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_cli import printed
from tests.command import run


@pytest.fixture(scope="module")
def home(briefs_home: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return briefs_home(tmp_path_factory.mktemp("library") / "home")


def test_documents_are_listed_kept_in_a_set_and_asked_alone(home: Path) -> None:
    listed = printed("documents", "shaath", "--sort", "size", "--json", home=home)["documents"]
    every = printed("documents", "--limit", "3", "--language", "en", "--json", home=home)
    assert (len(every["documents"]), every["total"]) == (3, 33)
    assert [one["published"] for one in every["documents"]] == sorted(
        (one["published"] for one in every["documents"]), reverse=True
    )
    chosen = (listed or every["documents"])[0]["id"]
    assert printed("sets", "make", "Of one", chosen, "--json", home=home) == {"name": "Of one", "documents": 1}
    assert {"name": "Of one", "documents": 1, "fixed": False} in printed("sets", "list", "--json", home=home)
    found = printed("search", "committee", "--set", "of ONE", "--json", home=home)["hits"]
    assert {hit["document_id"] for hit in found} == {chosen}
    lines = '{"id": 1, "query": "committee", "set": "Of one"}\n{"id": 2, "query": "committee", "set": "other"}\n'
    done = run("search", "--jsonl", "-", home=home, stdin=lines)
    assert done.returncode == 2
    assert "there is no document set 'other'; there are: briefs, added, Of one" in done.stdout.splitlines()[1]
    assert run("sets", "delete", "Of one", home=home).returncode == 0
    gone = run("said", "--set", "Of one", home=home)
    assert (gone.returncode, gone.stdout) == (2, "")


def test_one_of_several_publishers_will_do(home: Path) -> None:
    found = printed("search", "committee", "--publisher", "i24", "--publisher", "TASS", "--json", home=home)["hits"]
    assert {hit["based_on"]["publisher"] for hit in found} == {"i24NEWS", "TASS"}


def test_what_cannot_be_sorted_by_says_so(home: Path) -> None:
    done = run("documents", "--sort", "colour", home=home)
    assert done.returncode == 2
    assert "added, published, title" in done.stderr
