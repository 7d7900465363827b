"""What the page's panels and fragments share."""

from dataclasses import dataclass

from ..api.access import Access
from ..assistant.dragoman import Dragoman


@dataclass(frozen=True, slots=True)
class Site:
    """The open home that the page shows, and what its visitors may do."""

    dragoman: Dragoman
    access: Access
