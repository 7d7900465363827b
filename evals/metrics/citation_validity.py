"""Citation validity: whether the offsets of a citation give its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.scored import Scored, mean


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was given out: `quote` ought to be `text[start:end]` of its document (`None`: not there)."""

    text: str | None
    start: int
    end: int
    quote: str

    @property
    def valid(self) -> bool:
        """Whether it is."""
        return self.text is not None and 0 <= self.start < self.end and self.text[self.start : self.end] == self.quote


def citation_validity(citations: Sequence[Sequence[Cited]]) -> Scored:
    """The share of an item's citations that are valid, for items that have any; mean over these items."""
    return mean([sum(one.valid for one in item) / len(item) for item in citations if item])
