"""Choose who said a quotation, with a calibrated probability, or nobody.

A conditional logit: each candidate has a score (the weights of its features, `weights`), and so has the answer that nobody is
named. The probability of a speaker is the share of all its candidates in the sum of the exponentiated scores, so that a name
that stands in several places counts once. McFadden (1974), "Conditional logit analysis of qualitative choice behavior".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .contexts import Candidate
from .tokens import Phrase
from .weights import ChoiceModel


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate chosen and the probability, 0 to 1, that its speaker is the right one."""

    candidate: Candidate
    probability: float


def identity(phrases: Sequence[Phrase]) -> str:
    """Return a key that is the same for mentions of one speaker: surnames, else the head noun or pronoun, in lower case."""
    words = [(one.name or one.written).split() or [""] for one in phrases]
    return "+".join(sorted(one[-1].lower().rstrip("'’") for one in words))


def choose(candidates: Sequence[Candidate], nobody: Sequence[str] | None, model: ChoiceModel) -> Choice | None:
    """Return the likeliest speaker of a quotation; `None` if nobody is likelier than any of the candidates.

    `nobody` has the features of the answer that nobody is named, or is `None` if somebody surely spoke. The candidate
    returned is the best one of its speaker.
    """
    if not candidates:
        return None
    scores = [model.score(one.features) for one in candidates]
    none = model.score(nobody) if nobody is not None else -math.inf
    top = max(none, *scores)
    mass: dict[str, float] = {}
    best: dict[str, int] = {}
    for at, (one, score) in enumerate(zip(candidates, scores, strict=True)):
        key = identity(one.phrases)
        mass[key] = mass.get(key, 0.0) + math.exp(score - top)
        if key not in best or score > scores[best[key]]:
            best[key] = at
    key = max(mass, key=lambda one: mass[one])
    rest = math.exp(none - top)
    if mass[key] <= rest:
        return None
    return Choice(candidates[best[key]], mass[key] / (sum(mass.values()) + rest))
