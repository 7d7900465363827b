"""Names and texts with control characters reach no terminal, and those that are not UTF-8 stop nothing."""

import os
from pathlib import Path

import pytest

from tests.command import run

RED = "\x1b[31mred\x07"
OBEYED = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066")


def harmless(text: str) -> bool:
    return not any(sign in text for sign in OBEYED)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text("Mediators met in Alexandria on Monday.", encoding="utf-8")
    (folder / f"{RED}.txt").write_text("Delegates met in Geneva on Tuesday.", encoding="utf-8")
    (folder / f"empty {RED}\u202e.txt").write_text("", encoding="utf-8")
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("They met in Doha.", encoding="utf-8")
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe8.txt")).write_text("They met in Oslo.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    return folder


def test_names_that_are_not_utf8_are_read_and_codes_are_shown_as_escapes(reports: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = run("ingest", str(reports), home=home)
    assert done.returncode == 2, "the empty file is refused"
    assert "4 added" in done.stdout
    assert harmless(done.stdout + done.stderr)
    assert r"\x1b[31mred\x07" in done.stderr
    listed = run("documents", home=home)
    assert listed.stdout.count("Caf\ufffd") == 2
    assert harmless(listed.stdout)
    one = os.fsdecode(os.fsencode(reports) + b"/caf\xe9.txt")
    assert "1 unchanged" in run("ingest", one, home=home).stdout, "a name that exists is no wrong argument"
    assert harmless(run("show", RED, home=home).stderr)
    assert harmless(run(RED, home=home).stderr), "typer's own messages"
    assert harmless(run("ask", "\u202eWho \x9bmet?", "--json", home=home).stdout), "JSON has the same value in escapes"


def test_what_is_not_utf8_is_refused_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("ask", "caf\udce9", home=tmp_path / "home")
    assert done.returncode == 2
    assert "not UTF-8" in done.stderr
    assert not (tmp_path / "home").exists(), "it is refused before anything is made"
    monkeypatch.setenv("DRAGOMAN_MODEL", "caf\udce9")
    assert "DRAGOMAN_MODEL" in run("doctor", home=tmp_path / "home").stderr
    monkeypatch.setenv("DRAGOMAN_MODEL", "")
    monkeypatch.setenv("DRAGOMAN_PORT", "many")
    wrong = run("serve", home=tmp_path / "home")
    assert (wrong.returncode, "DRAGOMAN_PORT" in wrong.stderr) == (2, True)
