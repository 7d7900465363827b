"""Which reports are of one event: documents of about one day whose sentences are alike and that name the same.

A report is told by the mean of its first sentences' vectors, by its names, and by its day: that of the report, or where it
has none the first full date in its text. Reports join a group whose mean is near, whose days are `DAYS` apart at most, and
with which they share names; the nearest pairs join first, so that a long chain of half-alike reports is no event. Only the
`LOOKED_AT` newest reports are grouped: in a large corpus a topic finds older ones (`compare.about`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ...corpus.language.dates import days
from ...corpus.types import Document, Sentence
from ...index.home import Home
from ...index.storage.queries import newest, passages_of
from ..statements.reported import read_sentence

LOOKED_AT = 400
"""Reports that are grouped, the newest; of 33 this takes 0.1 s, of 400 about 2 s."""

PASSAGES = 3
"""Passages of a report that tell what it is of, the first ones."""

NAMING = 8
"""Sentences of a report whose names are read, the first ones."""

ALIKE = 0.62
"""Cosine of two groups' means from which they may be of one event: set by reading the groups of the bundled briefs."""

ALIKE_UNDATED = 0.75
"""… where one has no day."""

DAYS = 4
"""Days that the first and the last report of one event may be apart."""

NAMES = 2
"""Names that two groups must share."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Reports of one event, oldest first. `first` and `last` are their days; `None` where no report has one.

    `title` is the title of the report that is most like all of them, the oldest where several are.
    """

    title: str
    first: date | None
    last: date | None
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Occasions:
    """The events found, newest first, among `looked_at` of the corpus's `documents`."""

    found: tuple[Occasion, ...]
    looked_at: int
    documents: int


@dataclass(frozen=True, slots=True)
class _Group:
    documents: tuple[tuple[Document, date | None, NDArray[np.float32]], ...]
    named: tuple[frozenset[str], ...]

    @property
    def names(self) -> frozenset[str]:
        """What at least half of its reports name."""
        counts = Counter(name for one in self.named for name in one)
        return frozenset(name for name, count in counts.items() if 2 * count >= len(self.named))

    @property
    def mean(self) -> NDArray[np.float32]:
        return _unit(np.mean([vector for _, _, vector in self.documents], axis=0))

    @property
    def days(self) -> list[date]:
        return [day for _, day, _ in self.documents if day is not None]


def occasions(home: Home, looked_at: int = LOOKED_AT) -> Occasions:
    """The events of which the corpus has at least two reports."""
    engine = home.catalogue.engine
    groups = []
    for document in newest(engine, looked_at):
        passages = passages_of(engine, document.id, PASSAGES)
        vectors = [vector for one in passages for vector in one.vectors]
        if not vectors:
            continue
        first = [span for one in passages for span in one.sentences][:NAMING]
        names = frozenset().union(*(read_sentence(Sentence(document, span)).named for span in first))
        groups.append(_Group(((document, day_of(document), _unit(np.mean(vectors, axis=0))),), (names,)))
    found = [_occasion(group) for group in _joined(groups) if len(group.documents) > 1]
    found.sort(key=lambda one: (one.last or date.min, len(one.documents)), reverse=True)
    return Occasions(tuple(found), len(groups), len(home.catalogue))


def day_of(document: Document) -> date | None:
    """The day of a report: of what a brief is about, else its own, else the first date that its text tells."""
    published = (document.based_on and document.based_on.published) or document.published
    if published is not None:
        return published
    named = days(document.text[:2_000], None)
    return named[0][0] if named else None


def _joined(groups: list[_Group]) -> list[_Group]:
    """Groups joined, the nearest two first, until none may be."""
    if len(groups) < 2:
        return groups
    means = np.stack([group.mean for group in groups])
    alike = means @ means.T
    held: list[_Group | None] = list(groups)
    np.fill_diagonal(alike, -1.0)
    while True:
        at, other = divmod(int(np.argmax(alike)), len(held))
        if alike[at, other] < ALIKE:
            return [group for group in held if group is not None]
        one, two = held[at], held[other]
        if one is None or two is None or not _one_event(one, two, float(alike[at, other])):
            alike[at, other] = alike[other, at] = -1.0
            continue
        held[at] = joined = _Group((*one.documents, *two.documents), (*one.named, *two.named))
        held[other] = None
        alike[other, :] = alike[:, other] = -1.0
        means[at] = joined.mean
        fresh = means @ means[at]
        for place, group in enumerate(held):
            alike[at, place] = alike[place, at] = -1.0 if group is None or place == at else fresh[place]


def _one_event(one: _Group, other: _Group, cosine: float) -> bool:
    if len(one.names & other.names) < NAMES:
        return False
    if not one.days or not other.days:
        return cosine >= ALIKE_UNDATED
    every = (*one.days, *other.days)
    return (max(every) - min(every)).days <= DAYS


def _occasion(group: _Group) -> Occasion:
    mean = group.mean
    ordered = sorted(group.documents, key=lambda one: (one[1] or date.max, one[0].title, one[0].id))
    # Two reports are equally like their mean: unrounded, the processor's last digits would choose.
    central, *_ = max(ordered, key=lambda one: round(float(one[2] @ mean), 4))
    known = group.days
    return Occasion(
        central.title,
        min(known, default=None),
        max(known, default=None),
        tuple(document for document, _, _ in ordered),
    )


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, np.float32)
