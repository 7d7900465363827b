"""Coverage: the share of one sentence's content that another sentence has, with words weighted by rarity."""

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
    content = (one.content | one.named) - without
    total = sum(rarity(term) for term in content)
    available = other.stated.meant
    return sum(rarity(term) for term in content if covered(term, available)) / total if total else 0.0


@cache
def _rarity() -> Rarity:
    return load_weights().background.rarity({}, 0)
