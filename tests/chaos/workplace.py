"""A folder for one run: the home, open or closed, the backups that are written, and the files that are given."""

import re
from collections import Counter
from pathlib import Path

from argon2 import PasswordHasher

from dragoman.assistant.accounts import Accounts
from dragoman.assistant.accounts.passwords import Passwords
from dragoman.assistant.history.history import History
from dragoman.assistant.library.open_corpus import OpenCorpus
from dragoman.index.home import Home
from dragoman.index.replacing.kept_backups import KEPT

from .reports import HashEncoder

_VARIABLE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{8,}|\d+(?:[-T_.:]\d+)*Z?")


PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Cheap to hash and to check: what costs time here must be the disk."""


class Workplace:
    """The folder `root`, with `home/`, `written/` for backups, and `given/` for what an operation reads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "home"
        self.written = root / "written"
        self.given = root / "given"
        self._home: Home | None = None
        self._corpus: OpenCorpus | None = None
        self._accounts: Accounts | None = None

    @property
    def home(self) -> Home:
        """The open home."""
        if self._home is None:
            self._home = Home(self.folder, HashEncoder())
            self._corpus = OpenCorpus(self._home)
        return self._home

    @property
    def corpus(self) -> OpenCorpus:
        """The documents of the open home."""
        assert self.home is not None and self._corpus is not None
        return self._corpus

    @property
    def history(self) -> History:
        """The conversations of the open home."""
        return History(self.home)

    @property
    def accounts(self) -> Accounts:
        """The users of the home."""
        if self._accounts is None:
            self._accounts = Accounts(self.folder, passwords=PASSWORDS)
        return self._accounts

    def close(self) -> None:
        """Close the home if it is open, and its users."""
        accounts, self._accounts = self._accounts, None
        if accounts is not None:
            accounts.close()
        corpus, self._home, self._corpus = self._corpus, None, None
        if corpus is not None:
            corpus.close()

    def files(self) -> Counter[str]:
        """Count the files by their names, in which a star replaces numbers and random parts.

        Backups that a home keeps by itself are left out, as long as there are not too many.
        """
        own = (self.folder / "backups").glob("*.sqlite*")
        kept = set(own) if len(list((self.folder / "backups").glob("*.sqlite"))) <= KEPT else set()
        found = (path for path in self.root.rglob("*") if path.is_file() and path not in kept)
        return Counter(_VARIABLE.sub("*", path.relative_to(self.root).as_posix()) for path in found)
