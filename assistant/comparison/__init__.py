"""Reports of one event side by side: which reports are of one event, and what each says, leaves out or tells otherwise."""

from .same_event import Occasion, Occasions, occasions
from .side_by_side import Cell, Comparison, Statement, about, compare
from .speakers import Voice

__all__ = ["Cell", "Comparison", "Occasion", "Occasions", "Statement", "Voice", "about", "compare", "occasions"]
