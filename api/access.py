"""Who may change the corpus: decided once when a server starts, and checked by everything that changes the corpus."""

import ipaddress
from dataclasses import dataclass
from typing import Literal

from ..corpus.errors import NotAllowed
from .permissions import Requirement

Setting = Literal["auto", "on", "off"]
"""Values of the settings `editing`, `users` and `metrics`."""

EDITING_OFF = (
    "this server does not let its corpus be changed; use 'dragoman ingest' and 'dragoman remove' on its own machine, "
    "or start it with DRAGOMAN_EDITING=on if everybody who can reach it may add and remove reports"
)


@dataclass(frozen=True, slots=True)
class Access:
    """What visitors of a server may do.

    `editing`: they may add documents (also by addresses, which the server fetches) and remove them, if their role permits it.
    `local`: only this machine can reach the server, so that only names of this machine are valid for it. `users`: everybody
    has to sign in. `metrics`: what /metrics requires.
    """

    editing: bool
    local: bool
    users: bool = False
    metrics: Requirement = "open"

    @classmethod
    def of(
        cls,
        host: str,
        *,
        editing: Setting = "auto",
        users: Setting = "auto",
        metrics: Setting = "auto",
        proxied: bool = False,
    ) -> "Access":
        """Decide for a server that listens on `host`; `proxied`: others reach it through a proxy, whatever `host` is.

        With `auto`, users are required unless only this machine can reach the server. Editing is on if users are required
        (then it needs the role of an editor), or if only this machine can reach it. /metrics is open if only this machine can
        reach it, needs a token if users are required, and is closed otherwise.
        """
        local = is_loopback(host) and not proxied
        required = not local if users == "auto" else users == "on"
        if metrics == "auto":
            counted: Requirement = "read" if required else "open" if local else "closed"
        else:
            counted = "open" if metrics == "on" else "closed"
        return cls(local or required if editing == "auto" else editing == "on", local, required, counted)

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
