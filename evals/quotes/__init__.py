"""Test the quote check on generated quotations: cases from any indexed corpus, and the figures that it must reach."""

from .cases import CaseGenerator, QuoteCase
from .examination import run
from .outside_sentences import sentences

__all__ = ["CaseGenerator", "QuoteCase", "run", "sentences"]
