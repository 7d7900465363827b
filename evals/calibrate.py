"""Fits what `index.rank` ranks and abstains by, from questions whose passages and answers are known.

Everything is cross-validated by article: the figures that are stored with the weights come from articles that were left
out of the fit. Two fits share one way of searching (`_Corpus`): the ranking model maximises the likelihood of the right
passage and of a sentence with the answer, over all candidates of a question; confidence separates questions whose
article is in the corpus from those whose article was taken out, in corpora of several sizes.
"""

import hashlib
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.segment import segment
from evals.fit import RankingExample, fit_confidence, fit_ranking, threshold
from index.encoder import Encoder, PackagedEncoder
from index.features import FEATURES, Asked, Candidate, Measured, measure
from index.rank import CONFIDENCE, Query, Weights, confidence_features, passage_scores
from index.terms import FTS_TOKENIZER, terms

PROPOSED = 30  # candidates that words propose, and as many that vectors propose
SPLITS = 2  # random halves of the articles, each also the other way round
SMALL = 50  # passages of the smallest corpus
FALSE_ANSWERS = 0.03  # of the questions that the corpus cannot answer, at the threshold
COMMON = 2  # passages that a term needs to stand in to be worth storing


@dataclass(frozen=True)
class _Passage:
    """One passage; `article` is what is left out together, `document` the id that `relevant` names."""

    article: str
    document: str
    title: str
    text: str
    sentences: tuple[str, ...]
    vectors: NDArray[np.float32]

    @cached_property
    def body(self) -> str:
        return " ".join(terms(self.text))

    @cached_property
    def heading(self) -> str:
        return " ".join(terms(self.title))


@dataclass(frozen=True)
class _Question:
    text: str
    article: str
    relevant: frozenset[str]
    answers: tuple[str, ...]
    answerable: bool
    vector: NDArray[np.float32]


@dataclass(frozen=True)
class _Case:
    """One question put to one corpus. `answering` marks sentences with a gold answer, in whatever passage."""

    question: _Question
    measured: Measured
    right: NDArray[np.bool_]
    answering: NDArray[np.bool_]
    documents: tuple[str, ...]

    @property
    def example(self) -> RankingExample:
        ends = np.append(self.measured.starts[1:], len(self.measured.values))
        right = np.repeat(self.right, ends - self.measured.starts)
        return RankingExample(self.measured.values, right, right & self.answering)


class _Corpus:
    """Some of the passages, searched as the product searches them."""

    def __init__(self, passages: Sequence[_Passage], background: Callable[[str], Weights]) -> None:
        """`background` gives the word frequencies that know nothing of an article."""
        self.passages = list(passages)
        self.documents = {passage.document for passage in passages}
        self._background = background
        self._counts = Counter(term for passage in passages for term in set(passage.body.split()))
        self._vectors = np.concatenate([passage.vectors for passage in passages])
        self._starts = np.cumsum([0, *(len(passage.sentences) for passage in passages)])[:-1]
        self._words = sqlite3.connect(":memory:")
        self._words.execute(f'CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize="{FTS_TOKENIZER}")')
        rows = ((row, passage.heading, passage.body) for row, passage in enumerate(passages))
        self._words.executemany("INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)", rows)

    def ask(self, question: _Question) -> _Case:
        query = Query(question.text)
        found: dict[int, None] = {}
        for match in query.matches:
            if match:
                searched = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 1.0, 1.0) LIMIT ?"
                found |= {row: None for (row,) in self._words.execute(searched, (match, PROPOSED))}
        best = np.maximum.reduceat(self._vectors @ question.vector, self._starts)
        found |= {int(row): None for row in np.argsort(-best, kind="stable")[:PROPOSED]}
        chosen = [self.passages[row] for row in sorted(found)]
        candidates = [Candidate(row, p.title, p.sentences, p.vectors) for row, p in enumerate(chosen)]
        rarity = self._background(question.article).rarity(self._counts, len(self.passages))
        measured = measure(Asked.of(question.text, (), rarity), question.vector, candidates)
        answers = [answer.casefold() for answer in question.answers]
        return _Case(
            question,
            measured,
            np.array([passage.document in question.relevant for passage in chosen]),
            np.array([any(a in s.casefold() for a in answers) for passage in chosen for s in passage.sentences]),
            tuple(passage.document for passage in chosen),
        )


def calibrate(folder: Path, background: Iterable[str] = (), encoder: Encoder | None = None) -> Weights:
    """Weights fitted on `folder` (`corpus.jsonl`, `queries.jsonl`; see `evals.data`), deterministic.

    A passage's article is its `_id` before "#", or all of it. `background` are other texts, such as news: they lend their
    words to the background frequencies, and stand in larger corpora beside the articles.

    Raises:
        ValueError: fewer than four articles, too few to leave one out and take half of the others away.
    """
    encoder = encoder or PackagedEncoder()
    passages, questions = _read(folder, encoder)
    articles = sorted({passage.article for passage in passages})
    if len(articles) < 4:
        raise ValueError(f"{folder} has {len(articles)} articles; give one with at least four, so that some can be left out")
    others = _background_passages(background, encoder)
    without = {article: _frequencies([*passages, *others], article) for article in articles}

    whole = _Corpus(passages, without)
    cases = [whole.ask(question) for question in questions if question.answerable]
    kept = {article: fit_ranking([c.example for c in cases if c.question.article != article]) for article in articles}
    trials = _trials(passages, others, questions, kept, without)
    settled, figures = _settle(trials)
    ranking = fit_ranking([case.example for case in cases])
    everything = _frequencies([*passages, *others], None)
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in ("corpus.jsonl", "queries.jsonl")))
    return Weights(
        ranking=_named(FEATURES, ranking),
        confidence=_named(CONFIDENCE, settled.weights),
        bias=round(settled.bias, 5),
        threshold=round(settled.threshold, 5),
        background=everything.passages,
        frequencies={term: count for term, count in sorted(everything.counts.items()) if count >= COMMON},
        made={
            "date": datetime.now(UTC).date().isoformat(),
            "data_sha256": digest.hexdigest(),
            "articles": len(articles),
            "passages": len(passages),
            "background_passages": len(others),
            "cross_validated": {**_ranking_figures(cases, kept), **figures},
        },
    )
