"""Show reports side by side: each row is a statement of one report, each cell what another report has of it.

A row starts from the sentence that most other reports also cover. A cell agrees, differs (with the reason in words) or is
silent. Reports that agree with a differing cell get a row of their own if anything contradicts that cell. The words of
each cell are a span of its report. Rows with differences come first, then those that most reports share.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...corpus.errors import InputError
from ...corpus.interruption import checkpoint
from ...corpus.language.terms import content_terms, terms
from ...corpus.types import Document, Span
from ...corpus.utterances.turns.replies import is_question
from ...index.home import Home
from ...index.retrieval.search import NEAR, Results
from ..statements.reported import read_sentence
from .contradictions import CLOSE, CLOSE_LISTS
from .event_groups import report_date
from .related import EmbeddedSentence, relate, sentences_of
from .rules.members import absent
from .voices import Voice, voices

REPORTS = 8
"""The most reports side by side: more do not fit on a page, and every pair of sentences is compared."""

SENTENCES = 80
"""Sentences of one report that are compared, from the first on."""

Stance = Literal["says", "same", "differs", "silent"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report has of a row's statement: it `says` it first, says the `same`, `differs`, or is `silent`.

    `reasons` say how it differs: "15 here, 8 there", where "here" is the row's statement and "there" this cell.
    """

    document: Document
    stand: Stance
    span: Span | None = None
    reasons: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        """The report's words; empty if it is silent."""
        return self.span.of(self.document.text) if self.span else ""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row: a cell for each report, in the order of the reports."""

    cells: tuple[Cell, ...]

    @property
    def lead(self) -> Cell:
        """The cell with which the others are compared."""
        return next(cell for cell in self.cells if cell.stand == "says")

    @property
    def speaking(self) -> int:
        """The number of reports that cover the statement."""
        return sum(cell.stand != "silent" for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether any report differs."""
        return any(cell.stand == "differs" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports, oldest first, the statements that several of them share, and who says what in each.

    `alone` has, for each report, the sentences (of those compared) without a counterpart in any other report. `topic` is the
    question that selected reports and sentences, if any; `silent` are then reports that were found but have no row, provided
    there are rows. `left_out` counts the reports beyond `REPORTS`.
    """

    documents: tuple[Document, ...]
    statements: tuple[ComparisonRow, ...]
    voices: tuple[Voice, ...]
    alone: tuple[tuple[Span, ...], ...]
    topic: str | None = None
    silent: tuple[Document, ...] = ()
    left_out: int = 0


@dataclass(slots=True)
class _Relations:
    """Pairs of sentences that agree (with their cosine) or differ (with the reasons), by index in the list of all sentences."""

    same: dict[int, dict[int, float]] = field(default_factory=dict)
    differs: dict[int, dict[int, tuple[str, ...]]] = field(default_factory=dict)


def compare_documents(home: Home, documents: Sequence[Document]) -> Comparison:
    """Compare these reports; of more than `REPORTS`, the first ones.

    Raises:
        InputError: there are none.
    """
    if not documents:
        raise InputError("name at least one document to compare, or a topic; 'search' lists their ids")
    chosen = tuple({one.id: one for one in documents}.values())
    placed = [
        [one for one in sentences_of(home, document) if not is_question(document, one.sentence.span)][:SENTENCES]
        for document in chosen[:REPORTS]
    ]
    return _compared(chosen[:REPORTS], placed, None, len(chosen[REPORTS:]))


def compare_on_topic(topic: str, found: Results, sure: bool) -> Comparison:
    """Compare what the reports found by a search say on its topic, using the sentences relevant enough to be quoted.

    If the search is not `sure` that they answer (a topic of few words asks nothing), a sentence must contain a word of the topic.
    """
    near = [one for one in found.evidence if one.score > found.evidence[0].score - NEAR]
    near = [one for one in near if not is_question(one.sentence.document, one.sentence.span)]
    if not sure:
        asked = set(content_terms(topic))
        near = [one for one in near if asked.intersection(terms(one.sentence.text))]
    by_document: dict[str, list[EmbeddedSentence]] = {}
    documents: dict[str, Document] = {}
    for one in near:
        document = one.sentence.document
        documents.setdefault(document.id, document)
        by_document.setdefault(document.id, []).append(EmbeddedSentence(one.sentence, one.vector))
    chosen = list(documents)[:REPORTS]
    placed = [sorted(by_document[name], key=lambda one: one.sentence.span)[:SENTENCES] for name in chosen]
    return _compared([documents[name] for name in chosen], placed, topic, len(documents) - len(chosen))


def _compared(
    documents: Sequence[Document], placed: Sequence[Sequence[EmbeddedSentence]], topic: str | None, left_out: int
) -> Comparison:
    order = sorted(range(len(documents)), key=lambda at: (str(report_date(documents[at]) or "9"), documents[at].id))
    documents, placed = [documents[at] for at in order], [placed[at] for at in order]
    sentences = [one for part in placed for one in part]
    owners = [at for at, part in enumerate(placed) for _ in part]
    rows, used = _rows(sentences, owners, _relations(sentences, owners), documents)
    speaking = [at for at in range(len(documents)) if not (topic and rows) or _speaks(rows, at)]
    alone = tuple(
        tuple(sentences[place].sentence.span for place, owner in enumerate(owners) if owner == at and place not in used)
        for at in speaking
    )
    shown = [documents[at] for at in speaking]
    only = {documents[at].id: [one.sentence.span for one in placed[at]] for at in speaking} if topic else None
    return Comparison(
        tuple(shown),
        tuple(ComparisonRow(tuple(row.cells[at] for at in speaking)) for row in rows),
        voices(shown, only),
        alone,
        topic,
        tuple(one for at, one in enumerate(documents) if at not in speaking),
        left_out,
    )


def _speaks(rows: Sequence[ComparisonRow], at: int) -> bool:
    """Return whether a report appears in any row."""
    return any(row.cells[at].stand != "silent" for row in rows)


def _relations(sentences: Sequence[EmbeddedSentence], owners: Sequence[int]) -> _Relations:
    found = _Relations()
    if not sentences:
        return found
    vectors: NDArray[np.float32] = np.stack([one.vector for one in sentences])
    cosines = vectors @ vectors.T
    # Below `CLOSE` only a sentence that says who was absent can differ.
    missing = np.array([bool(absent(read_sentence(one.sentence))) for one in sentences])
    near = (cosines >= CLOSE) | ((cosines >= CLOSE_LISTS) & (missing[:, None] | missing[None, :]))
    for one, other in np.argwhere(np.triu(near, 1)).tolist():
        if owners[one] == owners[other]:
            continue
        checkpoint()
        judged = relate(sentences[one], sentences[other])
        if judged is None:
            continue
        if judged.kind == "same":
            found.same.setdefault(one, {})[other] = found.same.setdefault(other, {})[one] = float(cosines[one, other])
        else:
            back = relate(sentences[other], sentences[one])
            found.differs.setdefault(one, {})[other] = judged.reasons
            found.differs.setdefault(other, {})[one] = back.reasons if back else judged.reasons
    return found


def _rows(
    sentences: Sequence[EmbeddedSentence], owners: Sequence[int], relations: _Relations, documents: Sequence[Document]
) -> tuple[list[ComparisonRow], set[int]]:
    """Return the rows, and the indices of all sentences in them."""
    used: set[int] = set()
    rows = []

    def spoken(place: int) -> tuple[int, int, int]:
        others = {owners[one] for one in (*relations.differs.get(place, ()), *relations.same.get(place, ()))}
        return (len(others), len(relations.differs.get(place, ())), -place)

    for lead in sorted({*relations.same, *relations.differs}, key=spoken, reverse=True):
        if lead in used:
            continue
        cells = _cells(lead, sentences, owners, relations, documents, used)
        if sum(cell.stand != "silent" for cell in cells) > 1:
            rows.append(ComparisonRow(cells))
    rows.sort(key=lambda row: (not row.differs, -row.speaking))
    return rows, used


def _cells(
    lead: int,
    sentences: Sequence[EmbeddedSentence],
    owners: Sequence[int],
    relations: _Relations,
    documents: Sequence[Document],
    used: set[int],
) -> tuple[Cell, ...]:
    """Return a row's cells. A sentence that agrees is used in one row only; one that differs may be used in several."""
    chosen: dict[int, tuple[int, Stance, tuple[str, ...]]] = {owners[lead]: (lead, "says", ())}
    for other in relations.differs.get(lead, {}):
        if owners[other] not in chosen:
            chosen[owners[other]] = (other, "differs", relations.differs[lead][other])
    same = relations.same.get(lead, {})
    for other in sorted(same, key=lambda one: -same[one]):
        if owners[other] not in chosen and other not in used:
            chosen[owners[other]] = (other, "same", ())
    used.update(place for place, _, _ in chosen.values())
    cells = []
    for at, document in enumerate(documents):
        if at not in chosen:
            cells.append(Cell(document, "silent"))
            continue
        place, stand, reasons = chosen[at]
        cells.append(Cell(document, stand, sentences[place].sentence.span, reasons))
    return tuple(cells)
