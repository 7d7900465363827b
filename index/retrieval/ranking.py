"""Rank passages and sentences, and decide whether to answer at all, from one set of features.

A sentence's score is a weighted sum of its features: those of `retrieval.features` for every candidate, and for the few
best ones also those of `late_interaction`. A passage's score is the logarithm of the sum of the exponentials of its
sentences' scores, so a softmax over sentences gives the probabilities of both sentences and passages, and both are
fitted together (`evals.calibration`). Confidence is a logistic regression over features of the best sentence. The
weights and the background frequencies of terms are data, in `weights.json`.
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

from ...corpus.language.terms import content_terms, match_expression
from .features import FEATURES, Candidate, Floats, Places, QuestionFeatures, SentenceFeatures, measure
from .late_interaction import READ, READING, Reader, closely

# The weights of earlier turns relative to the last question (recall@5 on MTRAG-UN: 0.85 without them, 0.93 with these).
PREVIOUS_QUESTION = 0.3
PREVIOUS_ANSWER = 0.2
# Deduction for a sentence that an earlier turn has quoted already. Without it that sentence is quoted again, since it has
# most in common with the query: on conversations over the briefs the first quotation is right in 31 % instead of 59 %.
SAID = 2.0
# Number of characters read of an earlier answer: its beginning says what it is about.
ANSWER_READ = 600

# The features of the best sentence that confidence depends on, besides those of `READING`. The lead over the second
# passage is left out, since reports that say the same have none.
OF_BEST = (
    "cosine",
    "coverage",
    "window_coverage",
    "length",
    "passage_cosine",
    "passage_mean_cosine",
    "passage_coverage",
)
CLOSE = (*FEATURES, *READING)
CONFIDENCE = (*OF_BEST, *READING, "score", "corroboration")
# Maximum corroboration, that of two rare terms; more makes an answer no more certain.
CORROBORATED = 12.0
# Added to each term's number of background passages, so that one never seen counts as rare, not as impossible.
UNSEEN = 0.5
# The background weighs as much as this many passages of the corpus.
PRIOR_PASSAGES = 100


@dataclass(frozen=True, slots=True)
class Query:
    """A query: the last question, and earlier turns with their damping weights, newest first."""

    text: str
    context: tuple[tuple[str, float], ...] = ()

    @classmethod
    def following(cls, question: str, previous_question: str, previous_answer: str) -> Self:
        """Make the query for a question that follows another question and its answer."""
        turns = ((previous_question, PREVIOUS_QUESTION), (previous_answer[:ANSWER_READ], PREVIOUS_ANSWER))
        return cls(question, tuple((text, weight) for text, weight in turns if text.strip()))

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts to encode, the question first."""
        return (self.text, *(text for text, _ in self.context))

    @property
    def questions(self) -> tuple[str, ...]:
        """The question and the one before it, if any: the texts that are read word by word."""
        return self.parts[:2]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term whose frequency `Background.rarity` needs to know."""
        return tuple(dict.fromkeys(term for part in self.parts for term in content_terms(part)))

    @property
    def matches(self) -> tuple[str, ...]:
        """The full-text expressions whose best passages are candidates: the question alone, and with the turn before."""
        own = content_terms(self.text)
        earlier = content_terms(self.context[0][0]) if self.context else []
        return tuple(dict.fromkeys((match_expression(own), match_expression(dict.fromkeys([*own, *earlier])))))

    def blend(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the unit vector (d,) of the whole query: the damped sum of the vectors of its `parts` (n, d)."""
        weights = np.array([1.0, *(weight for _, weight in self.context)], dtype=np.float32)
        mixed = weights @ vectors
        return np.asarray(mixed / max(float(np.linalg.norm(mixed)), 1e-12), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage (the caller's key) with its score; `sentence_scores` are comparable across passages."""

    passage: int
    score: float
    sentence_scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages, best first, and the probability (0 to 1) that the corpus answers the question.

    The probability is calibrated for as many questions with an answer in the corpus as without.
    """

    passages: tuple[Ranked, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Background:
    """Background frequencies of terms: the number of passages with each, of `passages` passages of general text."""

    passages: int
    frequencies: Mapping[str, int]

    def rarity(self, frequencies: Mapping[str, int], passages: int) -> Callable[[str], float]:
        """Return the function that gives a term's rarity: the logarithm of the inverse share of passages that have it.

        `frequencies` counts, for each term of the query, the passages with it among the corpus's own `passages`. They are
        mixed with the background as if it were `PRIOR_PASSAGES` more, so that "the" is known to be common even in a
        corpus of one report (a Dirichlet prior as in Zhai and Lafferty 2004, doi:10.1145/984321.984322).
        """

        def rarity(term: str) -> float:
            share = (self.frequencies.get(term, 0) + UNSEEN) / (self.passages + 2 * UNSEEN)
            return -math.log((frequencies.get(term, 0) + PRIOR_PASSAGES * share) / (passages + PRIOR_PASSAGES))

        return rarity


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted parameters.

    `ranking`, `reading` and `confidence` have a weight for each name in `FEATURES`, `CLOSE` and `CONFIDENCE`: the first
    selects the sentences that are read closely, the second ranks these, the third, with `bias`, gives the confidence. A
    question is answered if its confidence is at least `threshold` (0 to 1). `made` records the data's SHA-256, the date
    and cross-validated figures.
    """

    ranking: Mapping[str, float]
    reading: Mapping[str, float]
    confidence: Mapping[str, float]
    bias: float
    threshold: float
    background: Background
    made: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Check that the weights fit this code.

        Raises:
            ValueError: they were made for other features, or a number is out of range.
        """
        given = (self.ranking, self.reading, self.confidence)
        if any(set(one) != set(names) for one, names in zip(given, (FEATURES, CLOSE, CONFIDENCE), strict=True)):
            raise ValueError("these weights were made for other features; make new ones with 'dragoman eval calibrate'")
        numbers = (*(number for one in given for number in one.values()), self.bias)
        if not all(map(math.isfinite, numbers)) or not 0 <= self.threshold <= 1:
            raise ValueError("these weights hold impossible numbers; make new ones with 'dragoman eval calibrate'")

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read weights that `to_json` wrote; `ValueError` if they do not fit this code."""
        stored = json.loads(text)
        if "reading" not in stored:
            raise ValueError(
                "these weights were made by an older version; make new ones with 'dragoman eval calibrate'"
            )
        return cls(**{**stored, "background": Background(**stored["background"])})

    def to_json(self) -> str:
        """Return all weights as JSON, in the format of `weights.json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


@cache
def load_weights() -> Weights:
    """Load the weights that come with the package."""
    return Weights.from_json(files("dragoman.index.retrieval").joinpath("weights.json").read_text(encoding="utf-8"))


class Ranker:
    """Ranks the candidates of one query."""

    def __init__(self, weights: Weights) -> None:
        """`weights` are usually `load_weights()`."""
        self.weights = weights
        self._ranking = np.array([weights.ranking[name] for name in FEATURES])
        self._reading = np.array([weights.reading[name] for name in CLOSE])
        self._confidence = np.array([weights.confidence[name] for name in CONFIDENCE])

    def rank(
        self,
        query: Query,
        vector: NDArray[np.float32],
        candidates: Sequence[Candidate],
        rarity: Callable[[str], float],
        read: Reader,
    ) -> Ranking:
        """Rank passages, best first, equal ones in the order of their keys; the confidence is 0 without candidates.

        `vector` (d,) is `query.blend(…)`, `rarity` is `weights.background.rarity(…)` for `query.terms`, `read` the
        encoder's `words`.
        """
        if not candidates:
            return Ranking((), 0.0)
        candidates = sorted(candidates, key=lambda candidate: candidate.passage)
        asked = QuestionFeatures.of(query.text, query.context, rarity)
        measured = measure(asked, vector, candidates)
        scores = measured.values @ self._ranking
        best = to_read(scores)
        reading = closely(asked, query.questions, candidates, measured, best, read)
        sentences = reread(scores, best, np.hstack([measured.values[best], reading]) @ self._reading)
        passages = passage_scores(sentences, measured.starts)
        sentences = sentences - SAID * _said(query, candidates)
        evidence = np.array(confidence_features(measured, sentences, best, reading)) @ self._confidence
        parts = np.split(sentences, measured.starts[1:])
        ranked = (
            Ranked(candidates[at].passage, float(passages[at]), tuple(parts[at].tolist()))
            for at in np.argsort(-passages, kind="stable")
        )
        sure = float(np.clip(evidence + self.weights.bias, -50, 50))
        return Ranking(tuple(ranked), 1 / (1 + math.exp(-sure)))


def to_read(scores: Floats) -> Places:
    """Return the rows of the `READ` sentences that score best, in ascending order."""
    return np.sort(np.argsort(-scores, kind="stable")[:READ])


def reread(scores: Floats, best: Places, reread_scores: Floats) -> Floats:
    """Replace the scores at the rows `best` by `reread_scores`, and shift the others so that they come after these."""
    shifted = scores + (reread_scores.min() - scores[best].min())
    shifted[best] = reread_scores
    return np.asarray(shifted)


def passage_scores(sentences: Floats, starts: NDArray[np.intp]) -> Floats:
    """Return the logarithm of the sum of the exponentials of each passage's sentence scores."""
    return np.asarray(np.logaddexp.reduceat(sentences, starts))


def confidence_features(measured: SentenceFeatures, sentences: Floats, best: Places, reading: Floats) -> list[float]:
    """Return the values of `CONFIDENCE` for the sentence that ranks first; `reading` has the features of the rows `best`."""
    at = int(sentences[best].argmax())
    first = best[at]
    values = dict(zip(FEATURES, measured.values[first].tolist(), strict=True))
    corroboration = min(float(measured.corroboration[first]), CORROBORATED)
    return [*(values[name] for name in OF_BEST), *reading[at].tolist(), float(sentences[first]), corroboration]


def _said(query: Query, candidates: Sequence[Candidate]) -> Floats:
    """Return 1 for each sentence that an earlier turn contains, else 0."""
    earlier = [" ".join(text.split()) for text, _ in query.context]
    return np.array(
        [
            float(any(" ".join(sentence.split()) in text for text in earlier))
            for candidate in candidates
            for sentence in candidate.sentences
        ]
    )
