"""`dragoman user …`, `token …` and `audit`: who may use a server for others, and what they changed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..corpus.errors import InputError
from .change_log import who
from .options import HomeOption, Json, print_json, say

if TYPE_CHECKING:
    from ..assistant.accounts import Accounts

user = typer.Typer(
    help="Manage the users of 'dragoman serve', their roles and passwords.", no_args_is_help=True, rich_markup_mode=None
)
token = typer.Typer(
    help="Manage tokens, with which programs use 'dragoman serve'.", no_args_is_help=True, rich_markup_mode=None
)


class RoleName(StrEnum):
    """What a user may do."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"


class ScopeName(StrEnum):
    """What a token may do, of what its user's role permits."""

    READ = "read"
    WRITE = "write"


Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
Role = Annotated[
    RoleName,
    typer.Option(
        help="reader: asks and reads. analyst: also checks quotations and drafts, and compares reports. editor: also adds "
        "and removes documents."
    ),
]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of standard input.")
]


@contextmanager
def _accounts(home: Path | None) -> "Iterator[Accounts]":
    """Open the users of the home; it is not opened itself, so that no index is needed."""
    from ..assistant.accounts import Accounts
    from ..assistant.settings import Settings

    with Accounts((home or Settings().home).expanduser()) as accounts:
        yield accounts


def _password(name: str, from_input: bool) -> str:
    if from_input:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream has it
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InputError("there is no terminal to type a password at; send it with --password-stdin")
    first: str = typer.prompt(f"Password for {name} (at least 12 characters)", hide_input=True)
    if first != typer.prompt("The same again", hide_input=True):
        raise InputError("the two passwords differ; nothing was changed")
    return first


def _record(accounts: "Accounts", action: str, detail: str) -> None:
    accounts.audit.record(who(), "", action, detail)


