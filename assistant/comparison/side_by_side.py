"""Reports side by side: each row is a statement of one of them, each cell what another has of it.

A row's lead is the sentence of which most other reports speak. A cell says the same, differs (with the reason in words), or
is silent; who says the same as a report that differs from the lead has a row of its own where anything differs from *it*.
Every cell's words are a span of its report. Rows in which reports differ come first, then those that most reports share.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...corpus.errors import InputError
from ...corpus.language.terms import content_terms, terms
from ...corpus.types import Document, Span
from ...index.home import Home
from ...index.retrieval.search import NEAR, Results
from ..statements.reported import read_sentence
from .contradictions import CLOSE, CLOSE_LISTS
from .related import Placed, judge, sentences_of
from .rules.members import absent
from .speakers import Voice, voices

REPORTS = 8
"""Reports that are set side by side at most: more have no room, and every pair of sentences is compared."""

SENTENCES = 80
"""Sentences of one report that are compared, the first ones."""

Stand = Literal["says", "same", "differs", "silent"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report has of a row's statement: it `says` it first, says the `same`, `differs`, or is `silent`.

    `reasons` say in what it differs: "15 here, 8 there", where "here" is the row's statement and "there" this cell.
    """

    document: Document
    stand: Stand
    span: Span | None = None
    reasons: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        """The report's words; empty where it is silent."""
        return self.span.of(self.document.text) if self.span else ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One row: a cell for each report, in the reports' order."""

    cells: tuple[Cell, ...]

    @property
    def lead(self) -> Cell:
        """The cell that the others are compared with."""
        return next(cell for cell in self.cells if cell.stand == "says")

    @property
    def speaking(self) -> int:
        """How many reports speak to it."""
        return sum(cell.stand != "silent" for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether any report differs."""
        return any(cell.stand == "differs" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports, oldest first, the rows of what several of them tell, and who says what in each.

    `alone` has for each report the sentences of which no other one has anything (of those that were compared). `topic` is
    the question that chose reports and sentences; then `silent` are reports that were found and stand in no row, where
    there are rows. `left_out` counts the reports found or given beyond `REPORTS`.
    """

    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    alone: tuple[tuple[Span, ...], ...]
    topic: str | None = None
    silent: tuple[Document, ...] = ()
    left_out: int = 0


@dataclass(slots=True)
class _Beside:
    """Which sentences say the same, and which differ and in what, by their places in the list of all."""

    same: dict[int, dict[int, float]] = field(default_factory=dict)
    differs: dict[int, dict[int, tuple[str, ...]]] = field(default_factory=dict)


def compare(home: Home, documents: Sequence[Document]) -> Comparison:
    """These reports side by side; of more than `REPORTS` the first ones.

    Raises:
        InputError: there are none.
    """
    if not documents:
        raise InputError("name at least one document to compare, or a topic; ids are in the answers of 'search'")
    chosen = tuple({one.id: one for one in documents}.values())
    placed = [sentences_of(home, one)[:SENTENCES] for one in chosen[:REPORTS]]
    return _compared(chosen[:REPORTS], placed, None, len(chosen[REPORTS:]))


def about(topic: str, found: Results, sure: bool) -> Comparison:
    """What the reports that a search has found say of its topic: their sentences that are near enough to be quoted.

    Where the search is not `sure` that these answer (a topic of few words asks nothing) a sentence must have a word of it.
    """
    near = [one for one in found.evidence if one.score > found.evidence[0].score - NEAR]
    if not sure:
        asked = set(content_terms(topic))
        near = [one for one in near if asked.intersection(terms(one.sentence.text))]
    by_document: dict[str, list[Placed]] = {}
    documents: dict[str, Document] = {}
    for one in near:
        document = one.sentence.document
        documents.setdefault(document.id, document)
        by_document.setdefault(document.id, []).append(Placed(one.sentence, one.vector))
    chosen = list(documents)[:REPORTS]
    placed = [sorted(by_document[name], key=lambda one: one.sentence.span)[:SENTENCES] for name in chosen]
    return _compared([documents[name] for name in chosen], placed, topic, len(documents) - len(chosen))


def _compared(
    documents: Sequence[Document], placed: Sequence[Sequence[Placed]], topic: str | None, left_out: int
) -> Comparison:
    order = sorted(range(len(documents)), key=lambda at: (str(_day(documents[at]) or "9"), documents[at].id))
    documents, placed = [documents[at] for at in order], [placed[at] for at in order]
    every = [one for part in placed for one in part]
    owners = [at for at, part in enumerate(placed) for _ in part]
    rows, used = _rows(every, owners, _beside(every, owners), documents)
    speaking = [at for at in range(len(documents)) if not (topic and rows) or _speaks(rows, at)]
    alone = tuple(
        tuple(every[place].sentence.span for place, owner in enumerate(owners) if owner == at and place not in used)
        for at in speaking
    )
    shown = [documents[at] for at in speaking]
    only = {documents[at].id: [one.sentence.span for one in placed[at]] for at in speaking} if topic else None
    return Comparison(
        tuple(shown),
        tuple(Statement(tuple(row.cells[at] for at in speaking)) for row in rows),
        voices(shown, only),
        alone,
        topic,
        tuple(one for at, one in enumerate(documents) if at not in speaking),
        left_out,
    )


def _speaks(rows: Sequence[Statement], at: int) -> bool:
    """Whether a report stands in any row."""
    return any(row.cells[at].stand != "silent" for row in rows)


def _beside(every: Sequence[Placed], owners: Sequence[int]) -> _Beside:
    found = _Beside()
    if not every:
        return found
    vectors: NDArray[np.float32] = np.stack([one.vector for one in every])
    cosines = vectors @ vectors.T
    # Below `CLOSE` only a sentence that says who was not there can differ.
    missing = np.array([bool(absent(read_sentence(one.sentence))) for one in every])
    near = (cosines >= CLOSE) | ((cosines >= CLOSE_LISTS) & (missing[:, None] | missing[None, :]))
    for one, other in np.argwhere(np.triu(near, 1)).tolist():
        if owners[one] == owners[other]:
            continue
        judged = judge(every[one], every[other])
        if judged is None:
            continue
        if judged.kind == "same":
            found.same.setdefault(one, {})[other] = found.same.setdefault(other, {})[one] = float(cosines[one, other])
        else:
            back = judge(every[other], every[one])
            found.differs.setdefault(one, {})[other] = judged.reasons
            found.differs.setdefault(other, {})[one] = back.reasons if back else judged.reasons
    return found


def _rows(
    every: Sequence[Placed], owners: Sequence[int], beside: _Beside, documents: Sequence[Document]
) -> tuple[list[Statement], set[int]]:
    """The rows, and the places of the sentences that stand in any."""
    used: set[int] = set()
    rows = []

    def spoken(place: int) -> tuple[int, int, int]:
        others = {owners[one] for one in (*beside.differs.get(place, ()), *beside.same.get(place, ()))}
        return (len(others), len(beside.differs.get(place, ())), -place)

    for lead in sorted({*beside.same, *beside.differs}, key=spoken, reverse=True):
        if lead in used:
            continue
        cells = _cells(lead, every, owners, beside, documents, used)
        if sum(cell.stand != "silent" for cell in cells) > 1:
            rows.append(Statement(cells))
    rows.sort(key=lambda row: (not row.differs, -row.speaking))
    return rows, used


def _cells(
    lead: int,
    every: Sequence[Placed],
    owners: Sequence[int],
    beside: _Beside,
    documents: Sequence[Document],
    used: set[int],
) -> tuple[Cell, ...]:
    """A row's cells: a sentence that says the same is in one row only, one that differs may stand in several."""
    told_by: dict[int, tuple[int, Stand, tuple[str, ...]]] = {owners[lead]: (lead, "says", ())}
    for other in beside.differs.get(lead, {}):
        if owners[other] not in told_by:
            told_by[owners[other]] = (other, "differs", beside.differs[lead][other])
    same = beside.same.get(lead, {})
    for other in sorted(same, key=lambda one: -same[one]):
        if owners[other] not in told_by and other not in used:
            told_by[owners[other]] = (other, "same", ())
    used.update(place for place, _, _ in told_by.values())
    cells = []
    for at, document in enumerate(documents):
        if at not in told_by:
            cells.append(Cell(document, "silent"))
            continue
        place, stand, reasons = told_by[at]
        cells.append(Cell(document, stand, every[place].sentence.span, reasons))
    return tuple(cells)


def _day(document: Document) -> object:
    return (document.based_on and document.based_on.published) or document.published
