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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from corpus.segment import segment
from evals.fit import Floats, RankingExample, fit_confidence, fit_ranking
from index.encoder import Encoder, PackagedEncoder
from index.features import FEATURES, Asked, Candidate, Measured, measure
from index.rank import CONFIDENCE, Background, Query, Weights, confidence_features, passage_scores
from index.terms import FTS_TOKENIZER, terms

PROPOSED = 30  # candidates that words propose, and as many that vectors propose
SPLITS = 2  # random halves of the articles, each also the other way round
SMALL = 50  # documents of the smallest corpus
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

    def __init__(self, passages: Sequence[_Passage], background: Mapping[str, Background]) -> None:
        """`background` holds for each article the word frequencies of all the others."""
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
        rarity = self._background[question.article].rarity(self._counts, len(self.passages))
        measured = measure(Asked.of(question.text, (), rarity), question.vector, candidates)
        answers = [answer.casefold() for answer in question.answers]
        return _Case(
            question,
            measured,
            np.array([passage.document in question.relevant for passage in chosen]),
            np.array([any(a in s.casefold() for a in answers) for passage in chosen for s in passage.sentences]),
            tuple(passage.document for passage in chosen),
        )


@dataclass(frozen=True)
class _Trial:
    """A question put to a corpus that holds its article (`held`), or does not; `size` names the kind of corpus."""

    features: list[float]
    article: str
    size: str
    held: bool
    answerable: bool


@dataclass(frozen=True)
class _Settled:
    weights: Floats
    bias: float
    threshold: float


def calibrate(folder: Path, background: Iterable[str] = (), encoder: Encoder | None = None) -> Weights:
    """Weights fitted on `folder` (`corpus.jsonl`, `queries.jsonl`; see `evals.suites.squad`), deterministic.

    A passage's article is its `_id` before "#", or all of it. `background` are other texts, such as news: they lend their
    words to the background frequencies, and stand in larger corpora beside the articles.

    Raises:
        InputError: fewer than four articles, too few to leave one out and take half of the others away.
    """
    encoder = encoder or PackagedEncoder()
    passages, questions = _read(folder, encoder)
    articles = sorted({passage.article for passage in passages})
    if len(articles) < 4:
        raise InputError(
            f"{folder} has {len(articles)} articles; give one with at least four, so that some can be left out"
        )
    others = _background_passages(background, encoder)
    without = {article: _frequencies([*passages, *others], article) for article in articles}

    whole = _Corpus(passages, without)
    cases = [whole.ask(question) for question in questions if question.answerable]
    kept = {article: fit_ranking([c.example for c in cases if c.question.article != article]) for article in articles}
    trials = _trials(passages, others, questions, kept, without)
    settled, figures = _settle(trials)
    ranking = fit_ranking([case.example for case in cases])
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in ("corpus.jsonl", "queries.jsonl")))
    return Weights(
        ranking=_named(FEATURES, ranking),
        confidence=_named(CONFIDENCE, settled.weights),
        bias=round(settled.bias, 5),
        threshold=round(settled.threshold, 5),
        background=_frequencies([*passages, *others], None),
        made={
            "date": datetime.now(UTC).date().isoformat(),
            "data_sha256": digest.hexdigest(),
            "articles": len(articles),
            "passages": len(passages),
            "background_passages": len(others),
            "cross_validated": {**_ranking_figures(cases, kept), **figures},
        },
    )


def main(folder: Path, out: Path, background: Sequence[Path] = ()) -> Weights:
    """Calibrate on `folder` and write `out`; `background` are JSONL files whose longest field is a text each."""
    texts = {
        max((value for value in json.loads(line).values() if isinstance(value, str)), key=len): None
        for file in background
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    weights = calibrate(folder, list(texts))
    out.write_text(weights.to_json(), encoding="utf-8")
    return weights


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 5) for name, value in zip(names, values, strict=True)}


def _read(folder: Path, encoder: Encoder) -> tuple[list[_Passage], list[_Question]]:
    documents = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    passages = [
        passage
        for one in documents
        for passage in _cut(one["_id"].split("#")[0], one["_id"], one["title"], one["text"])
    ]
    asked = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    vectors = encoder.encode([one["text"] for one in asked])
    questions = [
        _Question(
            one["text"],
            one["relevant"][0].split("#")[0],
            frozenset(one["relevant"]),
            tuple(one["answers"]),
            one["answerable"],
            vector,
        )
        for one, vector in zip(asked, vectors, strict=True)
        if one["relevant"]
    ]
    return _encoded(passages, encoder), questions


def _cut(article: str, document: str, title: str, text: str) -> Iterator[_Passage]:
    cut = segment(text)
    for at, passage in enumerate(cut.passages):
        sentences = tuple(s.of(text) for s, owner in zip(cut.sentences, cut.owners, strict=True) if owner == at)
        yield _Passage(article, document, title, passage.of(text), sentences, np.zeros((0, 0), np.float32))


