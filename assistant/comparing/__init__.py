"""Reports of one event side by side: which reports are of one event, and what each says, leaves out or tells otherwise."""

from assistant.comparing.compare import Cell, Comparison, Statement, about, compare
from assistant.comparing.occasions import Occasion, Occasions, occasions
from assistant.comparing.voices import Voice

__all__ = ["Cell", "Comparison", "Occasion", "Occasions", "Statement", "Voice", "about", "compare", "occasions"]
