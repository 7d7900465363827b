"""What every route of one application shares."""

from dataclasses import dataclass

from ..assistant.dragoman import Dragoman
from .access import Access
from .metrics import Metrics
from .threads import Threads


@dataclass(frozen=True, slots=True)
class Parts:
    """The facade, who may change what, where work runs, and what is counted."""

    dragoman: Dragoman
    access: Access
    threads: Threads
    metrics: Metrics
