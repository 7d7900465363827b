"""Search for calibration, in the same way as the product, in corpora of selected passages."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...corpus.language.terms import FTS_TOKENIZER
from ...index.encoding.encoder import Encoder
from ...index.encoding.word_vectors import WordVectors
from ...index.retrieval.features import Candidate, Floats, Places, QuestionFeatures, SentenceFeatures, measure
from ...index.retrieval.late_interaction import closely
from ...index.retrieval.ranking import Background, Query, confidence_features, reread, to_read
from .fit import RankingExample
from .training_data import TrainingPassage, TrainingQuestion

PROPOSED = 30  # candidates proposed by words, and as many by vectors


class WordCache:
    """The encoder's `words`, computed once for each sentence."""

    def __init__(self, encoder: Encoder) -> None:
        """Start with an empty cache."""
        self._encoder = encoder
        self._read: dict[str, WordVectors] = {}

    def __call__(self, texts: Sequence[str]) -> list[WordVectors]:
        """Return the words of each text, in order."""
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        self._read.update(zip(new, self._encoder.words(new), strict=True))
        return [self._read[text] for text in texts]


@dataclass(frozen=True)
class Close:
    """The sentences read closely: their `rows`, their features from `reading`, and all their features (`values`)."""

    rows: Places
    reading: Floats
    values: Floats


@dataclass(frozen=True)
class SearchCase:
    """A question to a corpus. `right` marks the right passages, `answering` the sentences with an answer, in any passage."""

    question: TrainingQuestion
    asked: QuestionFeatures
    candidates: tuple[Candidate, ...]
    measured: SentenceFeatures
    right: NDArray[np.bool_]
    answering: NDArray[np.bool_]
    documents: tuple[str, ...]
    _read: WordCache = field(repr=False)

    @cached_property
    def in_right(self) -> NDArray[np.bool_]:
        """Return which sentences are in a right passage."""
        ends = np.append(self.measured.starts[1:], len(self.measured.values))
        return np.repeat(self.right, ends - self.measured.starts)

    @property
    def example(self) -> RankingExample:
        """Return the example for fitting which sentences are read closely."""
        return RankingExample(self.measured.values, self.in_right, self.in_right & self.answering)

    def close(self, ranking: Floats) -> Close:
        """Select the sentences to read closely with these weights, and read them."""
        rows = to_read(self.measured.values @ ranking)
        found = closely(self.asked, (self.question.text,), self.candidates, self.measured, rows, self._read)
        return Close(rows, found, np.hstack([self.measured.values[rows], found]))

    def close_example(self, close: Close) -> RankingExample:
        """Return the example for fitting how the sentences read closely are ranked."""
        right = self.in_right[close.rows]
        return RankingExample(close.values, right, right & self.answering[close.rows])

    def scores(self, close: Close, ranking: Floats, reading: Floats) -> Floats:
        """Return the score of every sentence."""
        return reread(self.measured.values @ ranking, close.rows, close.values @ reading)

    def confidence(self, close: Close, sentences: Floats) -> list[float]:
        """Return the features of confidence."""
        return confidence_features(self.measured, sentences, close.rows, close.reading)


class SearchCorpus:
    """A corpus of selected passages, searched as the product searches."""

    def __init__(
        self, passages: Sequence[TrainingPassage], background: Mapping[str, Background], read: WordCache
    ) -> None:
        """`background` maps each article to the word frequencies of all others."""
        self.passages = list(passages)
        self.documents = {passage.document for passage in passages}
        self._read = read
        self._background = background
        self._counts = Counter(term for passage in passages for term in set(passage.body.split()))
        self._vectors = np.concatenate([passage.vectors for passage in passages])
        self._starts = np.cumsum([0, *(len(passage.sentences) for passage in passages)])[:-1]
        self._words = sqlite3.connect(":memory:")
        self._words.execute(f'CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize="{FTS_TOKENIZER}")')
        rows = ((row, passage.heading, passage.body) for row, passage in enumerate(passages))
        self._words.executemany("INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)", rows)

    def ask(self, question: TrainingQuestion) -> SearchCase:
        """Find and measure the candidates for a question."""
        found: dict[int, None] = {}
        for match in Query(question.text).matches:
            if match:
                searched = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 1.0, 1.0) LIMIT ?"
                found |= {row: None for (row,) in self._words.execute(searched, (match, PROPOSED))}
        best = np.maximum.reduceat(self._vectors @ question.vector, self._starts)
        found |= {int(row): None for row in np.argsort(-best, kind="stable")[:PROPOSED]}
        chosen = [self.passages[row] for row in sorted(found)]
        candidates = tuple(Candidate(row, p.title, p.sentences, p.vectors) for row, p in enumerate(chosen))
        rarity = self._background[question.article].rarity(self._counts, len(self.passages))
        asked = QuestionFeatures.of(question.text, (), rarity)
        return SearchCase(
            question,
            asked,
            candidates,
            measure(asked, question.vector, candidates),
            np.array([question.right(passage) for passage in chosen]),
            np.array([answers for passage in chosen for answers in question.answering(passage)]),
            tuple(passage.document for passage in chosen),
            self._read,
        )
