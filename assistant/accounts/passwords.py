"""Hashing and checking passwords with Argon2id; the rules are those of NIST SP 800-63B, section 5.1.1."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ...corpus.errors import InputError

SHORTEST = 12
"""Characters of a password at least."""

LONGEST = 1000
"""Characters of a password at most; longer ones would only cost time."""

_DISTINCT = 5
_COMMON = ("password", "passwort", "dragoman", "qwertyuiop", "letmein", "welcome", "1234567890", "abcdefgh")


class Passwords:
    """Hashes passwords, and checks them in the same time whether or not the user exists."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """`hasher` has the costs; by default those of RFC 9106 for servers with little memory (64 MiB)."""
        self._hasher = hasher or PasswordHasher()
        self._nobody: str | None = None

    def hash(self, password: str) -> str:
        """Return the hash to store."""
        return self._hasher.hash(_whole(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password belongs to the hash; never for `None`, which takes as long."""
        if self._nobody is None:
            self._nobody = self._hasher.hash("a user that does not exist")
        try:
            matches = self._hasher.verify(stored or self._nobody, _whole(password)[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return matches and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether the hash was made at other costs than today's."""
        return self._hasher.check_needs_rehash(stored)


def check_new(password: str, name: str) -> None:
    """Check a new password of the user `name`: its length, and that it is not one of those tried first.

    Raises:
        InputError: it is too short, too long or too easy to guess.
    """
    whole = _whole(password)
    if len(whole) < SHORTEST:
        raise InputError(f"the password has {len(whole)} characters; it needs at least {SHORTEST}")
    if len(whole) > LONGEST:
        raise InputError(f"the password has {len(whole):,} characters; it may have at most {LONGEST:,}")
    rest = whole.casefold()
    for known in (name.casefold(), *_COMMON):
        rest = rest.replace(known, "") if len(known) > 2 else rest
    if len(set(rest)) < _DISTINCT or rest.isdigit():
        raise InputError("the password is too easy to guess; use several words, or one from a password manager")


def _whole(password: str) -> str:
    # The same characters whichever keyboard or system composed them. A half of a character has no UTF-8 form.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
