"""Reports of one event side by side: which reports are of one event, and what each says, leaves out or tells otherwise."""

from .event_groups import EventGroup, EventGroups, group_by_event
from .side_by_side import Cell, Comparison, ComparisonRow, about, compare
from .voices import Voice

__all__ = [
    "Cell",
    "Comparison",
    "ComparisonRow",
    "EventGroup",
    "EventGroups",
    "Voice",
    "about",
    "compare",
    "group_by_event",
]
