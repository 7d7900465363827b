"""The quote desk's examination by generated quotations: cases from any indexed corpus, and the figures it must reach."""

from .cases import Case, Cases
from .run import run
from .sources import sentences

__all__ = ["Case", "Cases", "run", "sentences"]
