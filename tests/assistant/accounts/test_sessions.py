"""Sessions, tokens and the log."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assistant.accounts import Accounts, audit
from dragoman.assistant.accounts.passwords import Passwords
from dragoman.assistant.accounts.sessions import IDLE, LONGEST
from dragoman.assistant.accounts.tokens import PREFIX
from dragoman.corpus.errors import InputError
from tests.assistant.accounts.conftest import CHEAP, GOOD, Clock


@pytest.fixture
def session(accounts: Accounts) -> str:
    accounts.users.add("ana", "editor", GOOD)
    made = accounts.sign_in("ana", GOOD, "10.0.0.1").session
    assert made is not None
    return made


def test_a_session_is_known_by_its_secret_alone(accounts: Accounts, session: str) -> None:
    assert len(session) >= 43, "256 random bits"
    found = accounts.sessions.user(session)
    assert found is not None and found.name == "ana"
    for wrong in ("", session[:-1], session + "x", session.swapcase(), "ana", "\ud800", "' OR 1=1 --"):
        assert accounts.sessions.user(wrong) is None
    accounts.sessions.end(session)
    assert accounts.sessions.user(session) is None


def test_signing_in_begins_a_new_session_each_time(accounts: Accounts, session: str) -> None:
    assert accounts.sign_in("ana", GOOD, "10.0.0.1").session != session


def test_a_session_ends_when_it_is_not_used(accounts: Accounts, session: str, clock: Clock) -> None:
    clock.now += IDLE - 1
    assert accounts.sessions.user(session)
    clock.now += IDLE - 1
    assert accounts.sessions.user(session), "its use was noted"
    clock.now += IDLE + 1
    assert accounts.sessions.user(session) is None


def test_a_session_ends_after_a_week_however_much_it_is_used(accounts: Accounts, session: str, clock: Clock) -> None:
    began = clock.now
    while clock.now - began < LONGEST - IDLE:
        clock.now += IDLE / 2
        assert accounts.sessions.user(session)
    clock.now = began + LONGEST + 1
    assert accounts.sessions.user(session) is None


def test_sessions_that_have_ended_are_deleted(accounts: Accounts, session: str, clock: Clock, tmp_path: Path) -> None:
    clock.now += LONGEST + 1
    assert accounts.sign_in("ana", GOOD, "10.0.0.1").session != session
    with closing(sqlite3.connect(tmp_path / "home" / "users.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


def test_a_password_that_changes_meanwhile_begins_no_session(accounts: Accounts, session: str) -> None:
    assert session
    assert accounts.sessions.begin("ana", "the hash that was checked") is None
    assert accounts.sessions.begin("nobody", None) is None


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Accounts, str, Clock]]:
    clock = Clock()
    with Accounts(tmp_path_factory.mktemp("one"), passwords=Passwords(CHEAP), now=clock) as opened:
        opened.users.add("ana", "editor", GOOD)
        session = opened.sign_in("ana", GOOD, "::1").session
        assert session
        yield opened, session, clock


@settings(max_examples=50)
@given(text=st.text(max_size=80))
def test_no_other_text_opens_a_session_or_is_a_token(one: tuple[Accounts, str, Clock], text: str) -> None:
    accounts, session, _ = one
    assert (accounts.sessions.user(text) is not None) == (text == session)
    assert accounts.tokens.user(text) is None
    assert accounts.tokens.user(PREFIX + text) is None


@settings(max_examples=20)
@given(steps=st.lists(st.floats(min_value=1, max_value=1.5 * IDLE), max_size=30))
def test_a_session_lives_as_long_as_the_rules_say(one: tuple[Accounts, str, Clock], steps: list[float]) -> None:
    accounts, _, clock = one
    session, began = accounts.sign_in("ana", GOOD, "::1").session, clock.now
    seen, alive = clock.now, True
    assert session
    for step in steps:
        clock.now += step
        found = accounts.sessions.user(session) is not None
        # Its use is noted every five minutes at most.
        if clock.now - seen > IDLE or clock.now - began > LONGEST:
            alive = False
        if clock.now - seen <= IDLE - 300 or not alive:
            assert found == alive
        if not found:
            alive = False
        else:
            seen = clock.now


def test_a_token_may_what_its_role_and_scope_both_permit(accounts: Accounts) -> None:
    accounts.users.add("ana", "editor", GOOD)
    accounts.users.add("ben", "reader", GOOD)
    found = {}
    for name in ("ana", "ben"):
        for scope in ("read", "write"):
            made, secret = accounts.tokens.add(name, scope)  # type: ignore[arg-type]  # one of the two
            assert secret.startswith(PREFIX) and len(secret) >= len(PREFIX) + 43
            user = accounts.tokens.user(secret)
            assert user is not None
            found[name, made.scope] = user[1]
    assert found == {
        ("ana", "read"): {"read", "check"},
        ("ana", "write"): {"read", "check", "edit"},
        ("ben", "read"): {"read"},
        ("ben", "write"): {"read"},
    }
    accounts.users.change_role("ben", "analyst")
    assert len(accounts.tokens.all()) == 4


def test_a_token_expires_and_is_revoked(accounts: Accounts, clock: Clock) -> None:
    accounts.users.add("ana", "reader", GOOD)
    short, secret = accounts.tokens.add("ana", "read", 30)
    assert short.expires is not None and short.expires - short.created == timedelta(days=30)
    lasting, other = accounts.tokens.add("ana", "read")
    assert accounts.tokens.user(secret)
    clock.now += 30 * 24 * 3600
    assert accounts.tokens.user(secret) is None
    assert accounts.tokens.user(other)
    assert {one.id: one.used is not None for one in accounts.tokens.all()} == {short.id: True, lasting.id: True}
    accounts.tokens.revoke(lasting.id)
    assert accounts.tokens.user(other) is None
    with pytest.raises(InputError, match="there is no token"):
        accounts.tokens.revoke(lasting.id)
    with pytest.raises(InputError, match="there is no user 'nobody'"):
        accounts.tokens.add("nobody", "read")


def test_the_log_says_who_when_and_from_where(accounts: Accounts, session: str) -> None:
    assert session
    accounts.sign_in("ana", "a wrong password", "10.0.0.2")
    accounts.sign_in("hunter2-typed-as-a-name", "x", "10.0.0.3")
    accounts.audit.record("ana", "10.0.0.1", "removed documents", "a\x1b[31mb\nc" + "x" * 1000)
    found = list(accounts.audit.entries())
    assert [(one.user, one.address, one.action) for one in found] == [
        ("ana", "10.0.0.1", "signed in"),
        ("ana", "10.0.0.2", "sign-in failed"),
        ("unknown", "10.0.0.3", "sign-in failed"),
        ("ana", "10.0.0.1", "removed documents"),
    ]
    assert found[-1].detail.startswith("a�[31mb�cxxx") and len(found[-1].detail) == 500
    assert not any("hunter2" in str(one) for one in found)
    assert [one.action for one in accounts.audit.entries(user="Unknown")] == ["sign-in failed"]


def test_the_log_is_bounded(accounts: Accounts, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ROWS", 50)
    for number in range(200):
        accounts.audit.record("local", "", "added documents", str(number))
    kept = [one.detail for one in accounts.audit.entries()]
    assert kept == [str(number) for number in range(150, 200)]
    since = next(accounts.audit.entries()).at + timedelta(days=1)
    assert not list(accounts.audit.entries(since))
    clock.now += audit.KEPT + 1
    for _ in range(100):
        accounts.audit.record("local", "", "added documents", "new")
    assert {one.detail for one in accounts.audit.entries()} == {"new"}
    assert len(list(accounts.audit.entries(since))) == len(accounts.audit)
