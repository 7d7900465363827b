"""Which passage, which sentence, and whether to answer at all: three questions to one set of features.

A sentence's score is a weighted sum of its features. A passage's score is the logarithm of the sum of the exponentials of
its sentences' scores, so a softmax over sentences gives the probabilities of sentences and of passages alike, and both
are fitted together (`evals.calibrate`). Confidence is a logistic regression over features of the best passage. The
weights and the words' background frequencies are data, `weights.json`.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.features import FEATURES, Asked, Candidate, Floats, Measured, measure
from index.terms import content_terms, match_expression

# How much earlier turns count against the last question (recall@5 on MTRAG-UN: 0.85 without them, 0.93 with these).
PREVIOUS_QUESTION = 0.3
PREVIOUS_ANSWER = 0.2
# What a sentence loses that the answer before has quoted already. Without it that sentence is quoted again, as it has most
# in common with the query: on conversations over the briefs the first quotation is right in 31 % instead of 59 %.
SAID = 2.0
# Of a long answer the beginning says what it is about.
ANSWER_READ = 600

# What confidence is made of, besides features of the best sentence of the best passage.
# The lead over the second passage is not among it: reports that say the same have none.
OF_BEST = (
    "cosine",
    "coverage",
    "window_coverage",
    "length",
    "passage_cosine",
    "passage_mean_cosine",
    "passage_coverage",
)
CONFIDENCE = (*OF_BEST, "score", "corroboration")
# More corroboration than two rare terms' is no more certain.
CORROBORATED = 12.0
# A term that no corpus has seen counts as if it stood in this many passages of the background.
UNSEEN = 0.5
# The background counts as much as this many passages of the corpus.
PRIOR_PASSAGES = 100


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: the last question, and earlier turns with their damping weights, newest first."""

    text: str
    context: tuple[tuple[str, float], ...] = ()

    @classmethod
    def following(cls, question: str, previous_question: str, previous_answer: str) -> Self:
        """A question that comes after another one and its answer."""
        turns = ((previous_question, PREVIOUS_QUESTION), (previous_answer[:ANSWER_READ], PREVIOUS_ANSWER))
        return cls(question, tuple((text, weight) for text, weight in turns if text.strip()))

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts to encode, the question first."""
        return (self.text, *(text for text, _ in self.context))

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term whose frequency `Background.rarity` needs to know."""
        return tuple(dict.fromkeys(term for part in self.parts for term in content_terms(part)))

    @property
    def matches(self) -> tuple[str, ...]:
        """Full-text expressions whose best passages are candidates: the question, and it with the turn before."""
        own = content_terms(self.text)
        earlier = content_terms(self.context[0][0]) if self.context else []
        return tuple(dict.fromkeys((match_expression(own), match_expression(dict.fromkeys([*own, *earlier])))))

    def blend(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The unit vector (d,) of the whole query from those of its `parts` (n, d): their damped sum."""
        weights = np.array([1.0, *(weight for _, weight in self.context)], dtype=np.float32)
        mixed = weights @ vectors
        return np.asarray(mixed / max(float(np.linalg.norm(mixed)), 1e-12), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score; `sentence_scores` are comparable across passages: sorted by them, sentences are quoted."""

    passage: int
    score: float
    sentence_scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages, best first, and the probability (0 to 1) that the corpus answers the question.

    The probability is calibrated to as many questions with an answer in the corpus as without.
    """

    passages: tuple[Ranked, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of words before any corpus: how many of so many `passages` hold a term."""

    passages: int
    frequencies: Mapping[str, int]

    def rarity(self, frequencies: Mapping[str, int], passages: int) -> Callable[[str], float]:
        """How rare a term is: the logarithm of the inverse share of passages that hold it, 0 for a term in all.

        `frequencies` counts the corpus' own `passages` with each term of the query. They are mixed with the background as
        if it were `PRIOR_PASSAGES` more, so that a corpus of one report knows as well that "the" is common (a Dirichlet
        prior as in Zhai and Lafferty 2004, doi:10.1145/984321.984322).
        """

        def rarity(term: str) -> float:
            share = (self.frequencies.get(term, 0) + UNSEEN) / (self.passages + 2 * UNSEEN)
            return -math.log((frequencies.get(term, 0) + PRIOR_PASSAGES * share) / (passages + PRIOR_PASSAGES))

        return rarity


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was fitted.

    `ranking` and `confidence` hold a weight for each name of `FEATURES` and `CONFIDENCE`, `bias` belongs to the latter;
    answer where the confidence is at least `threshold`. `made` says from what and how well: the data's SHA-256, the date,
    cross-validated figures.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    bias: float
    threshold: float
    background: Background
    made: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Refuse weights made for other features.

        Raises:
            ValueError: the names do not fit this code, or a number is out of range.
        """
        if set(self.ranking) != set(FEATURES) or set(self.confidence) != set(CONFIDENCE):
            raise ValueError("these weights were made for other features; make new ones with 'dragoman eval calibrate'")
        numbers = (*self.ranking.values(), *self.confidence.values(), self.bias)
        if not all(map(math.isfinite, numbers)) or not 0 <= self.threshold <= 1:
            raise ValueError("these weights hold impossible numbers; make new ones with 'dragoman eval calibrate'")

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The weights that `to_json` wrote."""
        stored = json.loads(text)
        return cls(**{**stored, "background": Background(**stored["background"])})

    def to_json(self) -> str:
        """All of it, as stored in `weights.json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


@cache
def load_weights() -> Weights:
    """The weights that come with the package."""
    return Weights.from_json(files("index").joinpath("weights.json").read_text(encoding="utf-8"))


class Ranker:
    """Ranks the candidates of one query."""

    def __init__(self, weights: Weights) -> None:
        """`weights` are usually `load_weights()`."""
        self.weights = weights
        self._ranking = np.array([weights.ranking[name] for name in FEATURES])
        self._confidence = np.array([weights.confidence[name] for name in CONFIDENCE])

    def rank(
        self,
        query: Query,
        vector: NDArray[np.float32],
        candidates: Sequence[Candidate],
        rarity: Callable[[str], float],
    ) -> Ranking:
        """Passages best first, equal ones in the order of their keys; confidence 0 without candidates.

        `vector` is `query.blend(…)`, `rarity` is `weights.background.rarity(…)` for `query.terms`.
        """
        if not candidates:
            return Ranking((), 0.0)
        candidates = sorted(candidates, key=lambda candidate: candidate.passage)
        measured = measure(Asked.of(query.text, query.context, rarity), vector, candidates)
        sentences = measured.values @ self._ranking
        passages = passage_scores(sentences, measured.starts)
        sentences = sentences - SAID * _said(query, candidates)
        evidence = np.array(confidence_features(measured, sentences, passages)) @ self._confidence + self.weights.bias
        parts = np.split(sentences, measured.starts[1:])
        ranked = (
            Ranked(candidates[at].passage, float(passages[at]), tuple(parts[at].tolist()))
            for at in np.argsort(-passages, kind="stable")
        )
        return Ranking(tuple(ranked), 1 / (1 + math.exp(-float(np.clip(evidence, -50, 50)))))


def passage_scores(sentences: Floats, starts: NDArray[np.intp]) -> Floats:
    """The logarithm of the sum of the exponentials of each passage's sentence scores."""
    return np.asarray(np.logaddexp.reduceat(sentences, starts))


def confidence_features(measured: Measured, sentences: Floats, passages: Floats) -> list[float]:
    """The values of `CONFIDENCE` for the passage that ranks first."""
    first = int(passages.argmax())
    end = measured.starts[first + 1] if first + 1 < len(passages) else len(sentences)
    best = measured.starts[first] + int(sentences[measured.starts[first] : end].argmax())
    values = dict(zip(FEATURES, measured.values[best].tolist(), strict=True))
    corroboration = min(float(measured.corroboration[best]), CORROBORATED)
    return [*(values[name] for name in OF_BEST), float(sentences[best]), corroboration]


def _said(query: Query, candidates: Sequence[Candidate]) -> Floats:
    """1 for each sentence that stands in an earlier turn, else 0."""
    earlier = [" ".join(text.split()) for text, _ in query.context]
    return np.array(
        [
            float(any(" ".join(sentence.split()) in text for text in earlier))
            for candidate in candidates
            for sentence in candidate.sentences
        ]
    )
