"""What every route of one application shares."""

from dataclasses import dataclass
from typing import Any

from assistant.access import Access
from assistant.api.metrics import Metrics
from assistant.api.threads import Threads
from assistant.dragoman import Dragoman

Object = dict[str, Any]
"""What a route answers; `assistant.api.shapes` describes it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The facade, who may change what, where work runs, and what is counted."""

    dragoman: Dragoman
    access: Access
    threads: Threads
    metrics: Metrics
