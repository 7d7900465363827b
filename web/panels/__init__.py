"""The page's tabs beside Ask: each is HTML for the start, a script, and routes that give it fragments."""

from . import check, compare, history, library, said, timeline
from .panel import Maker, Panel

__all__ = ["MAKERS", "Maker", "Panel"]

MAKERS: tuple[Maker, ...] = (check.make, said.make, timeline.make, compare.make, library.make, history.make)
"""In the order of the tabs."""
