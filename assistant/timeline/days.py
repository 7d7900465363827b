"""What happened when, by the reports: for each day the reports published, the events, and who said what.

Events and utterances come from `index.extracted`. Sentences of several reports on the same event of one day form one entry
with a citation each: close vectors and the same numbers and negation (`agreement.numbers_and_negation`), ignoring dates and
with a lower cosine than for answers, since the common day is evidence already. No words are generated: an entry starts with
a sentence of a document, and the day's headline is the entry that most reports share.
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
from ...index.filters import UtteranceQuery
from ...index.home import Home
from ...index.storage.queries import documents_at, published, vectors_of
from ..comparison.agreement import numbers_and_negation
from ..types import Citation

SAME_DAY = 0.7
"""The cosine from which two sentences of different reports on one day may describe the same event.

Of the pairs of events in the briefs, the six above it do, and of the next six two do not (read by hand).
"""

FIRST, PASSING = 0.15, 0.15
"""The bonus of a report's first sentence as a headline, and the penalty of one that names the day in passing ("since
7 October"), in cosine; a judgement.
"""

_PASSING = re.compile(r"\b(?:of|by|since|after|until|before) (?:late |early )?\Z")

Vectors = Mapping[tuple[str, Span], NDArray[np.float32]]

MOST = 100_000
"""The most utterances in one timeline."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of a day: citations of the sentences that describe it, one a document; the first one leads.

    `until` is its last day, `precision` as in `corpus.events.Event`; `bases` say for each citation how its date was resolved.
    """

    citations: tuple[Citation, ...]
    day: date
    until: date
    precision: Precision
    bases: tuple[str, ...]

    @property
    def text(self) -> str:
        """The leading sentence, cut from its document."""
        return self.citations[0].quote


@dataclass(frozen=True, slots=True)
class Day:
    """One day: reports published on it, events that start on it (most reported first), and utterances.

    An utterance belongs to the day on which it was said or, if unknown, to the day of its report.
    """

    day: date
    reports: tuple[Document, ...]
    events: tuple[TimelineEntry, ...]
    utterances: tuple[Utterance, ...]

    @property
    def headline(self) -> TimelineEntry | None:
        """The event that most reports describe."""
        return self.events[0] if self.events else None


@dataclass(frozen=True, slots=True)
class DayCounts:
    """The totals of one day: reports published, sentences that describe an event, and utterances."""

    day: date
    reports: int
    events: int
    utterances: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days that are not empty, in order; `months` are events known only to the month."""

    days: tuple[Day, ...]
    months: tuple[TimelineEntry, ...]


def timeline(home: Home, query: UtteranceQuery) -> Timeline:
    """Return the days that match. The home's events and utterances must have been extracted.

    `query.speaker` is a speaker, or somebody named in the sentence of an event. With a topic or a speaker, only reports with a
    matching event or utterance are listed.
    """
    exact, months = events_by_day(home, query)
    utterances_by_day: dict[date, list[Utterance]] = {}
    said = [one for one in UtteranceIndex(home).said(query, MOST) if _said(one)]
    for utterance in sorted(said, key=lambda one: (_said(one) or date.min, one.document.id, one.span)):
        utterances_by_day.setdefault(_said(utterance) or date.min, []).append(utterance)
    reports = reports_by_day(home, query)
    documents = documents_at(home.catalogue.engine, {row for rows in reports.values() for row in rows})
    days = tuple(
        Day(
            day,
            tuple(documents[row] for row in reports.get(day, ()) if row in documents),
            exact.get(day, ()),
            tuple(utterances_by_day.get(day, ())),
        )
        for day in sorted({*exact, *utterances_by_day, *reports})
    )
    return Timeline(days, months)


def events_by_day(
    home: Home, query: UtteranceQuery
) -> tuple[dict[date, tuple[TimelineEntry, ...]], tuple[TimelineEntry, ...]]:
    """Return the events of each day that match, and those known only to the month."""
    events = EventIndex(home).told(query)
    vectors = vectors_of(home.catalogue.engine, {(one.document.id, one.span) for one in events})
    exact: dict[date, list[Event]] = {}
    months: dict[date, list[Event]] = {}
    for one in events:
        if one.precision == "month":
            months.setdefault(one.day, []).append(one)
        elif query.since is None or one.day >= query.since:
            exact.setdefault(one.day, []).append(one)
    imprecise = tuple(entry for group in months.values() for entry in merge_events(group, vectors))
    return {day: merge_events(group, vectors) for day, group in exact.items()}, imprecise


