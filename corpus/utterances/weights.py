"""Weights for attribution, fitted to labelled news by `evals.calibration.attribution`, and the words of saying learnt there."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..language.syntax import Word

_FILE = Path(__file__).with_name("weights.json")
_path = _FILE
UNKNOWN = -4.0
"""The strength of a word that was never seen to report speech."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression over named flags; candidates below `threshold` (log-odds) are not taken."""

    bias: float
    threshold: float
    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Return the log-odds that a candidate with these features is right."""
        return self.bias + sum(self.weights.get(one, 0.0) for one in features)


@dataclass(frozen=True, slots=True)
class ChoiceModel:
    """A conditional logit over named flags (`choice`); a speaker with a probability below `threshold` (0 to 1) is not named."""

    threshold: float
    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Return the score of an answer with these features, in log-odds up to a constant."""
        return sum(self.weights.get(one, 0.0) for one in features)


@lru_cache(maxsize=1)
def _loaded() -> Any:
    return json.loads(_path.read_text(encoding="utf-8"))


def reload(path: Path = _FILE) -> None:
    """Read the weights again, after they were fitted anew, from this file for the rest of the process."""
    global _path
    _path = path
    for cached in (_loaded, quotation_model, clause_model, act_model, lemmas, forms, source_nouns):
        cached.cache_clear()


@lru_cache(maxsize=1)
def quotation_model() -> ChoiceModel:
    """Return the model that chooses the speaker of a quotation among its candidates."""
    return ChoiceModel(**_loaded()["quotation"])


@lru_cache(maxsize=1)
def clause_model() -> LinearModel:
    """Return the model that decides whether a clause is reported speech."""
    return LinearModel(**_loaded()["clause"])


@lru_cache(maxsize=1)
def act_model() -> LinearModel:
    """Return the model that decides whether the objects of a verb are reported speech."""
    return LinearModel(**_loaded()["act"])


def strength(word: Word) -> float:
    """Return the log-odds, -4 to 4, that a word with a clause or a quotation beside it reports speech."""
    return float(_loaded()["lemmas"].get(f"{word.lemma.lower()}/{word.tag[:1]}", UNKNOWN))


def verb_strength(lemma: str) -> float:
    """Return the log-odds, -4 to 4, that a verb with this lemma, in lower case, reports speech."""
    return float(_loaded()["lemmas"].get(f"{lemma}/V", UNKNOWN))


@lru_cache(maxsize=1)
def lemmas() -> frozenset[str]:
    """Return the lemmas that report speech, at least now and then."""
    return frozenset(key[:-2] for key in _loaded()["lemmas"])


@lru_cache(maxsize=1)
def forms() -> frozenset[str]:
    """Return the word forms, in lower case, of the words that report speech more often than one time in four."""
    return frozenset(_loaded()["forms"])


@lru_cache(maxsize=1)
def source_nouns() -> frozenset[str]:
    """Return the nouns, in lower case, that head labelled sources without a name."""
    return frozenset(_loaded()["sources"])
