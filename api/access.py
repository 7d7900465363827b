"""Who may change the corpus: decided once when a server starts, and checked by everything that changes the corpus."""

import ipaddress
from dataclasses import dataclass
from typing import Literal

from ..corpus.errors import NotAllowed

Editing = Literal["auto", "on", "off"]
"""Values of the setting `editing`; `auto` is on if only this machine can reach the server."""

EDITING_OFF = (
    "this server does not let its corpus be changed; use 'dragoman ingest' and 'dragoman remove' on its own machine, "
    "or start it with DRAGOMAN_EDITING=on if everybody who can reach it may add and remove reports"
)


@dataclass(frozen=True, slots=True)
class Access:
    """What visitors of a server may do.

    `editing`: they may add documents (also by addresses, which the server fetches) and remove them. `local`: the server
    listens on a loopback address, so that only names of this machine are valid for it.
    """

    editing: bool
    local: bool

    @classmethod
    def of(cls, editing: Editing, host: str) -> "Access":
        """Decide for a server that listens on `host`, with the setting `editing`."""
        local = is_loopback(host)
        return cls(local if editing == "auto" else editing == "on", local)

    def check_editing(self) -> None:
        """Check that the corpus may be changed.

        Raises:
            NotAllowed: it may not be.
        """
        if not self.editing:
            raise NotAllowed(EDITING_OFF)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on `host`; `localhost` is the only name that is sure to be local."""
    name = host.strip().strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