def count_days(home: Home, query: UtteranceQuery) -> tuple[DayCounts, ...]:
    """Return the totals of each day that is not empty, in order. No text is loaded, so any period is cheap."""
    event_days, utterance_days = EventIndex(home).days(query), UtteranceIndex(home).days(query)
    events, utterances = Counter(day for day, _ in event_days), Counter(day for day, _ in utterance_days)
    limited = query.since or query.until
    reports = reports_by_day(home, query, None if limited else {row for _, row in (*event_days, *utterance_days)})
    return tuple(
        DayCounts(day, len(reports.get(day, ())), events[day], utterances[day])
        for day in sorted({*events, *utterances, *reports})
    )


def reports_by_day(home: Home, query: UtteranceQuery, having: Collection[int] | None = None) -> dict[date, list[int]]:
    """Return the row numbers of reports by day of publication; with a topic or speaker, only those with a match.

    `having` gives the rows with a match on any day, if they are known already.
    """
    found = published(home.catalogue.engine, replace(query.document_filters, since=query.since, until=query.until))
    if query.speaker or query.about:
        if having is None:
            undated = replace(query, since=None, until=None)
            having = {row for _, row in (*EventIndex(home).days(undated), *UtteranceIndex(home).days(undated))}
        found = [(day, row) for day, row in found if row in having]
    reports: dict[date, list[int]] = {}
    for day, row in found:
        reports.setdefault(day, []).append(row)
    return reports


def merge_events(events: Sequence[Event], vectors: Vectors) -> tuple[TimelineEntry, ...]:
    """Return the events of one day, merging those that say the same; those with most documents first.

    Among equals the sentence closest to all others of the day leads, with a bonus for a report's first sentence.
    """
    if not events:
        return ()
    rows = np.stack([vectors.get((one.document.id, one.span), _none(vectors)) for one in events])
    cosines = rows @ rows.T
    bare = [_undated(one) for one in events]
    central = cosines.mean(axis=1) + np.array([_prominent(one) for one in events])
    groups: list[list[int]] = []
    for at in sorted(range(len(events)), key=lambda at: (-float(central[at]), at)):
        one = events[at]
        group = next((group for group in groups if _belongs(one, at, group, events, bare, cosines)), None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    groups.sort(key=lambda group: (-len(group), -float(central[group[0]]), group[0]))
    return tuple(_entry([events[at] for at in group]) for group in groups)


def _prominent(event: Event) -> float:
    text = event.document.text
    passing = _PASSING.search(text[event.span.start : event.when.start])
    return FIRST * (not text[: event.span.start].strip()) - PASSING * bool(passing)


def _belongs(
    one: Event,
    at: int,
    group: Sequence[int],
    events: Sequence[Event],
    bare: Sequence[str],
    cosines: NDArray[np.float32],
) -> bool:
    """Return whether a sentence says the same as the leader of a group that has no sentence of its document yet."""
    lead = events[group[0]]
    if any(events[other].document.id == one.document.id for other in group) or one.until != lead.until:
        return False
    close = float(cosines[at, group[0]]) >= SAME_DAY
    return close and numbers_and_negation(bare[at]) == numbers_and_negation(bare[group[0]])


def _entry(group: Sequence[Event]) -> TimelineEntry:
    citations = tuple(Citation(marker, one.document, one.span) for marker, one in enumerate(group, 1))
    lead = group[0]
    return TimelineEntry(citations, lead.day, lead.until, lead.precision, tuple(one.basis for one in group))


def _undated(event: Event) -> str:
    """Return the sentence without its dates, whose numbers would separate reports that only word the date differently."""
    text, at, kept = event.document.text, event.span.start, []
    source = event.document.based_on
    published_on = event.document.published or (source.published if source else None)
    for one in dates(text, event.span.start, event.span.end, published_on):
        kept.append(text[at : one.start])
        at = one.end
    return "".join([*kept, text[at : event.span.end]])


def _none(vectors: Vectors) -> NDArray[np.float32]:
    """Return a vector with cosine 0 to all others, for a sentence without one."""
    return np.zeros_like(next(iter(vectors.values()))) if vectors else np.zeros(1, np.float32)


def _said(one: Utterance) -> date | None:
    return one.said_on or one.document.published
