"""Training data: passages with their sentences and vectors, and questions with their answers.

There are two sources: a folder in SQuAD format, whose answers are strings, and the golden set on the bundled briefs, whose
answers are spans, with questions that the briefs cannot answer.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...assistant.library.sources import BRIEFS_FOLDER
from ...corpus.language.terms import terms
from ...corpus.readers import read
from ...corpus.segment import segment
from ...corpus.types import Document, Span
from ...index.encoding.encoder import Encoder
from ...index.retrieval.ranking import Background
from ...index.storage.queries import heading

COMMON = 2  # minimum number of passages with a term that is stored
GOLDEN = Path(str(files("dragoman.evals").joinpath("suites", "briefs")))
FOLDS = 5  # parts of the questions without an answer: each is left out once


@dataclass(frozen=True)
class TrainingPassage:
    """A passage; all passages of an `article` are left out together, `document` is the id in `relevant`.

    `bounds` are the sentences' spans in the document's text.
    """

    article: str
    document: str
    title: str
    text: str
    sentences: tuple[str, ...]
    bounds: tuple[Span, ...]
    vectors: NDArray[np.float32] = field(repr=False)

    @cached_property
    def body(self) -> str:
        """Return the terms as full-text search has them."""
        return " ".join(terms(self.text))

    @cached_property
    def heading(self) -> str:
        """Return the title's terms."""
        return " ".join(terms(self.title))


@dataclass(frozen=True)
class TrainingQuestion:
    """A question, answered by sentences of `relevant` documents that contain one of `answers` or overlap one of `gold`."""

    text: str
    article: str
    relevant: frozenset[str]
    answers: tuple[str, ...]
    gold: tuple[tuple[str, Span], ...]
    answerable: bool
    vector: NDArray[np.float32] = field(repr=False)

    def right(self, passage: TrainingPassage) -> bool:
        """Return whether the passage has the answer."""
        return any(self.answering(passage)) if self.gold else passage.document in self.relevant

    def answering(self, passage: TrainingPassage) -> list[bool]:
        """Return which of the passage's sentences have the answer."""
        if self.gold:
            mine = [span for document, span in self.gold if document == passage.document]
            return [any(bound.overlaps(span) for span in mine) for bound in passage.bounds]
        answers = [answer.casefold() for answer in self.answers]
        return [any(answer in sentence.casefold() for answer in answers) for sentence in passage.sentences]


@dataclass(frozen=True)
class TrainingSet:
    """A collection with its questions; `name` labels its figures."""

    name: str
    passages: tuple[TrainingPassage, ...]
    questions: tuple[TrainingQuestion, ...]


def squad_set(folder: Path, encoder: Encoder) -> TrainingSet:
    """Load a folder in SQuAD format (`evals.suites.squad`); a passage's article is its `_id` up to "#"."""
    documents = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    passages = [
        passage
        for one in documents
        for passage in _cut(one["_id"].split("#")[0], one["_id"], one["title"], one["text"])
    ]
    asked = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = [one for one in asked if one["relevant"]]
    vectors = encoder.encode([one["text"] for one in asked])
    questions = [
        TrainingQuestion(
            one["text"],
            one["relevant"][0].split("#")[0],
            frozenset(one["relevant"]),
            tuple(one["answers"]),
            (),
            one["answerable"],
            vector,
        )
        for one, vector in zip(asked, vectors, strict=True)
    ]
    return TrainingSet(folder.name, tuple(_encoded(passages, encoder)), tuple(questions))


def briefs_set(encoder: Encoder) -> TrainingSet:
    """Load the golden questions on the bundled briefs, with and without an answer; an article is a brief."""
    documents = {Path(one.key).stem: one for one in read(BRIEFS_FOLDER) if isinstance(one, Document)}
    passages = [passage for name, one in documents.items() for passage in _cut(name, name, heading(one), one.text)]
    with_answer, without = _golden("questions"), _golden("unanswerable")
    vectors = encoder.encode([row["question"] for row in (*with_answer, *without)])
    questions = []
    for at, (row, vector) in enumerate(zip((*with_answer, *without), vectors, strict=True)):
        gold = tuple(_place(documents[one["document"]], one["document"], one["quote"]) for one in row.get("gold", ()))
        article = gold[0][0] if gold else f"without an answer {at % FOLDS}"
        relevant = frozenset(name for name, _ in gold)
        questions.append(TrainingQuestion(row["question"], article, relevant, (), gold, bool(gold), vector))
    return TrainingSet("briefs", tuple(_encoded(passages, encoder)), tuple(questions))


def background_passages(texts: Iterable[str], encoder: Encoder) -> tuple[TrainingPassage, ...]:
    """Cut and encode other texts, such as news; they belong to no article."""
    passages = [one for at, text in enumerate(texts) for one in _cut("", f"background {at}", "", text)]
    return tuple(_encoded(passages, encoder)) if passages else ()


def word_frequencies(passages: Iterable[TrainingPassage], without: str | None) -> Background:
    """Count in how many passages each term occurs, without those of one article; rare terms are left out."""
    kept = [passage for passage in passages if passage.article != without]
    counts = Counter(term for passage in kept for term in set(passage.body.split()))
    return Background(len(kept), {term: count for term, count in sorted(counts.items()) if count >= COMMON})


def _golden(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _place(document: Document, name: str, quote: str) -> tuple[str, Span]:
    start = document.text.index(quote)
    return name, Span(start, start + len(quote))


def _cut(article: str, document: str, title: str, text: str) -> Iterator[TrainingPassage]:
    cut = segment(text)
    for at, passage in enumerate(cut.passages):
        bounds = tuple(span for span, owner in zip(cut.sentences, cut.owners, strict=True) if owner == at)
        words = tuple(span.of(text) for span in bounds)
        yield TrainingPassage(article, document, title, passage.of(text), words, bounds, np.zeros((0, 0), np.float32))


def _encoded(passages: Sequence[TrainingPassage], encoder: Encoder) -> list[TrainingPassage]:
    vectors = encoder.encode([sentence for passage in passages for sentence in passage.sentences])
    ends = np.cumsum([len(passage.sentences) for passage in passages])
    return [replace(p, vectors=part) for p, part in zip(passages, np.split(vectors, ends[:-1]), strict=True)]
