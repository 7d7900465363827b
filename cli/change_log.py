"""Entries of the log of changes for what is changed from a shell, in a home whose server has users."""

import getpass
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..corpus.errors import DragomanError
from .options import say


def record_change(home: Path, action: str, about: str = "", noun: str = "", names: Sequence[str] = ()) -> None:
    """Record a change that has been made; nothing is recorded where there is no file of users.

    `about` is what was changed, and `noun` says what the `names` are of. A change that cannot be recorded is said on
    standard error.
    """
    from ..assistant.accounts import Accounts

    with Accounts(home) as accounts:
        if not accounts.exists:
            return
        from ..api.change_log import counted_names, without_secrets  # after that look, since it imports a web server

        shown = [without_secrets(name) if "://" in name else name for name in names]
        detail = ": ".join(filter(None, (about, counted_names(noun, shown) if noun else "")))
        try:
            accounts.audit.record(who(), "", action, detail)
        except DragomanError as error:
            say(f"the change is missing in the log of changes: {error}")


def who() -> str:
    """Return whom the log names for a command."""
    with suppress(OSError, KeyError):  # a container's user may have no name
        return f"command line ({getpass.getuser()})"
    return "command line"
