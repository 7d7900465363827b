"""Who sends a request: told by a token, by a proxy's header, or by the cookie of a session; and what they may do."""

from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from ..assistant.accounts import PERMISSIONS, Accounts, Permission
from .proxies import ForgedHeader, Proxies

COOKIE = "dragoman-session"
"""The session's cookie over plain http."""

SECURE_COOKIE = "__Host-dragoman-session"
"""The same over https: a browser takes this name only from this host, over https."""

_CALLER = "dragoman.caller"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request. `name` is `None` where nobody has to sign in; `by` is how they are known.

    `key` names the user's conversations (`User.key`).
    """

    name: str | None
    permissions: frozenset[Permission]
    address: str = ""
    by: Literal["nothing", "token", "proxy", "session"] = "nothing"
    key: str | None = None

    @property
    def logged(self) -> str:
        """The name in the log."""
        return self.name or "local"


ANYBODY = Caller(None, PERMISSIONS["editor"])
"""The sender of a request where nobody has to sign in; `api.access` may forbid them to edit."""

NOBODY = Caller(None, frozenset())
"""Somebody who has not signed in where everybody has to."""


@dataclass(frozen=True, slots=True)
class BadCredentials(Exception):
    """A token or a proxy's header that is not accepted."""

    message: str


class Callers:
    """Tells who sends a request."""

    def __init__(
        self, accounts: Accounts | None = None, proxies: Proxies | None = None, *, required: bool = False
    ) -> None:
        """`required`: everybody has to sign in. `accounts` has the users and the log of changes; without it, none is written."""
        self.accounts = accounts
        self.proxies = proxies or Proxies()
        self.required = required and accounts is not None

    def close(self) -> None:
        """Close the file with the users."""
        if self.accounts is not None:
            self.accounts.close()

    def identify(self, scope: Scope) -> Caller | None:
        """Return the sender, or `None` if they have not signed in. May read a file.

        A token decides alone, then the proxy's header, then the session.

        Raises:
            BadCredentials: the token or the header is not accepted.
        """
        address = self.proxies.address(scope)
        if not self.required or self.accounts is None:
            return Caller(None, ANYBODY.permissions, address)
        if (token := _token(Headers(scope=scope))) is not None:
            found = self.accounts.tokens.user(token)
            if found is None:
                raise BadCredentials("this token is unknown, revoked or expired; make one with 'dragoman token add'")
            user, permissions = found
            return Caller(user.name, permissions, address, "token", user.key)
        try:
            named = self.proxies.user(scope)
        except ForgedHeader as error:
            raise BadCredentials(f"{error}; see docs/users.md") from error
        if named is not None:
            known = self.accounts.users.find(named)
            if known is None:
                raise BadCredentials(
                    f"{named[:80]!r} has signed in at the proxy, but is no user here; "
                    "add them with 'dragoman user add NAME --no-password'"
                )
            return Caller(known.name, PERMISSIONS[known.role], address, "proxy", known.key)
        for secret in session_secrets(scope):
            if (holder := self.accounts.sessions.user(secret)) is not None:
                return Caller(holder.name, PERMISSIONS[holder.role], address, "session", holder.key)
        return None


def session_secrets(scope: Scope) -> list[str]:
    """Return the values of the session's cookies, that of https first."""
    cookies = HTTPConnection(scope).cookies
    return [cookies[name] for name in (SECURE_COOKIE, COOKIE) if cookies.get(name)]


def _token(headers: Headers) -> str | None:
    values = headers.getlist("authorization")
    bearers = [value.partition(" ")[2].strip() for value in values if value[:7].lower() == "bearer "]
    if len(bearers) > 1:
        raise BadCredentials("the request has several tokens; send one")
    return bearers[0] if bearers else None


def caller_of(scope: Scope) -> Caller:
    """Return who sends the request."""
    found: Caller = scope.get(_CALLER, ANYBODY)
    return found


def set_caller(scope: Scope, caller: Caller) -> None:
    """Note who sends the request, for everything behind."""
    scope[_CALLER] = caller
