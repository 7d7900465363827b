"""Hybrid search: passages found by their words and by their sentences' vectors, ranked together.

Words (BM25) and vectors (cosine of the best sentence) each propose candidates; `index.retrieval.ranking` scores their
union by features of both. It scores the catalogue's own vectors, so it does not matter which of the two proposed a
candidate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...corpus.types import Document, Passage, Sentence
from ..filters import EVERYTHING, Filters
from ..home import Home
from ..storage.queries import StoredPassage, allowed, documents_at, frequencies, lexical, passages_at
from .features import Candidate
from .ranking import Query, Ranker, Ranking

PROPOSED = 30  # passages proposed by words, and as many by vectors, as when the weights were fitted
NEAREST = 150  # nearest sentences from which the vectors' passages are taken


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `evidence` is its best sentence; `rank` counts from 1; greater scores are better (any number)."""

    passage: Passage
    evidence: Sentence
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class EvidenceSentence:
    """A sentence of a passage found; scores are comparable across passages. `vector` (d,) is the sentence's embedding."""

    sentence: Sentence
    passage: Passage
    score: float
    vector: NDArray[np.float32] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a search: passages and sentences, best first, and the probability (0 to 1) that they answer."""

    hits: tuple[Hit, ...]
    evidence: tuple[EvidenceSentence, ...]
    confidence: float


class Searcher:
    """Searches one home."""

    def __init__(self, home: Home, ranker: Ranker, *, lasting: bool = False) -> None:
        """`lasting`: the process will search again (see `Home.nearest`)."""
        self._home = home
        self._ranker = ranker
        self._lasting = lasting

    def search(self, query: Query, k: int = 10, filters: Filters = EVERYTHING) -> Results:
        """Return the `k` best passages for `query` among the documents that match `filters`, and all their sentences.

        Raises:
            InputError: no document set has the name in the filters, or none of the documents in them exists.
        """
        engine = self._home.catalogue.engine
        only = allowed(engine, filters) if filters else None
        vector = query.blend(self._home.encoder.encode(query.parts))
        near = self._home.nearest(only, lasting=self._lasting).nearest(vector, NEAREST)
        rows = set(list(dict.fromkeys(row for row, _ in near))[:PROPOSED])
        for match in query.matches:
            rows.update(lexical(engine, match, PROPOSED, only))
        found = {one.row: one for one in passages_at(engine, rows)}
        candidates = [Candidate(one.row, one.title, one.words, one.vectors) for one in found.values()]
        rarity = self._ranker.weights.background.rarity(*frequencies(engine, query.terms))
        ranking = self._ranker.rank(query, vector, candidates, rarity, self._home.encoder.words)
        return _results(ranking, found, documents_at(engine, _documents(ranking, found, k)), k)


def _documents(ranking: Ranking, found: Mapping[int, StoredPassage], k: int) -> set[int]:
    """Return the row numbers of the documents of the first `k` passages."""
    return {found[one.passage].document for one in ranking.passages[:k]}


def _results(
    ranking: Ranking, found: Mapping[int, StoredPassage], documents: Mapping[int, Document], k: int
) -> Results:
    hits, evidence = [], []
    # A document may have been replaced or removed since its passages were read.
    there = [one for one in ranking.passages[:k] if found[one.passage].document in documents]
    for rank, one in enumerate(there, 1):
        stored = found[one.passage]
        document = documents[stored.document]
        passage = Passage(document, stored.span)
        best = max(range(len(stored.sentences)), key=lambda at: one.sentence_scores[at])  # called at once
        hits.append(Hit(passage, Sentence(document, stored.sentences[best]), one.score, rank))
        evidence += [
            EvidenceSentence(Sentence(document, span), passage, score, vector)
            for span, score, vector in zip(stored.sentences, one.sentence_scores, stored.vectors, strict=True)
        ]
    evidence.sort(key=lambda one: -one.score)
    return Results(tuple(hits), tuple(evidence), ranking.confidence)


NEAR = 8.0
"""Maximum difference of scores between the best sentence and another one that is quoted.

Of the gold answers among the first three sentences this loses hardly any, on the data that the weights were fitted to.
"""
