"""The Timeline tab as HTML: the chart with its controls, the list of days, and one day with its events and utterances."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from markupsafe import Markup

from ...assistant.timeline.backlog import Unread
from ...assistant.timeline.calendar_bins import Bin, CalendarUnit
from ...assistant.timeline.days import Day, DayCounts, TimelineEntry
from ...assistant.types import Citation
from ...corpus.types import Span, Utterance
from ...corpus.wording import counted, day
from . import chart
from .templating import macros

UTTERANCES = 60
"""Utterances of one day that are shown; the other tab has them all."""

KINDS = {"direct": "in quotation marks", "partial": "partly quoted", "indirect": "reported"}
"""How a report gives the words of a speaker."""

_html = macros("timeline.html")


@dataclass(frozen=True, slots=True)
class DayItem:
    """A day in the list, with its counts in words and the event that most reports cover."""

    name: str
    words: str
    counts: tuple[str, ...]
    headline: str | None


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event: its leading sentence, its reports, its `days` unless it is on one known day, and the `basis` of its day."""

    text: str
    citations: tuple[Citation, ...]
    days: str
    basis: str

    @classmethod
    def of(cls, one: TimelineEntry, *, of_month: bool = False) -> "EventItem":
        """Return the item for an entry of the timeline; `of_month`: only its month is known."""
        days = chart.days(one.day, one.until) if one.until != one.day or of_month else ""
        return cls(
            one.text, one.citations, days, "; ".join(dict.fromkeys(basis for basis in one.bases if ": " in basis))
        )


def shell() -> Markup:
    """Return the initial HTML of the tab; the rest is loaded into it."""
    return _html.shell()


def reading_progress(found: Unread) -> Markup:
    """Return a line on how many documents have been read; while it is shown, the page keeps asking."""
    return _html.reading_progress(found)


def empty_chart(filtered: bool) -> Markup:
    """Return the message shown if there is nothing to draw; `filtered`: because of the filters."""
    return _html.empty_chart(filtered)


def chart_with_controls(
    shown: Sequence[Bin], unit: CalendarUnit, width: int, window: tuple[date, date], whole: tuple[date, date]
) -> Markup:
    """Return the chart of these bins with its controls.

    `window` has the first and last day that were asked for, `whole` the first and last that are not empty.
    """
    since, until = window
    earlier, later = since > whole[0], until < whole[1]
    controls = (
        ("earlier", "Earlier", earlier),
        ("later", "Later", later),
        ("wider", "Zoom out", earlier or later),
        ("everything", "All dates", earlier or later),
    )
    totals = (
        counted(sum(one.reports for one in shown), "report"),
        counted(sum(one.events for one in shown), "event"),
        counted(sum(one.utterances for one in shown), "statement"),
    )
    days = chart.days(since, until)
    return _html.chart(
        chart.chart(shown, unit, width),
        chart.table(shown, f"{days}, by {unit}"),
        days,
        totals,
        unit,
        since.isoformat(),
        until.isoformat(),
        whole[0].isoformat(),
        whole[1].isoformat(),
        controls,
    )


def day_list(
    counts: Sequence[DayCounts],
    events: Mapping[date, Sequence[TimelineEntry]],
    following: int | None,
    months: Iterable[TimelineEntry] = (),
) -> Markup:
    """Return days in order, each with the event that most reports cover.

    `events` has the events of each day, `following` is how many days come before the next page, `months` has events of which
    only the month is known.
    """
    items = [_item(one, events.get(one.day, ())) for one in counts]
    return _html.day_list(items, following, [EventItem.of(one, of_month=True) for one in months])


def _item(one: DayCounts, events: Sequence[TimelineEntry]) -> DayItem:
    numbers = ((one.reports, "report"), (len(events), "event"), (one.utterances, "statement"))
    counts = tuple(counted(number, noun) for number, noun in numbers if number)
    return DayItem(one.day.isoformat(), day(one.day), counts, events[0].text if events else None)


def day_details(found: Day) -> Markup:
    """Return everything of one day: its events, who spoke, what was published."""
    name = found.day.isoformat()
    return _html.day_details(
        [EventItem.of(one) for one in found.events],
        _speakers(found.utterances),
        KINDS,
        len(found.utterances) - UTTERANCES,
        address(since=name, until=name),
        [(one, _opening(one.text)) for one in found.reports if one.text] if found.reports else None,
        empty=not (found.events or found.utterances or found.reports),
    )


def empty_day() -> Markup:
    """Return the message for a day that no report mentions."""
    return _html.empty_day()


def address(**fields: str) -> str:
    """Return the address of "Who said what" with these filters."""
    return f"/?{urlencode({'tab': 'said', **fields})}"


def _opening(text: str) -> Span:
    """Return the span of the first line, with which a report is opened at its beginning."""
    ends = text.find("\n")
    return Span(0, ends if ends > 0 else len(text))


def _speakers(utterances: Sequence[Utterance]) -> list[tuple[str | None, str, list[Utterance]]]:
    """Return the first utterances by speaker, each with the address of everything that they said."""
    shown = sorted(utterances, key=lambda one: (one.speaker or "~", one.document.id, one.span))
    groups = [(speaker, list(rows)) for speaker, rows in groupby(shown, key=lambda one: one.speaker)]
    # Reports that speak for others come last, since readers look for the names of speakers.
    groups.sort(key=lambda group: (group[0] is None, (group[0] or "").lower().startswith("the "), -len(group[1])))
    found, left = [], UTTERANCES
    for speaker, rows in groups:
        if left <= 0:
            break
        found.append((speaker, address(speaker=speaker) if speaker else "", rows[:left]))
        left -= len(rows)
    return found
