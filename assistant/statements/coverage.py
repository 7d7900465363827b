"""Coverage: how much of one sentence another has, its words weighted by rarity."""

from functools import cache

from ...corpus.language.synonyms import covered
from ...index.retrieval.ranking import load_weights
from .reported import ReportedSentence
from .statement import Rarity


def coverage(one: ReportedSentence, other: ReportedSentence, without: frozenset[str] = frozenset()) -> float:
    """Return the weighted share (0 to 1) of the content of `one` that `other` has in the same words or synonyms.

    Terms in `without` do not count.
    """
    rarity = _rarity()
    said = (one.content | one.named) - without
    total = sum(rarity(term) for term in said)
    held = other.stated.meant
    return sum(rarity(term) for term in said if covered(term, held)) / total if total else 0.0


@cache
def _rarity() -> Rarity:
    return load_weights().background.rarity({}, 0)
