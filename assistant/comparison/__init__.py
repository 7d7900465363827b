"""Compare reports of one event: group reports by event, and show what each says, omits or contradicts."""

from .event_groups import EventGroup, EventGroups, group_by_event
from .side_by_side import Cell, Comparison, ComparisonRow, compare_documents, compare_on_topic
from .voices import Voice

__all__ = [
    "Cell",
    "Comparison",
    "ComparisonRow",
    "EventGroup",
    "EventGroups",
    "Voice",
    "compare_documents",
    "compare_on_topic",
    "group_by_event",
]
