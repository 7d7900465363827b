"""What the routes of one application share."""

from dataclasses import dataclass

from ..assistant.dragoman import Dragoman
from .access import Access
from .metrics import Metrics
from .threads import Threads


@dataclass(frozen=True, slots=True)
class RouteContext:
    """The facade, the rights of visitors, the threads for work, and the counters."""

    dragoman: Dragoman
    access: Access
    threads: Threads
    metrics: Metrics
