"""Group reports by event: documents of about the same day with similar sentences and shared names.

A report is represented by the mean vector of its first sentences, its names, and its day: its date, or else the first full
date in its text. Reports are clustered: two groups merge if their mean vectors are close, their days are at most `DAYS`
apart, and they share names. The closest pairs merge first, so that a long chain of half-similar reports does not become
one event. Only the `LOOKED_AT` newest reports are grouped; in a larger corpus a topic finds older ones
(`side_by_side.compare_on_topic`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ...corpus.interruption import checkpoint
from ...corpus.language.dates import days
from ...corpus.types import Document, Sentence
from ...index.home import Home
from ...index.storage.queries import newest, passages_of
from ..statements.reported import read_sentence

LOOKED_AT = 400
"""The newest reports, which are grouped: 33 take 0.1 s, 400 about 2 s."""

PASSAGES = 3
"""Passages at the start of a report that represent it."""

NAMING = 8
"""Sentences at the start of a report whose names count."""

ALIKE = 0.62
"""The cosine of two groups' means from which they may cover one event: set by reading the groups of the bundled briefs."""

ALIKE_UNDATED = 0.75
"""The cosine if either group has no date."""

DAYS = 4
"""The most days between the first and the last report of one event."""

TIED = 1e-4
"""Cosines that differ by less are equal: the last digits depend on the processor."""

NAMES = 2
"""The least number of names that two groups share."""


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Reports of one event, oldest first. `first` and `last` are their days; `None` if no report has a date.

    `title` is that of the report closest to all of them; the oldest wins a tie.
    """

    title: str
    first: date | None
    last: date | None
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class EventGroups:
    """The events found, newest first, among the `looked_at` newest of the corpus's `documents`."""

    found: tuple[EventGroup, ...]
    looked_at: int
    documents: int


@dataclass(frozen=True, slots=True)
class _Group:
    documents: tuple[tuple[Document, date | None, NDArray[np.float32]], ...]
    named: tuple[frozenset[str], ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that occur in at least half of the reports."""
        counts = Counter(name for one in self.named for name in one)
        return frozenset(name for name, count in counts.items() if 2 * count >= len(self.named))

    @property
    def mean(self) -> NDArray[np.float32]:
        return _unit(np.mean([vector for _, _, vector in self.documents], axis=0))

    @property
    def days(self) -> list[date]:
        return [day for _, day, _ in self.documents if day is not None]


def group_by_event(home: Home, looked_at: int = LOOKED_AT) -> EventGroups:
    """Find the events covered by at least two reports."""
    engine = home.catalogue.engine
    groups = []
    for document in newest(engine, looked_at):
        checkpoint()
        passages = passages_of(engine, document.id, PASSAGES)
        vectors = [vector for one in passages for vector in one.vectors]
        if not vectors:
            continue
        first = [span for one in passages for span in one.sentences][:NAMING]
        names = frozenset().union(*(read_sentence(Sentence(document, span)).named for span in first))
        groups.append(_Group(((document, _day_of(document), _unit(np.mean(vectors, axis=0))),), (names,)))
    found = [_occasion(group) for group in _joined(groups) if len(group.documents) > 1]
    found.sort(key=lambda one: (one.last or date.min, len(one.documents)), reverse=True)
    return EventGroups(tuple(found), len(groups), len(home.catalogue))


def report_date(document: Document) -> date | None:
    """Return the date of a report: that of the article a brief summarises, else its own."""
    return (document.based_on and document.based_on.published) or document.published


def _day_of(document: Document) -> date | None:
    """Return the date of a report, or the first date in its text."""
    if (published := report_date(document)) is not None:
        return published
    named = days(document.text[:2_000], None)
    return named[0][0] if named else None


def _joined(groups: list[_Group]) -> list[_Group]:
    """Merge groups, the closest pair first, until no pair qualifies."""
    if len(groups) < 2:
        return groups
    means = np.stack([group.mean for group in groups])
    alike = means @ means.T
    active: list[_Group | None] = list(groups)
    np.fill_diagonal(alike, -1.0)
    while True:
        checkpoint()
        at, other = divmod(int(np.argmax(alike)), len(active))
        if alike[at, other] < ALIKE:
            return [group for group in active if group is not None]
        one, two = active[at], active[other]
        if one is None or two is None or not _one_event(one, two, float(alike[at, other])):
            alike[at, other] = alike[other, at] = -1.0
            continue
        active[at] = joined = _Group((*one.documents, *two.documents), (*one.named, *two.named))
        active[other] = None
        alike[other, :] = alike[:, other] = -1.0
        means[at] = joined.mean
        fresh = means @ means[at]
        for place, group in enumerate(active):
            alike[at, place] = alike[place, at] = -1.0 if group is None or place == at else fresh[place]


def _one_event(one: _Group, other: _Group, cosine: float) -> bool:
    if len(one.names & other.names) < NAMES:
        return False
    if not one.days or not other.days:
        return cosine >= ALIKE_UNDATED
    dates = (*one.days, *other.days)
    return (max(dates) - min(dates)).days <= DAYS


def _occasion(group: _Group) -> EventGroup:
    mean = group.mean
    ordered = sorted(group.documents, key=lambda one: (one[1] or date.max, one[0].title, one[0].id))
    cosines = [float(vector @ mean) for _, _, vector in ordered]
    # Two reports are equally close to their mean; without a tolerance, floating-point noise would choose.
    central = next(one for one, cosine in zip(ordered, cosines, strict=True) if cosine >= max(cosines) - TIED)[0]
    known = group.days
    return EventGroup(
        central.title,
        min(known, default=None),
        max(known, default=None),
        tuple(document for document, _, _ in ordered),
    )


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, np.float32)
