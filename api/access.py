"""Who may change what: decided once when a server starts, and asked by everything that changes the corpus."""

import ipaddress
from dataclasses import dataclass
from typing import Literal

from ..corpus.errors import NotAllowed

Editing = Literal["auto", "on", "off"]
"""What the setting `editing` may be: `auto` is on where nobody but this machine can reach the server."""

EDITING_OFF = (
    "this server does not let its corpus be changed; use 'dragoman ingest' and 'dragoman remove' on its own machine, "
    "or start it with DRAGOMAN_EDITING=on where everybody who can reach it may add and remove reports"
)


@dataclass(frozen=True, slots=True)
class Access:
    """What a server lets its visitors do.

    `editing`: add and remove documents, with addresses that the server then fetches. `local`: it listens on a loopback
    address, so that it is known by no other names than this machine's.
    """

    editing: bool
    local: bool

    @classmethod
    def of(cls, editing: Editing, host: str) -> "Access":
        """For a server that listens on `host`, with the setting `editing`."""
        local = is_loopback(host)
        return cls(local if editing == "auto" else editing == "on", local)

    def check_editing(self) -> None:
        """Do nothing where the corpus may be changed.

        Raises:
            NotAllowed: it may not.
        """
        if not self.editing:
            raise NotAllowed(EDITING_OFF)


def is_loopback(host: str) -> bool:
    """Whether a server on `host` can be reached from this machine only; a name other than `localhost` may be anything."""
    name = host.strip().strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