@user.command("add")
def add(
    name: Name,
    role: Role = RoleName.READER,
    password_stdin: FromInput = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="For a user who signs in through a proxy only.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Add a user; the password is asked for twice."""
    if password_stdin and no_password:
        raise InputError("give --password-stdin or --no-password, not both")
    with _accounts(home) as accounts:
        if accounts.users.find(name) is not None:
            raise InputError(f"there is a user {name} already; see 'dragoman user list'")
        password = None if no_password else _password(name, password_stdin)
        added = accounts.users.add(name, role.value, password)
        _record(accounts, "added a user", f"{added.name}, {added.role}")
        print(f"{added.name} may sign in as {added.role}.")


@user.command("list")
def listed(home: HomeOption = None, as_json: Json = False) -> None:
    """List the users with their roles."""
    with _accounts(home) as accounts:
        found = accounts.users.all() if accounts.exists else ()
    if as_json:
        print_json(
            [
                {
                    "name": one.name,
                    "role": one.role,
                    "has_password": one.has_password,
                    "created": one.created.isoformat(),
                }
                for one in found
            ]
        )
        return
    for one in found:
        print(f"{one.name}  {one.role}{'' if one.has_password else '  (signs in through a proxy)'}")
    if not found:
        print("There are no users; add one with 'dragoman user add NAME'.")


@user.command()
def remove(name: Name, home: HomeOption = None) -> None:
    """Remove a user; their sessions and tokens end at once, their conversations stay."""
    with _accounts(home) as accounts:
        removed = accounts.users.remove(name)
        _record(accounts, "removed a user", removed)
    print(f"{removed} is removed.")


@user.command()
def role(
    name: Name, role: Annotated[RoleName, typer.Argument(metavar="ROLE", help="The new role.")], home: HomeOption = None
) -> None:
    """Give a user another role, at once."""
    with _accounts(home) as accounts:
        changed = accounts.users.change_role(name, role.value)
        _record(accounts, "changed a role", f"{changed}, {role.value}")
    print(f"{changed} is now {role.value}.")


@user.command()
def password(name: Name, password_stdin: FromInput = False, home: HomeOption = None) -> None:
    """Change a user's password; all their sessions end."""
    with _accounts(home) as accounts:
        known = accounts.users.find(name)
        if known is None:
            raise InputError(f"there is no user {name!r}; see 'dragoman user list'")
        changed = accounts.users.change_password(known.name, _password(known.name, password_stdin))
        _record(accounts, "changed a password", changed)
    print(f"The password of {changed} is changed.")


@user.command()
def unlock(name: Name, home: HomeOption = None) -> None:
    """Let a user sign in again whom too many failed attempts have locked out."""
    with _accounts(home) as accounts:
        locked = accounts.lockout.unlock(name)
        if locked:
            _record(accounts, "unlocked a user", name)
    print(f"{name} may try again." if locked else f"{name} is not locked out.")


@token.command("add")
def make(
    name: Name,
    scope: Annotated[
        ScopeName, typer.Option(help="read: what the user's role permits without changing anything. write: all of it.")
    ] = ScopeName.READ,
    expires: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=1, max=3650, help="Days for which it is valid (default: until revoked)."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Make a token for a user, and show it this once."""
    with _accounts(home) as accounts:
        made, secret = accounts.tokens.add(name, scope.value, expires)
        _record(accounts, "added a token", f"{made.id} of {made.user}, {made.scope}")
    say(f"Token {made.id} of {made.user}, scope {made.scope}. It is not shown again:")
    print(secret)


@token.command("list")
def tokens(home: HomeOption = None, as_json: Json = False) -> None:
    """List the tokens, without their secrets."""
    with _accounts(home) as accounts:
        found = accounts.tokens.all() if accounts.exists else ()
    if as_json:
        print_json(
            [
                {
                    "id": one.id,
                    "user": one.user,
                    "scope": one.scope,
                    "created": one.created.isoformat(),
                    "expires": one.expires.isoformat() if one.expires else None,
                    "used": one.used.isoformat() if one.used else None,
                }
                for one in found
            ]
        )
        return
    for one in found:
        ends = f"expires {one.expires:%Y-%m-%d}" if one.expires else "does not expire"
        used = f"last used {one.used:%Y-%m-%d}" if one.used else "not used yet"
        print(f"{one.id}  {one.user}  {one.scope}  {ends}, {used}")
    if not found:
        print("There are no tokens; make one with 'dragoman token add NAME'.")


@token.command()
def revoke(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="As 'dragoman token list' shows it.")],
    home: HomeOption = None,
) -> None:
    """Revoke a token, at once."""
    with _accounts(home) as accounts:
        of = accounts.tokens.revoke(token_id)
        _record(accounts, "revoked a token", f"{token_id} of {of}")
    print(f"Token {token_id} of {of} is revoked.")


def audit(
    since: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only entries of this day (UTC) or later.")
    ] = None,
    name: Annotated[str | None, typer.Option("--user", metavar="NAME", help="Only entries of this user.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """List who changed what on the server, when and from where, oldest first."""
    with _accounts(home) as accounts:
        found = list(accounts.audit.entries(_midnight(since), name)) if accounts.exists else []
    if as_json:
        print_json(
            [
                {
                    "at": one.at.isoformat(timespec="seconds"),
                    "user": one.user,
                    "address": one.address,
                    "action": one.action,
                    "detail": one.detail,
                }
                for one in found
            ]
        )
        return
    for one in found:
        origin = f" from {one.address}" if one.address else ""
        print(f"{one.at:%Y-%m-%d %H:%M:%S}  {one.user}{origin}  {one.action}{f': {one.detail}' if one.detail else ''}")
    if not found:
        print("Nothing is recorded.")


def _midnight(since: str | None) -> datetime | None:
    if since is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(since), time(), UTC)
    except ValueError as error:
        raise InputError(f"{since[:40]!r} is not a day; give one as 2026-01-31") from error
