"""Users and their passwords."""

import sqlite3
import stat
import time
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from dragoman.assistant.accounts import PERMISSIONS, Accounts
from dragoman.assistant.accounts.passwords import Passwords
from dragoman.corpus.errors import HomeError, InputError
from tests.assistant.accounts.conftest import CHEAP, GOOD


def test_a_user_in_any_spelling_of_the_name(accounts: Accounts) -> None:
    added = accounts.users.add(" Ana.Lindh@Example.org ", "editor", GOOD)
    assert (added.name, added.role, added.has_password) == ("ana.lindh@example.org", "editor", True)
    found = accounts.users.find("ANA.LINDH@example.ORG")
    assert found is not None
    assert (found.name, found.role) == (added.name, added.role)
    with pytest.raises(InputError, match="there is a user ana"):
        accounts.users.add("ANA.lindh@example.org", "reader", GOOD)
    assert accounts.sign_in("Ana.Lindh@example.org", GOOD, "1.2.3.4").session


def test_who_gets_a_name_later_gets_other_conversations(accounts: Accounts) -> None:
    first = accounts.users.add("ann", "reader", GOOD)
    accounts.users.remove("ann")
    second = accounts.users.add("ann", "reader", GOOD)
    assert first.key != second.key and first.key.startswith("ann:")
    assert accounts.users.find("ann") == second


@pytest.mark.parametrize("name", ["", " ", "a b", "-a", "a\nb", "a" * 65, "../x", "a;b", "\x1b[31m", "\ud800"])
def test_what_cannot_be_a_name(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError, match="cannot be a user's name"):
        accounts.users.add(name, "reader", GOOD)


@pytest.mark.parametrize(
    "password", ["", "eleven char", "aaaaaaaaaaaaaaaa", "123456789012", "password1234", "lindhlindh12", "dragoman2026"]
)
def test_passwords_that_are_short_or_tried_first(accounts: Accounts, password: str) -> None:
    with pytest.raises(InputError, match="password"):
        accounts.users.add("lindh", "reader", password)
    assert not accounts.users.all()


def test_passwords_of_any_characters(accounts: Accounts) -> None:
    for number, password in enumerate(
        ("كلمة السر الطويلة جدا", "x" * 6 + " ÅÄÖ 🐎🐎", "  spaces at both ends  ", "a\ud800bcdefghijklm")
    ):
        accounts.users.add(f"user{number}", "reader", password)
        assert accounts.sign_in(f"user{number}", password, "::1").session
    # The same word typed on another system.
    accounts.users.add("composed", "reader", "caf\u00e9 with milk")
    assert accounts.sign_in("composed", "cafe\u0301 with milk", "::1").session


def test_a_new_password_ends_the_sessions(accounts: Accounts) -> None:
    accounts.users.add("ana", "reader", GOOD)
    session = accounts.sign_in("ana", GOOD, "::1").session
    assert session is not None and accounts.sessions.user(session)
    accounts.users.change_password("ana", "another long password")
    assert accounts.sessions.user(session) is None
    assert accounts.sign_in("ana", GOOD, "::1").session is None
    assert accounts.sign_in("ana", "another long password", "::1").session


def test_removing_ends_sessions_and_tokens(accounts: Accounts) -> None:
    accounts.users.add("ana", "editor", GOOD)
    session, (_, token) = accounts.sign_in("ana", GOOD, "::1").session, accounts.tokens.add("ana", "write")
    accounts.users.remove("Ana")
    assert session is not None and accounts.sessions.user(session) is None
    assert accounts.tokens.user(token) is None
    with pytest.raises(InputError, match="there is no user 'ana'"):
        accounts.users.remove("ana")


def test_a_role_counts_at_once(accounts: Accounts) -> None:
    accounts.users.add("ana", "editor", GOOD)
    session = accounts.sign_in("ana", GOOD, "::1").session
    accounts.users.change_role("ana", "reader")
    assert session is not None
    user = accounts.sessions.user(session)
    assert user is not None and user.role == "reader"


def test_each_role_may_what_the_one_before_it_may() -> None:
    assert PERMISSIONS["reader"] < PERMISSIONS["analyst"] < PERMISSIONS["editor"]


def test_without_a_password_nobody_signs_in(accounts: Accounts) -> None:
    accounts.users.add("proxied", "reader", None)
    for password in ("", GOOD, "a user that does not exist"):
        assert accounts.sign_in("proxied", password, "::1").session is None
        assert accounts.sign_in("nobody", password, "::1").session is None


def test_a_name_that_nobody_has_takes_as_long(tmp_path: Path) -> None:
    # Counted in work, not in seconds: a hash is checked in both cases.
    class Counting(PasswordHasher):
        checked = 0

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
            Counting.checked += 1
            return bool(super().verify(hash, password))

    with Accounts(tmp_path, passwords=Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))) as accounts:
        accounts.users.add("ana", "reader", GOOD)
        for name in ("ana", "nobody"):
            before = Counting.checked
            assert accounts.sign_in(name, "a wrong password", "::1").session is None
            assert Counting.checked == before + 1


def test_an_old_hash_is_renewed(tmp_path: Path) -> None:
    with Accounts(tmp_path, passwords=Passwords(CHEAP)) as accounts:
        accounts.users.add("ana", "reader", GOOD)
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    with Accounts(tmp_path, passwords=Passwords(dearer)) as accounts:
        session = accounts.sign_in("ana", GOOD, "::1").session
        assert session is not None and accounts.sessions.user(session)
    [stored] = sqlite3.connect(tmp_path / "users.sqlite").execute("SELECT password FROM users").fetchone()
    assert "m=16,t=2" in stored


def test_only_the_owner_can_read_the_file_and_no_secret_is_in_it(accounts: Accounts, tmp_path: Path) -> None:
    accounts.users.add("ana", "reader", GOOD)
    session, (_, token) = accounts.sign_in("ana", GOOD, "::1").session, accounts.tokens.add("ana", "read")
    assert session is not None
    for path in (tmp_path / "home").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
        data = path.read_bytes()
        for secret in (GOOD, session, token):
            assert secret.encode() not in data
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    with Accounts(tmp_path, passwords=Passwords(CHEAP)) as accounts:
        accounts.users.add("ana", "reader", GOOD)
    (tmp_path / "users.sqlite").chmod(0o644)
    with Accounts(tmp_path) as accounts:
        assert len(accounts.users) == 1
    assert stat.S_IMODE((tmp_path / "users.sqlite").stat().st_mode) == 0o600


def test_looking_for_users_makes_no_file(tmp_path: Path) -> None:
    with Accounts(tmp_path / "home") as accounts:
        assert len(accounts.users) == 0
        assert not accounts.exists
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "data", [b"not a database, but a long enough text to be one " * 40, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "users.sqlite").write_bytes(data)
    with Accounts(tmp_path) as accounts, pytest.raises(HomeError, match=r"users\.sqlite is damaged"):
        accounts.users.all()


def test_a_file_of_a_newer_version_is_named(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "users.sqlite") as connection:
        connection.execute("PRAGMA user_version=99")
    with Accounts(tmp_path) as accounts, pytest.raises(HomeError, match="newer version"):
        accounts.users.all()


def test_times_are_those_of_the_clock(tmp_path: Path) -> None:
    with Accounts(tmp_path, passwords=Passwords(CHEAP)) as accounts:
        assert abs(accounts.users.add("ana", "reader", None).created.timestamp() - time.time()) < 60
