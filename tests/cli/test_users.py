"""`dragoman user`, `token` and `audit`, and `serve` where others could reach it."""

import json
import os
import pty
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from dragoman.assistant.accounts import Accounts
from dragoman.cli.change_log import record_change
from tests.command import ROOT, run

PASSWORD = "correct horse battery"


def test_users_are_added_changed_and_removed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "dragoman user add" in run("user", "list", home=home).stdout
    assert not home.exists(), "looking makes nothing"
    added = run("user", "add", "Ana", "--role", "editor", "--password-stdin", home=home, stdin=f"{PASSWORD}\n")
    assert (added.returncode, added.stdout) == (0, "ana may sign in as editor.\n")
    assert PASSWORD not in added.stdout + added.stderr
    assert run("user", "add", "ben@example.org", "--no-password", home=home).returncode == 0
    assert run("user", "role", "ana", "analyst", home=home).stdout == "ana is now analyst.\n"
    assert run("user", "password", "ana", "--password-stdin", home=home, stdin=f"{PASSWORD} staple\n").returncode == 0
    with Accounts(home) as accounts:
        assert accounts.sign_in("ana", PASSWORD, "").session is None
        assert accounts.sign_in("ana", f"{PASSWORD} staple", "").session
    listed = json.loads(run("user", "list", "--json", home=home).stdout)
    assert [(one["name"], one["role"], one["has_password"]) for one in listed] == [
        ("ana", "analyst", True),
        ("ben@example.org", "reader", False),
    ]
    assert run("user", "unlock", "ana", home=home).stdout == "ana is not locked out.\n"
    assert run("user", "remove", "ben@example.org", home=home).returncode == 0
    assert run("user", "list", home=home).stdout == "ana  analyst\n"


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (("user", "add", "ana", "--password-stdin"), "short\n", "at least 12"),
        (("user", "add", "ana", "--password-stdin"), "", "at least 12"),
        (("user", "add", "a b", "--no-password"), "", "cannot be a user's name"),
        (("user", "add", "ana"), PASSWORD, "--password-stdin"),
        (("user", "add", "ana", "--no-password", "--password-stdin"), "", "not both"),
        (("user", "remove", "nobody"), "", "there is no user"),
        (("user", "role", "nobody", "reader"), "", "there is no user"),
        (("user", "password", "nobody"), "", "there is no user"),
        (("token", "add", "nobody"), "", "there is no user"),
        (("token", "revoke", "x"), "", "there is no token"),
        (("audit", "--since", "yesterday"), "", "is not a day"),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], stdin: str, message: str) -> None:
    with Accounts(tmp_path) as accounts:
        accounts.users.all()  # the file is there
    done = run(*arguments, home=tmp_path, stdin=stdin)
    assert done.returncode == 2
    assert message in done.stderr and len(done.stderr.splitlines()) == 1


def test_tokens_are_shown_once(tmp_path: Path) -> None:
    run("user", "add", "ana", "--role", "editor", "--no-password", home=tmp_path)
    made = run("token", "add", "ana", "--scope", "write", "--expires", "30", home=tmp_path)
    secret = made.stdout.strip()
    with Accounts(tmp_path) as accounts:
        found = accounts.tokens.user(secret)
    assert found is not None and "edit" in found[1]
    [listed] = json.loads(run("token", "list", "--json", home=tmp_path).stdout)
    assert (listed["user"], listed["scope"]) == ("ana", "write") and listed["expires"] and listed["used"]
    assert secret not in run("token", "list", home=tmp_path).stdout
    assert run("token", "revoke", listed["id"], home=tmp_path).returncode == 0
    assert run("token", "list", "--json", home=tmp_path).stdout.strip() == "[]"


def test_the_log_is_listed(tmp_path: Path) -> None:
    assert run("audit", home=tmp_path / "none").stdout == "Nothing is recorded.\n"
    run("user", "add", "ana", "--no-password", home=tmp_path)
    with Accounts(tmp_path) as accounts:
        accounts.audit.record("ana", "10.0.0.1", "removed documents", "1 document: \x1b]0;stolen\x07")
    rows = json.loads(run("audit", "--json", home=tmp_path).stdout)
    assert [one["action"] for one in rows] == ["added a user", "removed documents"]
    shown = run("audit", "--user", "ana", "--since", "2026-01-01", home=tmp_path).stdout
    assert "ana from 10.0.0.1  removed documents: 1 document:" in shown and "\x1b" not in shown
    assert run("audit", "--since", "2999-01-01", home=tmp_path).stdout == "Nothing is recorded.\n"


