"""What happened when, by the reports: for each day what was published, what is told to have happened, and who said what.

Events and utterances come from `index.extracted`. Sentences of several reports that tell of the same on
one day are one entry with a citation each: close vectors, the same numbers and negation (`agreement.same.telling`), with
the dates cut out and a lower cosine than answers ask for, since the same day speaks for it already. Nothing here writes
words: an entry is led by a sentence of a document, and the day's headline is the entry that most reports tell.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ...corpus.events import Event
from ...corpus.language.dates import Precision, dates
from ...corpus.types import Document, Span, Utterance
from ...index.extracted.events import EventIndex
from ...index.extracted.utterances import UtteranceIndex
from ...index.filters import Wanted
from ...index.home import Home
from ...index.storage.queries import documents_at, published, vectors_of
from ..comparison.agreement import telling
from ..types import Citation

SAME_DAY = 0.7
"""Cosine from which two sentences of different reports about one day may tell of the same: of the pairs of events in the
briefs, the six above it do, and of the next six two do not (read by hand)."""

FIRST, PASSING = 0.15, 0.15
"""What a report's first sentence has over others as a headline, and one that names the day in passing ("since 7 October")
has against it, in cosines; by judgement."""

_PASSING = re.compile(r"\b(?:of|by|since|after|until|before) (?:late |early )?\Z")

Vectors = Mapping[tuple[str, Span], NDArray[np.float32]]

MOST = 100_000
"""Utterances that are read for one timeline."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a day: citations of the sentences that tell it, a document each; the first one leads.

    `until` is its last day, `precision` as in `corpus.events.Event`; `bases` say for each citation how its day was
    resolved.
    """

    citations: tuple[Citation, ...]
    day: date
    until: date
    precision: Precision
    bases: tuple[str, ...]

    @property
    def text(self) -> str:
        """The leading sentence, by its offsets."""
        return self.citations[0].quote


@dataclass(frozen=True, slots=True)
class Day:
    """One day: reports published then, events that begin then (those that most reports tell first), and utterances.

    An utterance counts on the day it was said, where that is known, else on that of its report.
    """

    day: date
    reports: tuple[Document, ...]
    events: tuple[Entry, ...]
    utterances: tuple[Utterance, ...]

    @property
    def headline(self) -> Entry | None:
        """The event that most reports tell."""
        return self.events[0] if self.events else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of one day: reports published, sentences that tell of an event, and utterances."""

    day: date
    reports: int
    events: int
    utterances: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days that have anything, in order; `months` are events of which only the month is known."""

    days: tuple[Day, ...]
    months: tuple[Entry, ...]


def timeline(home: Home, wanted: Wanted) -> Timeline:
    """Everything of the days that are wanted; the home's happenings and speech have been read.

    `wanted.speaker` is somebody who spoke, or whom an event's sentence names. Where a topic or a speaker is wanted, reports
    are those that have something of it.
    """
    exact, months = happened(home, wanted)
    spoken: dict[date, list[Utterance]] = {}
    said = [one for one in UtteranceIndex(home).said(wanted, MOST) if _said(one)]
    for utterance in sorted(said, key=lambda one: (_said(one) or date.min, one.document.id, one.span)):
        spoken.setdefault(_said(utterance) or date.min, []).append(utterance)
    reports = reports_of(home, wanted)
    held = documents_at(home.catalogue.engine, {row for rows in reports.values() for row in rows})
    days = tuple(
        Day(day, tuple(held[row] for row in reports.get(day, ())), exact.get(day, ()), tuple(spoken.get(day, ())))
        for day in sorted({*exact, *spoken, *reports})
    )
    return Timeline(days, months)


def happened(home: Home, wanted: Wanted) -> tuple[dict[date, tuple[Entry, ...]], tuple[Entry, ...]]:
    """The events of each day that are wanted, and those of which only the month is known."""
    told = EventIndex(home).told(wanted)
    vectors = vectors_of(home.catalogue.engine, {(one.document.id, one.span) for one in told})
    exact: dict[date, list[Event]] = {}
    months: dict[date, list[Event]] = {}
    for one in told:
        if one.precision == "month":
            months.setdefault(one.day, []).append(one)
        elif wanted.since is None or one.day >= wanted.since:
            exact.setdefault(one.day, []).append(one)
    imprecise = tuple(entry for group in months.values() for entry in entries(group, vectors))
    return {day: entries(group, vectors) for day, group in exact.items()}, imprecise


def counts(home: Home, wanted: Wanted) -> tuple[Counts, ...]:
    """How much there is of each day that has anything, in order: for a picture of any length, without any text."""
    told, said = EventIndex(home).days(wanted), UtteranceIndex(home).days(wanted)
    events, spoken = Counter(day for day, _ in told), Counter(day for day, _ in said)
    limited = wanted.since or wanted.until
    reports = reports_of(home, wanted, None if limited else {row for _, row in (*told, *said)})
    return tuple(
        Counts(day, len(reports.get(day, ())), events[day], spoken[day]) for day in sorted({*events, *spoken, *reports})
    )


def reports_of(home: Home, wanted: Wanted, having: Collection[int] | None = None) -> dict[date, list[int]]:
    """Row numbers of the reports by day of publication; of a topic or person those that have something of it.

    `having`: these, of whatever day, where they are known already.
    """
    found = published(home.catalogue.engine, replace(wanted.documents, since=wanted.since, until=wanted.until))
    if wanted.speaker or wanted.about:
        if having is None:
            whenever = replace(wanted, since=None, until=None)
            having = {row for _, row in (*EventIndex(home).days(whenever), *UtteranceIndex(home).days(whenever))}
        found = [(day, row) for day, row in found if row in having]
    reports: dict[date, list[int]] = {}
    for day, row in found:
        reports.setdefault(day, []).append(row)
    return reports


def entries(told: Sequence[Event], vectors: Vectors) -> tuple[Entry, ...]:
    """The events of one day, those that say the same put together; those that most documents tell first.

    Among equally many, the sentence that is nearest to all others of the day leads, a report's first before others.
    """
    if not told:
        return ()
    rows = np.stack([vectors.get((one.document.id, one.span), _none(vectors)) for one in told])
    cosines = rows @ rows.T
    bare = [_undated(one) for one in told]
    central = cosines.mean(axis=1) + np.array([_prominent(one) for one in told])
    groups: list[list[int]] = []
    for at in sorted(range(len(told)), key=lambda at: (-float(central[at]), at)):
        one = told[at]
        group = next((group for group in groups if _belongs(one, at, group, told, bare, cosines)), None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    groups.sort(key=lambda group: (-len(group), -float(central[group[0]]), group[0]))
    return tuple(_entry([told[at] for at in group]) for group in groups)


def _prominent(event: Event) -> float:
    text = event.document.text
    passing = _PASSING.search(text[event.span.start : event.when.start])
    return FIRST * (not text[: event.span.start].strip()) - PASSING * bool(passing)


def _belongs(
    one: Event, at: int, group: Sequence[int], told: Sequence[Event], bare: Sequence[str], cosines: NDArray[np.float32]
) -> bool:
    """Whether a sentence tells the same as the one that leads a group, and no sentence of its document is in it yet."""
    lead = told[group[0]]
    if any(told[other].document.id == one.document.id for other in group) or one.until != lead.until:
        return False
    close = float(cosines[at, group[0]]) >= SAME_DAY
    return close and telling(bare[at]) == telling(bare[group[0]])


def _entry(group: Sequence[Event]) -> Entry:
    citations = tuple(Citation(marker, one.document, one.span) for marker, one in enumerate(group, 1))
    lead = group[0]
    return Entry(citations, lead.day, lead.until, lead.precision, tuple(one.basis for one in group))


def _undated(event: Event) -> str:
    """The sentence without its dates: numbers in them would tell two reports apart that only word the day otherwise."""
    text, at, kept = event.document.text, event.span.start, []
    source = event.document.based_on
    published_on = event.document.published or (source.published if source else None)
    for one in dates(text, event.span.start, event.span.end, published_on):
        kept.append(text[at : one.start])
        at = one.end
    return "".join([*kept, text[at : event.span.end]])


def _none(vectors: Vectors) -> NDArray[np.float32]:
    """A vector that is like no other, for a sentence without one."""
    return np.zeros_like(next(iter(vectors.values()))) if vectors else np.zeros(1, np.float32)


def _said(one: Utterance) -> date | None:
    return one.said_on or one.document.published
