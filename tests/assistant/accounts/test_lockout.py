"""Locking after failed attempts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assistant.accounts import Accounts
from dragoman.assistant.accounts.lockout import FAILURES, FIRST, FORGOTTEN, LONGEST, WINDOW, Lockout
from dragoman.assistant.accounts.passwords import Passwords
from dragoman.assistant.accounts.store import Store
from tests.assistant.accounts.conftest import CHEAP, GOOD, Clock

WRONG = "a wrong password"


def locked(accounts: Accounts, name: str, address: str, password: str = WRONG) -> float:
    return accounts.sign_in(name, password, address).wait


@pytest.fixture(autouse=True)
def _ana(accounts: Accounts) -> None:
    accounts.users.add("ana", "reader", GOOD)


@pytest.mark.parametrize("name", ["ana", "nobody"])
def test_a_name_is_locked_from_everywhere(accounts: Accounts, clock: Clock, name: str) -> None:
    for number in range(FAILURES):
        assert locked(accounts, name, f"10.0.{number}.1") == 0
    assert locked(accounts, name, "10.9.9.9") == FIRST
    clock.now += FIRST - 1
    assert locked(accounts, name, "10.9.9.9", GOOD) == 1, "the right password, too, waits"
    clock.now += 1
    assert locked(accounts, name, "10.9.9.9", GOOD) == 0
    entries = [one.action for one in accounts.audit.entries()]
    assert entries.count("sign-in locked") == 1


def test_an_address_is_locked_for_every_name(accounts: Accounts) -> None:
    for number in range(FAILURES):
        assert locked(accounts, f"user{number}", "10.0.0.1") == 0
    assert locked(accounts, "ana", "10.0.0.1", GOOD) == FIRST
    assert locked(accounts, "ana", "10.0.0.2", GOOD) == 0


def test_all_addresses_of_a_network_of_ipv6_count_as_one(accounts: Accounts) -> None:
    for number in range(FAILURES):
        assert locked(accounts, f"user{number}", f"2001:db8:1:2:{number}::1") == 0
    assert locked(accounts, "ana", "2001:db8:1:2:ffff::1") == FIRST
    assert locked(accounts, "ana", "2001:db8:1:3::1") == 0
    assert locked(accounts, "ana", "::ffff:10.0.0.9") == locked(accounts, "ana", "10.0.0.9") == 0


def test_the_time_grows_up_to_an_hour_and_is_forgotten_after_a_day(accounts: Accounts, clock: Clock) -> None:
    waits = []
    for _ in range(9):
        for number in range(FAILURES):
            assert locked(accounts, "ana", f"10.0.{number}.1") == 0
            clock.now += 1
        waits.append(locked(accounts, "ana", "10.9.9.9") + 1)
        clock.now += waits[-1] + WINDOW
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert waits[-1] == LONGEST
    clock.now += FORGOTTEN
    for number in range(FAILURES):
        assert locked(accounts, "ana", f"10.1.{number}.1") == 0
    assert locked(accounts, "ana", "10.9.9.9") == FIRST


def test_failures_that_are_far_apart_do_not_add_up(accounts: Accounts, clock: Clock) -> None:
    for _ in range(3 * FAILURES):
        assert locked(accounts, "ana", "10.0.0.1") == 0
        clock.now += WINDOW / (FAILURES - 1) + 1


def test_signing_in_forgives_the_name_but_not_the_address(accounts: Accounts) -> None:
    accounts.users.add("attacker", "reader", GOOD)
    for number in range(FAILURES - 1):
        assert locked(accounts, "ana", "10.0.0.1") == 0 or number
        assert accounts.sign_in("attacker", GOOD, "10.0.0.1").session
    assert locked(accounts, "ana", "10.0.0.1") == 0
    assert locked(accounts, "attacker", "10.0.0.1", GOOD) == FIRST, (
        "an account of one's own does not help to guess others'"
    )


def test_the_last_attempt_that_is_right_locks_nothing(accounts: Accounts) -> None:
    for _ in range(FAILURES - 1):
        assert locked(accounts, "ana", "10.0.0.1") == 0
    assert accounts.sign_in("ana", GOOD, "10.0.0.1").session
    assert accounts.sign_in("ana", GOOD, "10.0.0.1").session


def test_a_stranger_signs_nobody_out(accounts: Accounts) -> None:
    session, (_, token) = accounts.sign_in("ana", GOOD, "10.0.0.1").session, accounts.tokens.add("ana", "read")
    for number in range(3 * FAILURES):
        locked(accounts, "ana", f"10.5.{number}.1")
    assert session is not None and accounts.sessions.user(session) and accounts.tokens.user(token)


def test_an_administrator_unlocks_a_name(accounts: Accounts) -> None:
    for number in range(FAILURES):
        locked(accounts, "ana", f"10.0.{number}.1")
    assert locked(accounts, "ana", "10.9.9.9", GOOD)
    assert accounts.lockout.unlock("Ana")
    assert not accounts.lockout.unlock("ana")
    assert accounts.sign_in("ana", GOOD, "10.9.9.9").session


def test_attempts_at_the_same_time_do_not_exceed_the_limit(accounts: Accounts) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda number: locked(accounts, "ana", f"10.0.{number}.1"), range(4 * FAILURES)))
    assert sum(wait == 0 for wait in waits) == FAILURES


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lockout, Clock]]:
    clock = Clock()
    store = Store(tmp_path_factory.mktemp("many"))
    yield Lockout(store, clock), clock
    store.close()


_fresh = count()


@settings(max_examples=25)
@given(pauses=st.lists(st.floats(min_value=0, max_value=2 * WINDOW), min_size=1, max_size=40))
def test_never_more_than_the_limit_within_the_window(many: tuple[Lockout, Clock], pauses: list[float]) -> None:
    lockout, clock = many
    name, passed = f"user {next(_fresh)}", []
    for number, pause in enumerate(pauses):
        clock.now += pause
        wait, _ = lockout.attempt(name, f"address {name} {number}")
        if not wait:
            passed.append(clock.now)
        # Two counts may meet in one window: the end of one, and the beginning of the next.
        recent = [one for one in passed if clock.now - one < WINDOW]
        assert len(recent) < 2 * FAILURES
        assert 0 <= wait <= LONGEST


def test_names_of_any_length_and_kind(tmp_path: Path) -> None:
    with Accounts(tmp_path / "other", passwords=Passwords(CHEAP)) as accounts:
        for name in ("", "x" * 100_000, "\0", "\ud800", "' OR 1=1 --", "\u202e"):
            assert accounts.sign_in(name, name, name).session is None
