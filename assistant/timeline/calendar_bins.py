"""Bin days for a chart: by day, week, month, quarter or year, so that the bins fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .days import DayCounts

CalendarUnit = Literal["day", "week", "month", "quarter", "year"]

_UNITS: tuple[tuple[CalendarUnit, int], ...] = (("day", 1), ("week", 7), ("month", 30), ("quarter", 91), ("year", 365))


@dataclass(frozen=True, slots=True)
class Bin:
    """The days from `first` to `last` (inclusive), with their totals."""

    first: date
    last: date
    reports: int
    events: int
    utterances: int

    @property
    def empty(self) -> bool:
        """Whether these days have no reports, events or utterances."""
        return not (self.reports or self.events or self.utterances)


def unit_of(since: date, until: date, most: int) -> CalendarUnit:
    """Return the shortest unit of which at most `most` cover the days from `since` to `until`; years if none does."""
    days = (until - since).days + 1
    return next((unit for unit, length in _UNITS if days <= most * length), "year")


def bins(counts: Iterable[DayCounts], since: date, until: date, unit: CalendarUnit) -> tuple[Bin, ...]:
    """Return every unit from the one with `since` to the one with `until`, in order, including empty ones."""
    totals: dict[date, list[int]] = {}
    for one in counts:
        if since <= one.day <= until:
            sums = totals.setdefault(first_day(one.day, unit), [0, 0, 0])
            for at, number in enumerate((one.reports, one.events, one.utterances)):
                sums[at] += number
    result = []
    first = first_day(since, unit)
    while True:
        last = last_day(first, unit)
        result.append(Bin(first, last, *totals.get(first, (0, 0, 0))))
        if last >= until:
            return tuple(result)
        first = last + timedelta(days=1)


def first_day(day: date, unit: CalendarUnit) -> date:
    """Return the first day of the unit that contains a day; weeks start on Monday."""
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def last_day(first: date, unit: CalendarUnit) -> date:
    """Return the last day of the unit that starts on `first`."""
    if unit == "day":
        return first
    if unit == "week":
        return _before(first.toordinal() + 7)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    after = first.month - 1 + months
    if first.year + after // 12 > date.max.year:
        return date.max
    return date(first.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _before(ordinal: int) -> date:
    return date.fromordinal(min(ordinal - 1, date.max.toordinal()))
