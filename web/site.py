"""What the page's panels and fragments share."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from ..api.access import Access
from ..api.authentication import caller_of
from ..assistant.dragoman import Dragoman


@dataclass(frozen=True, slots=True)
class Site:
    """The open home that the page shows, and what its visitors may do."""

    dragoman: Dragoman
    access: Access

    def editable(self, request: HTTPConnection) -> bool:
        """Whether the sender of a request may change the corpus."""
        return self.access.editing and "edit" in caller_of(request.scope).permissions
