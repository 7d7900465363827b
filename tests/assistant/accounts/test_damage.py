"""Damaged rows of `users.sqlite`: nobody gets in by one, everybody else does, and each is named with what mends it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.assistant.accounts import Accounts
from dragoman.assistant.accounts.passwords import Passwords
from dragoman.assistant.diagnostics import examine
from dragoman.assistant.settings import Settings
from dragoman.corpus.errors import DamagedRow, HomeError, InputError
from tests.assistant.accounts.conftest import CHEAP, GOOD

USERS = {
    "another role": "UPDATE users SET role = 'king' WHERE name = 'ana'",
    "a role that is no text": "UPDATE users SET role = CAST(x'ff' AS TEXT) WHERE name = 'ana'",
    "a date that is a text": "UPDATE users SET created = 'then' WHERE name = 'ana'",
    "a date beyond all years": "UPDATE users SET created = 1e300 WHERE name = 'ana'",
    "a key of bytes": "UPDATE users SET key = x'ff' WHERE name = 'ana'",
}
TOKENS = {
    "another scope": "UPDATE tokens SET scope = 'all' WHERE user = 'ana'",
    "a date": "UPDATE tokens SET created = 'x' WHERE user = 'ana'",
    "an end": "UPDATE tokens SET expires = 'x' WHERE user = 'ana'",
    "a last use": "UPDATE tokens SET used = x'00' WHERE user = 'ana'",
}
ATTEMPTS = {
    "texts": "INSERT OR REPLACE INTO attempts VALUES ('address 192.0.2.1', 'a', 'b', 'c', 'd', 'e')",
    "a lock for ever": "INSERT OR REPLACE INTO attempts VALUES ('address 192.0.2.1', 0, 1, 1, 1e99, 1)",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Accounts(tmp_path, passwords=Passwords(CHEAP)) as accounts:
        for name in ("ana", "ben"):
            accounts.users.add(name, "editor", GOOD)
        accounts.audit.record("ana", "", "made a set", "first")
        accounts.audit.record("ana", "", "made a set", "second")
    return tmp_path


def damaged(home: Path, statement: str) -> Accounts:
    with closing(sqlite3.connect(home / "users.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()
    return Accounts(home, passwords=Passwords(CHEAP))


@pytest.mark.parametrize("statement", USERS.values(), ids=USERS)
def test_a_damaged_user_is_let_in_nowhere_and_can_be_replaced(home: Path, statement: str) -> None:
    with Accounts(home, passwords=Passwords(CHEAP)) as accounts:
        session = accounts.sign_in("ana", GOOD, "192.0.2.1").session
        _, secret = accounts.tokens.add("ana", "write")
    assert session is not None
    with damaged(home, statement) as accounts:
        assert [one.name for one in accounts.users.all()] == ["ben"]
        assert accounts.sessions.user(session) is None and accounts.tokens.user(secret) is None
        with pytest.raises(DamagedRow, match="dragoman user remove ana"):
            accounts.users.find("ana")
        begun = accounts.sign_in("ben", GOOD, "192.0.2.1").session
        assert begun is not None and accounts.sessions.user(begun) is not None
        assert [fault.partition(" (")[0] for fault in accounts.faults()] == ["the user ana is damaged"]
        accounts.users.remove("ana")
        accounts.users.add("ana", "reader", GOOD)
        assert list(accounts.faults()) == [] and len(accounts.users.all()) == 2


@pytest.mark.parametrize("statement", TOKENS.values(), ids=TOKENS)
def test_a_damaged_token_is_refused_and_can_be_revoked(home: Path, statement: str) -> None:
    with Accounts(home, passwords=Passwords(CHEAP)) as accounts:
        made, secret = accounts.tokens.add("ana", "write", 30)
        _, other = accounts.tokens.add("ben", "read")
    with damaged(home, statement) as accounts:
        assert accounts.tokens.user(secret) is None and accounts.tokens.user(other) is not None
        assert [one.user for one in accounts.tokens.all()] == ["ben"]
        [fault] = accounts.faults()
        assert f"dragoman token revoke {made.id}" in fault
        assert accounts.tokens.revoke(made.id) == "ana"
        assert list(accounts.faults()) == []
        with pytest.raises(InputError):
            accounts.tokens.revoke(made.id)


@pytest.mark.parametrize("column", ["created", "seen"])
def test_a_damaged_session_has_ended_and_the_next_one_begins(home: Path, column: str) -> None:
    with Accounts(home, passwords=Passwords(CHEAP)) as accounts:
        session = accounts.sign_in("ana", GOOD, "192.0.2.1").session
    assert session is not None
    with damaged(home, f"UPDATE sessions SET {column} = 'then'") as accounts:
        assert accounts.sessions.user(session) is None
        begun = accounts.sign_in("ana", GOOD, "192.0.2.1").session
        assert begun is not None and accounts.sessions.user(begun) is not None
    with closing(sqlite3.connect(home / "users.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


@pytest.mark.parametrize("statement", ATTEMPTS.values(), ids=ATTEMPTS)
def test_damaged_counts_of_failures_lock_nobody_out(home: Path, statement: str) -> None:
    with damaged(home, statement) as accounts:
        assert accounts.sign_in("ana", GOOD, "192.0.2.1").session is not None


@pytest.mark.parametrize("change", ["at = 'x'", "user = CAST(x'ff' AS TEXT)", "detail = x'ff'"])
def test_a_damaged_entry_of_the_log_hides_no_other(home: Path, change: str) -> None:
    with damaged(home, f"UPDATE audit SET {change} WHERE detail = 'first'") as accounts:
        assert [one.detail for one in accounts.audit.entries()] == ["second"]
        assert len(list(accounts.faults())) == 1


def test_doctor_names_what_is_damaged(home: Path) -> None:
    settings = Settings(home=home, model=None)
    told = {one.name: one for one in examine(settings, {})}
    assert (told["users"].state, told["users"].told) == ("fine", "2 may sign in")
    damaged(home, USERS["another role"]).close()
    told = {one.name: one for one in examine(settings, {})}
    assert told["users"].state == "wrong" and "user remove ana" in told["users"].told
    (home / "users.sqlite").write_bytes(b"no database" * 1000)
    assert {one.name: one for one in examine(settings, {})}["users"].state == "wrong"


def test_doctor_says_nothing_where_there_are_no_users(tmp_path: Path) -> None:
    assert "users" not in {one.name for one in examine(Settings(home=tmp_path, model=None), {})}
    assert not (tmp_path / "users.sqlite").exists()


def test_another_database_is_not_taken_for_a_file_of_users(tmp_path: Path) -> None:
    path = tmp_path / "users.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    with Accounts(tmp_path) as accounts:
        with pytest.raises(HomeError, match="not a file of users"):
            len(accounts.users)
        assert any("not a file of users" in one for one in accounts.faults())
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert tables == ["recipes"]