def _encoded(passages: Sequence[_Passage], encoder: Encoder) -> list[_Passage]:
    vectors = encoder.encode([sentence for passage in passages for sentence in passage.sentences])
    ends = np.cumsum([len(passage.sentences) for passage in passages])
    return [replace(p, vectors=part) for p, part in zip(passages, np.split(vectors, ends[:-1]), strict=True)]


def _background_passages(texts: Iterable[str], encoder: Encoder) -> list[_Passage]:
    passages = [one for at, text in enumerate(texts) for one in _cut("", f"background {at}", "", text)]
    return _encoded(passages, encoder) if passages else []


def _frequencies(passages: Sequence[_Passage], without: str | None) -> Background:
    """Over all articles but one; terms that hardly ever occur are not worth storing."""
    kept = [passage for passage in passages if passage.article != without]
    counts = Counter(term for passage in kept for term in set(passage.body.split()))
    return Background(len(kept), {term: count for term, count in sorted(counts.items()) if count >= COMMON})


def _trials(
    passages: Sequence[_Passage],
    others: Sequence[_Passage],
    questions: Sequence[_Question],
    kept: Mapping[str, Floats],
    without: Mapping[str, Background],
) -> list[_Trial]:
    """Questions put to corpora that lack half of the articles, each ranked by weights fitted without its own article."""
    drawn = random.Random(0)
    articles = sorted(kept)
    trials = []
    for _ in range(SPLITS):
        drawn.shuffle(articles)
        middle = len(articles) // 2
        for half in (articles[:middle], articles[middle:]):
            present = [passage for passage in passages if passage.article in half]
            documents = list(dict.fromkeys(passage.document for passage in present))
            few = set(drawn.sample(documents, min(SMALL, len(documents))))
            sizes = {
                "half": present,
                "small": [passage for passage in present if passage.document in few],
                **({"large": [*present, *others]} if others else {}),
            }
            for size, chosen in sizes.items():
                corpus = _Corpus(chosen, without)
                for question in drawn.sample(questions, len(questions) // (1 if size == "half" else 2)):
                    held = not question.relevant.isdisjoint(corpus.documents)
                    if held == (question.article in half):
                        case = corpus.ask(question)
                        sentences = case.measured.values @ kept[question.article]
                        scores = passage_scores(sentences, case.measured.starts)
                        features = confidence_features(case.measured, sentences, scores)
                        trials.append(_Trial(features, question.article, size, held, question.answerable))
    return trials


def _settle(trials: Sequence[_Trial]) -> tuple[_Settled, dict[str, float]]:
    """Confidence fitted on all trials, and what it does on the articles that a fit has not seen."""
    features = np.array([trial.features for trial in trials])
    article = np.array([trial.article for trial in trials])
    size = np.array([trial.size for trial in trials])
    held = np.array([trial.held for trial in trials])
    asked = np.array([trial.answerable for trial in trials])

    def fit(chosen: NDArray[np.bool_]) -> _Settled:
        # A false question about an article that is there is neither: its passage is the right one to show.
        used = chosen & (asked | ~held)
        weights, bias = fit_confidence(features[used], held[used], size[used])
        chance = 1 / (1 + np.exp(-(features @ weights + bias)))
        limits = [np.quantile(chance[used & ~held & (size == one)], 1 - FALSE_ANSWERS) for one in np.unique(size)]
        return _Settled(weights, bias, float(max(limits)))

    answered = np.zeros(len(trials), dtype=bool)
    for one in np.unique(article):
        settled = fit(article != one)
        tested = article == one
        chance = 1 / (1 + np.exp(-(features[tested] @ settled.weights + settled.bias)))
        answered[tested] = chance >= settled.threshold
    groups = {"removed": ~held, "answerable": held & asked, "false_question": held & ~asked}
    return fit(np.ones(len(trials), dtype=bool)), {
        f"answered_{name}_{one}": round(float(answered[group & (size == one)].mean()), 4)
        for name, group in groups.items()
        for one in np.unique(size)
        if (group & (size == one)).any()
    }


def _ranking_figures(cases: Sequence[_Case], kept: Mapping[str, Floats]) -> dict[str, float]:
    """Means over questions, each ranked by weights fitted without its article."""
    rows: list[tuple[float, ...]] = []
    for case in cases:
        sentences = case.measured.values @ kept[case.question.article]
        order = np.argsort(-passage_scores(sentences, case.measured.starts), kind="stable")
        documents = list(dict.fromkeys(case.documents[at] for at in order))[:10]
        rank = next((at for at, one in enumerate(documents) if one in case.question.relevant), None)
        quoted = case.answering[np.argsort(-sentences, kind="stable")]
        gain = 0.0 if rank is None else float(1 / np.log2(rank + 2))
        rows.append((float(rank == 0), gain, float(quoted[0]), float(quoted[:3].any())))
    names = ("hit@1", "nDCG@10", "answer in first sentence", "answer in first three sentences")
    return {name: round(float(np.mean(scores)), 4) for name, scores in zip(names, zip(*rows, strict=True), strict=True)}
