"""From the settings to who may do what on a server, before it starts."""

from pathlib import Path

from ..assistant.accounts import Accounts
from ..assistant.settings import Settings
from ..corpus.errors import InputError
from .access import Access
from .authentication import Callers
from .proxies import Proxies


def configured(settings: Settings, host: str, home: Path) -> tuple[Access, Callers]:
    """Return what visitors of a server on `host` may do, and what tells who they are, with the users of the home.

    Raises:
        InputError: users are required and there are none, or a setting cannot be used.
        HomeError: the file with the users cannot be used.
    """
    proxies = Proxies.of(settings.proxy_addresses, settings.proxy_user_header)
    access = Access.of(
        host,
        editing=settings.editing,
        users=settings.users,
        metrics=settings.metrics,
        proxied=bool(proxies.networks),
    )
    accounts = Accounts(home)
    if access.users and not len(accounts.users):
        accounts.close()
        raise InputError(
            f"a server on {host} needs users, and there are none; add one with 'dragoman user add NAME' first, or let "
            "everybody in with --without-users (DRAGOMAN_USERS=off)"
        )
    return access, Callers(accounts, proxies, required=access.users)


def warning(access: Access, callers: Callers, host: str) -> str | None:
    """Say what the server's administrator should know about `host`, if anything."""
    if access.local:
        return None
    if not access.users:
        return f"Everybody who can reach {host} can read this corpus; 'dragoman user add NAME' and DRAGOMAN_USERS=on change that."
    if not callers.proxies.networks:
        return (
            "Passwords travel unencrypted over plain http; put a proxy with TLS in front, and name its address in "
            "DRAGOMAN_PROXY_ADDRESSES."
        )
    return None
