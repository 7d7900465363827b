"""The quote desk's examination by generated quotations: cases from any indexed corpus, and the figures it must reach."""

from evals.quotes.cases import Case, Cases
from evals.quotes.run import run
from evals.quotes.sources import sentences

__all__ = ["Case", "Cases", "run", "sentences"]
