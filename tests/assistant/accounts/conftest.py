"""Accounts in a new home, with passwords that are cheap to hash, and a clock that tests set."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from dragoman.assistant.accounts import Accounts
from dragoman.assistant.accounts.passwords import Passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
GOOD = "correct horse battery"


@dataclass
class Clock:
    """Tells the seconds that a test has set."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    with Accounts(tmp_path / "home", passwords=Passwords(CHEAP), now=clock) as opened:
        yield opened
