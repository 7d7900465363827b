"""The page's tabs apart from Ask: each has HTML to begin with, a script, and routes for its fragments."""

from . import check, compare, history, library, said, timeline
from .panel import Maker, Panel

__all__ = ["MAKERS", "Maker", "Panel"]

MAKERS: tuple[Maker, ...] = (check.make, said.make, timeline.make, compare.make, library.make, history.make)
"""In the order of the tabs."""
