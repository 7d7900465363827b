"""Find sentences of other reports that say the same as cited words or contradict them, and say how.

Candidates are the sentences whose stored vectors are closest to those of the cited words; the rules of `agreement` and
`contradictions` decide. Each other report contributes at most one sentence that agrees and one that differs. At most
`NEAREST` sentences are tried for each cited one, whatever the size of the corpus, so a large corpus with many similar
reports is not searched exhaustively.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...corpus.interruption import checkpoint
from ...corpus.types import Document, Sentence, Span
from ...index.home import Home
from ...index.storage.queries import documents_at, passages_at, passages_of
from ..statements.reported import read_sentence
from .agreement import says_same
from .contradictions import CLOSE, CLOSE_LISTS, contradictions
from .rules.members import may_miss

NEAREST = 120
"""Sentences tried for one cited sentence, including those of its own report."""

CITED = 4
"""The most cited sentences that are compared, from the first on."""


@dataclass(frozen=True, slots=True)
class RelatedSentence:
    """A sentence of another report. `reasons` say how it differs: "8 here, 15 there", where "here" is the cited sentence."""

    sentence: Sentence
    kind: Literal["same", "differs"]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbeddedSentence:
    """A sentence with its vector, shape (d,)."""

    sentence: Sentence
    vector: NDArray[np.float32]


def related_sentences(
    home: Home, document: Document, span: Span, limit: int = 12, *, lasting: bool = False
) -> tuple[RelatedSentence, ...]:
    """Return what other reports say about the words at `span`: contradictions first, then the closest; at most `limit`."""
    cited = [one for one in sentences_of(home, document) if one.sentence.span.overlaps(span)][:CITED]
    found: dict[tuple[str, str], tuple[float, RelatedSentence]] = {}
    for one in cited:
        for other in _near(home, one.vector, lasting):
            checkpoint()
            judged = relate(one, other)
            if judged is None:
                continue
            key = (other.sentence.document.id, judged.kind)
            cosine = float(one.vector @ other.vector)
            if key not in found or found[key][0] < cosine:
                found[key] = (cosine, judged)
    ranked = sorted(found.values(), key=lambda pair: (pair[1].kind != "differs", -pair[0]))
    return tuple(one for _, one in ranked[:limit])


def relate(one: EmbeddedSentence, other: EmbeddedSentence) -> RelatedSentence | None:
    """Return how `other` relates to `one`, or `None` if it neither agrees nor recognisably differs."""
    if one.sentence.document.id == other.sentence.document.id:
        return None
    cosine = float(one.vector @ other.vector)
    missing = cosine >= CLOSE_LISTS and (may_miss(one.sentence.text) or may_miss(other.sentence.text))
    if cosine < CLOSE and not missing:
        return None  # most pairs end here, before their sentences are analysed
    ours, theirs = read_sentence(one.sentence), read_sentence(other.sentence)
    reasons = contradictions(ours, theirs, cosine)
    if reasons:
        return RelatedSentence(other.sentence, "differs", reasons)
    return RelatedSentence(other.sentence, "same") if says_same(ours, theirs, cosine) else None


def sentences_of(home: Home, document: Document) -> list[EmbeddedSentence]:
    """Return a stored document's sentences with their vectors, in order; empty if it is no longer stored."""
    return [
        EmbeddedSentence(Sentence(document, span), vector)
        for passage in passages_of(home.catalogue.engine, document.id)
        for span, vector in zip(passage.sentences, passage.vectors, strict=True)
    ]


def _near(home: Home, vector: NDArray[np.float32], lasting: bool) -> Iterable[EmbeddedSentence]:
    rows = {row for row, _ in home.nearest(lasting=lasting).nearest(vector, NEAREST)}
    passages = passages_at(home.catalogue.engine, rows)
    documents = documents_at(home.catalogue.engine, {one.document for one in passages})
    for passage in passages:
        if passage.document not in documents:
            continue  # it has been replaced or removed since
        for span, other in zip(passage.sentences, passage.vectors, strict=True):
            yield EmbeddedSentence(Sentence(documents[passage.document], span), other)
