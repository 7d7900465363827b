"""The sentences of other reports that say the same as cited words, and those that differ from them, and in what.

Candidates are the sentences whose stored vectors are nearest to those of the cited words; rules decide (`same`, `differ`).
Of each other report at most one sentence that says the same and one that differs is given. The work is bounded by
`NEAREST` sentences a cited one, whatever the size of the corpus, so in a large one with many reports of the same thing
not every one of them is looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...corpus.types import Document, Sentence, Span
from ...index.home import Home
from ...index.storage.queries import documents_at, passages_at, passages_of
from ..statements.reported import read_sentence
from .agreement import says_same
from .contradictions import CLOSE, CLOSE_LISTS, differences
from .rules.members import may_miss

NEAREST = 120
"""Sentences that are looked at for one cited sentence, its own report's included."""

CITED = 4
"""Cited sentences that are looked at, the first ones."""


@dataclass(frozen=True, slots=True)
class Related:
    """A sentence of another report. `reasons` say in words how it differs: "8 here, 15 there", here being the cited one."""

    sentence: Sentence
    kind: Literal["same", "differs"]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with its vector (d)."""

    sentence: Sentence
    vector: NDArray[np.float32]


def related(
    home: Home, document: Document, span: Span, limit: int = 12, *, lasting: bool = False
) -> tuple[Related, ...]:
    """What other reports say of the words at `span`: those that differ first, then the nearest; at most `limit`."""
    cited = [one for one in sentences_of(home, document) if one.sentence.span.overlaps(span)][:CITED]
    found: dict[tuple[str, str], tuple[float, Related]] = {}
    for one in cited:
        for other in _near(home, one.vector, lasting):
            judged = judge(one, other)
            if judged is None:
                continue
            key = (other.sentence.document.id, judged.kind)
            cosine = float(one.vector @ other.vector)
            if key not in found or found[key][0] < cosine:
                found[key] = (cosine, judged)
    ranked = sorted(found.values(), key=lambda pair: (pair[1].kind != "differs", -pair[0]))
    return tuple(one for _, one in ranked[:limit])


def judge(one: Placed, other: Placed) -> Related | None:
    """How `other` stands to `one`; `None` where it neither says the same nor tellably differs."""
    if one.sentence.document.id == other.sentence.document.id:
        return None
    cosine = float(one.vector @ other.vector)
    missing = cosine >= CLOSE_LISTS and (may_miss(one.sentence.text) or may_miss(other.sentence.text))
    if cosine < CLOSE and not missing:
        return None  # most pairs: nothing is read for them
    ours, theirs = read_sentence(one.sentence), read_sentence(other.sentence)
    reasons = differences(ours, theirs, cosine)
    if reasons:
        return Related(other.sentence, "differs", reasons)
    return Related(other.sentence, "same") if says_same(ours, theirs, cosine) else None


def sentences_of(home: Home, document: Document) -> list[Placed]:
    """A stored document's sentences with their vectors, in order; none where it is not stored any more."""
    return [
        Placed(Sentence(document, span), vector)
        for passage in passages_of(home.catalogue.engine, document.id)
        for span, vector in zip(passage.sentences, passage.vectors, strict=True)
    ]


def _near(home: Home, vector: NDArray[np.float32], lasting: bool) -> Iterable[Placed]:
    rows = {row for row, _ in home.nearest(lasting=lasting).nearest(vector, NEAREST)}
    passages = passages_at(home.catalogue.engine, rows)
    documents = documents_at(home.catalogue.engine, {one.document for one in passages})
    for passage in passages:
        if passage.document not in documents:
            continue  # it has been replaced or removed meanwhile
        for span, other in zip(passage.sentences, passage.vectors, strict=True):
            yield Placed(Sentence(documents[passage.document], span), other)
