"""`dragoman history`, as it is run."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import Dragoman
from dragoman.cli.history import history
from dragoman.corpus.errors import InputError
from dragoman.index.ingest import ingest
from tests.assistant.answers import DOCUMENTS, answered, cite, quoted

EGYPT = "Egypt hosted the factions in Cairo on 1 October."


@pytest.fixture
def kept(tmp_path: Path) -> tuple[str, str]:
    """The home, with a conversation of each of two visitors, and the first one's id."""
    home = tmp_path / "home"
    with Dragoman.open(home) as dragoman:
        ingest(dragoman._home, DOCUMENTS[:1])
        answer = answered("Who hosted the factions?", quoted(cite(1, DOCUMENTS[0], EGYPT)))
        for user in ("ann", "ben"):
            name = dragoman.history.begin(user).id
            dragoman.history.add(user, name, answer)
        dragoman.history.rename("ben", name, "Ben's notes")
        first = dragoman.history.conversations("ann")[0].id
    return str(home), first


def run(*arguments: str) -> str:
    done = CliRunner().invoke(history, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_listing_shows_every_visitors_latest_first(kept: tuple[str, str]) -> None:
    home, first = kept
    lines = run("list", "--home", home).splitlines()
    assert [line.split("  ")[-1] for line in lines] == [
        "Ben's notes (1 question)",
        "Who hosted the factions? (1 question)",
    ]
    assert lines[1].startswith(first)
    assert [one["id"] for one in json.loads(run("list", "--json", "--limit", "1", "--home", home))] != [first]
    assert "Ben's" in run("list", "--search", "ben host", "--home", home)
    assert run("list", "--search", "zebra", "--home", home) == "Nothing was found.\n"


def test_showing_and_exporting(kept: tuple[str, str], tmp_path: Path) -> None:
    home, first = kept
    assert f"“{EGYPT}” — Paper 1, undated [1]" in run("show", first, "--home", home)
    shown = json.loads(run("show", first, "--json", "--home", home))
    assert shown == json.loads(run("export", first, "--format", "json", "--home", home))
    assert run("export", first, "--home", home).startswith("# Who hosted the factions?\n")
    to = tmp_path / "talk.html"
    run("export", first, "--format", "html", "--to", str(to), "--home", home)
    assert to.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(InputError, match="exists already"):
        run("export", first, "--to", str(to), "--home", home)
    with pytest.raises(InputError, match="no conversation"):
        run("show", "c-unknown", "--home", home)


def test_deleting_one_and_all(kept: tuple[str, str]) -> None:
    home, first = kept
    with pytest.raises(InputError, match="--all"):
        run("delete", "--home", home)
    with pytest.raises(InputError, match="--all"):
        run("delete", first, "--all", "--home", home)
    assert run("delete", first, "--home", home) == "1 conversation deleted\n"
    assert json.loads(run("delete", "--all", "--json", "--home", home)) == {"deleted": 1}
    assert run("list", "--home", home) == "No conversation is kept.\n"