def test_a_password_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    main, terminal = pty.openpty()
    environment = {**os.environ, "DRAGOMAN_HOME": str(tmp_path)}
    call = [sys.executable, "-m", "dragoman.cli", "user", "add", "ana"]
    streams = {"stdin": terminal, "stdout": terminal, "stderr": terminal}
    process = subprocess.Popen(call, cwd=ROOT, env=environment, start_new_session=True, close_fds=True, **streams)  # type: ignore[call-overload]
    shown = b""
    for prompt in (b"12 characters)", b"same again"):
        while prompt not in shown:
            shown += os.read(main, 1000)
        while termios.tcgetattr(terminal)[3] & termios.ECHO:  # what is typed before is thrown away
            time.sleep(0.01)
        os.write(main, f"{PASSWORD}\n".encode())
    while b"may sign in" not in shown:
        shown += os.read(main, 1000)
    process.wait()
    os.close(terminal)
    os.close(main)
    assert PASSWORD.encode() not in shown
    with Accounts(tmp_path) as accounts:
        assert accounts.sign_in("ana", PASSWORD, "").session


def test_a_server_for_others_needs_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    refused = run("serve", "--host", "0.0.0.0", "--port", "0", home=home)
    assert refused.returncode == 2
    assert "dragoman user add NAME" in refused.stderr and "--without-users" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    monkeypatch.setenv("DRAGOMAN_USERS", "on")
    assert run("serve", "--port", "0", home=home).returncode == 2
    monkeypatch.setenv("DRAGOMAN_USERS", "auto")
    monkeypatch.setenv("DRAGOMAN_PROXY_ADDRESSES", "127.0.0.1")
    assert run("serve", "--port", "0", home=home).returncode == 2
    monkeypatch.setenv("DRAGOMAN_PROXY_ADDRESSES", "everywhere")
    assert "DRAGOMAN_PROXY_ADDRESSES" in run("serve", "--port", "0", home=home).stderr
    assert not home.exists()


def test_changes_from_a_shell_are_in_the_log_once_there_are_users(tmp_path: Path) -> None:
    home, report = tmp_path / "home", tmp_path / "harbour.md"
    report.write_text("# Harbour\n\nThe pilots of Quux refused the third ship on Sunday.\n", encoding="utf-8")
    assert run("ingest", str(report), home=home).returncode == 0
    assert not (home / "users.sqlite").exists(), "without users there is no log"
    assert run("user", "add", "ana", "--no-password", home=home).returncode == 0
    report.write_text("# Harbour\n\nThe pilots of Quux refused the fourth ship on Monday.\n", encoding="utf-8")
    for _ in range(2):  # the second time, nothing is changed
        assert run("ingest", str(report), home=home).returncode == 0
    [document] = json.loads(run("documents", "--json", home=home).stdout)["documents"]
    for command in (
        ("sets", "make", "mine", document["id"]),
        ("sets", "rename", "mine", "ours"),
        ("sets", "drop", "ours", document["id"]),
        ("sets", "add", "ours", document["id"]),
        ("sets", "delete", "ours"),
        ("index", "repair"),
        ("index", "rebuild"),
        ("index", "restore", "--latest"),
        ("remove", document["id"]),
        ("history", "delete", "--all"),
    ):
        done = run(*command, home=home)
        assert done.returncode == 0, (command, done.stderr)
    rows = json.loads(run("audit", "--json", home=home).stdout)
    assert all(row["user"].startswith("command line") for row in rows)
    told = [(row["action"], row["detail"].replace(document["id"], "ID")) for row in rows]
    assert told[:7] == [
        ("added a user", "ana, reader"),
        ("added documents", f"1 source: {report}"),
        ("made a set", "mine: 1 document: ID"),
        ("changed a set", "mine is now ours"),
        ("changed a set", "out of ours: 1 document: ID"),
        ("changed a set", "into ours: 1 document: ID"),
        ("deleted a set", "ours"),
    ]
    assert [action for action, _ in told[7:]] == [
        "repaired the index",
        "rebuilt the index",
        "restored a backup",
        "removed documents",
        "deleted conversations",
    ]


def test_addresses_are_recorded_without_their_secrets_and_a_damaged_log_stops_no_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Accounts(tmp_path) as accounts:
        accounts.users.add("ana", "reader", None)
    record_change(
        tmp_path, "added documents", noun="source", names=["https://ana:secret@x.example/a?key=hidden", "b#1.md"]
    )
    with Accounts(tmp_path) as accounts:
        [entry] = accounts.audit.entries()
    assert "x.example/a" in entry.detail and "b#1.md" in entry.detail
    assert "secret" not in entry.detail and "hidden" not in entry.detail
    (tmp_path / "users.sqlite").write_bytes(b"no database" * 1000)
    record_change(tmp_path, "removed documents", "one")
    assert "missing in the log" in capsys.readouterr().err
