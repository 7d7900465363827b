"""The Timeline tab: a chart of days, the list of them, and the events of one."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query
from markupsafe import Markup

from ...assistant.timeline import calendar_bins
from ...assistant.timeline.days import DayCounts
from ...corpus.errors import InputError
from ...index.filters import Filters, UtteranceQuery
from ..fragments import Skip, fragments
from ..site import Site
from ..views import timeline
from .panel import Panel

_PAGE = 40  # days listed at once
_NARROW, _WIDE = 240, 1600  # the width of a chart, in CSS pixels
_BAR = 9  # the least width of a bar with its gap


def filters(
    about: Annotated[str, Query(max_length=400)] = "",
    speaker: Annotated[str, Query(max_length=400)] = "",
    publisher: Annotated[str, Query(max_length=400)] = "",
    since: date | Literal[""] = "",
    until: date | Literal[""] = "",
) -> UtteranceQuery:
    """Return the form's fields, as a dependency of routes; an empty field limits nothing."""
    if since and until and since > until:
        raise InputError("the first day is after the last; change one of them")
    limits = Filters(publisher.strip() or None, since or None, until or None)
    return UtteranceQuery.among(limits, speaker=speaker.strip() or None, about=about.strip() or None)


TimelineFilters = Annotated[UtteranceQuery, Depends(filters)]


def make(site: Site) -> Panel:
    """Return the tab with its routes."""
    chronicle = site.dragoman.chronicle
    routes = fragments("/timeline")

    @routes.get("/chart")
    def chart(query: TimelineFilters, width: Annotated[int, Query(ge=_NARROW, le=_WIDE)] = 640) -> str:
        unread = chronicle.unread()
        note = timeline.reading_progress(unread) if unread else Markup()
        counts = chronicle.counts(replace(query, since=None, until=None))
        if not counts:
            return note + timeline.empty_chart(bool(query.about or query.speaker or query.publisher))
        whole = counts[0].day, counts[-1].day
        since, until = _window(counts, query)
        unit = calendar_bins.unit_of(since, until, max(8, width // _BAR))
        return note + timeline.chart_with_controls(
            calendar_bins.bins(counts, since, until, unit), unit, width, (since, until), whole
        )

    @routes.get("/days")
    def listed(query: TimelineFilters, skip: Skip = 0) -> str:
        chronicle.unread()  # reads a few at once, so that they are in the list, too
        all_counts = chronicle.counts(replace(query, since=None, until=None))
        if not all_counts:
            return ""
        since, until = _window(all_counts, query)
        counts = [one for one in all_counts if since <= one.day <= until]
        page = counts[skip : skip + _PAGE]
        following = skip + _PAGE if len(counts) > skip + _PAGE else None
        if not page:
            return timeline.day_list((), {}, None)
        events = chronicle.events_by_day(replace(query, since=page[0].day, until=page[-1].day))
        months = chronicle.months(replace(query, since=since, until=until)) if following is None else ()
        return timeline.day_list(page, events, following, months)

    @routes.get("/day")
    def of_day(query: TimelineFilters, day: date) -> str:
        found = chronicle.timeline(replace(query, since=day, until=day)).days
        return Markup().join(timeline.day_details(one) for one in found if one.day == day) or timeline.empty_day()

    return Panel("timeline", "Timeline", timeline.shell(), routes)


def _window(counts: tuple[DayCounts, ...], query: UtteranceQuery) -> tuple[date, date]:
    """Return the first and last day shown: those asked for, within what there is; else those with published reports.

    With words or a speaker to look for, all days that have something.
    """
    first, last = counts[0].day, counts[-1].day
    published = [one.day for one in counts if one.reports]
    if published and not (query.since or query.until or query.about or query.speaker):
        return published[0], published[-1]
    since, until = max(first, query.since or first), min(last, query.until or last)
    return (since, until) if since <= until else (query.since or until, query.until or since)
