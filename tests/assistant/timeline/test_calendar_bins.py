"""Binning days: every day in one bin, no gaps, no more bins than fit; and the chart's text."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.assistant.timeline.calendar_bins import CalendarUnit, bins, unit_of
from dragoman.assistant.timeline.days import DayCounts
from dragoman.web.views.chart import chart, days, small, table

dates = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(dates, min_size=1, max_size=20, unique=True), st.sampled_from([8, 40, 120]))
def test_every_day_is_counted_once_and_none_is_left_out(given_days: list[date], most: int) -> None:
    counts = [DayCounts(day, 1, 2, 3) for day in sorted(given_days)]
    since, until = counts[0].day, counts[-1].day
    unit = unit_of(since, until, most)
    if (until - since).days > most * 365:
        return  # years are the longest unit
    made = bins(counts, since, until, unit)
    assert len(made) <= most + 2
    assert made[0].first <= since and until <= made[-1].last
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(made))
    assert sum(one.reports for one in made) == len(counts)
    assert sum(one.utterances for one in made) == 3 * len(counts)
    drawn = chart(made, unit, 640)
    assert drawn.count('role="button"') == sum(not one.empty for one in made)
    assert len(re.findall(r'<tr><th scope="row"', table(made, "All"))) == sum(not one.empty for one in made)


@pytest.mark.parametrize(
    ("until", "unit"),
    [
        (date(2025, 1, 1), "day"),
        (date(2025, 4, 10), "day"),
        (date(2026, 6, 1), "week"),
        (date(2032, 6, 1), "month"),
        (date(2048, 6, 1), "quarter"),
        (date(2125, 6, 1), "year"),
    ],
)
def test_the_unit_fits(until: date, unit: CalendarUnit) -> None:
    assert unit_of(date(2025, 1, 1), until, 100) == unit


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 10, 24), date(2025, 10, 24), "24 October 2025"),
        (date(2025, 10, 1), date(2025, 10, 31), "October 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 1, 1), date(2026, 12, 31), "2025 to 2026"),
        (date(2025, 10, 1), date(2025, 12, 31), "October to December 2025"),
        (date(2025, 11, 3), date(2025, 11, 9), "3 to 9 November 2025"),
        (date(2025, 10, 27), date(2025, 11, 2), "27 October to 2 November 2025"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 December 2025 to 4 January 2026"),
    ],
)
def test_days_in_words(first: date, last: date, words: str) -> None:
    assert days(first, last) == words


def test_one_day_and_no_utterance_can_be_drawn() -> None:
    day = date(2025, 3, 3)
    (only,) = bins([DayCounts(day, 5, 0, 0)], day, day, "day")
    assert 'aria-label="3 March 2025: 5 reports"' in chart([only], "day", 300)
    assert "<rect" not in small([only])
