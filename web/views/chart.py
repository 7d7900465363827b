"""Charts of days as SVG: reports as bars, events as diamonds above them, utterances as a second row of bars.

Everything in them is a count or a date, so no words of a document are in a chart. Sizes are CSS pixels.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from ...assistant.timeline.calendar_bins import Bin, CalendarUnit
from ...corpus.wording import counted, day
from .templating import macros

HEIGHT = 236
_EVENTS, _REPORTS, _TALLEST, _UTTERANCES, _LOWER = (
    32,
    138,
    68,
    228,
    42,
)  # y of the middle or bottom of a row, and heights
_LABEL = 74  # the least distance between two labels of the axis
_WIDEST = 26  # the greatest width of a bar
_PER = {"day": "a day", "week": "a week", "month": "a month", "quarter": "in three months", "year": "a year"}

_html = macros("chart.html")


class Bar(NamedTuple):
    """A bar of reports or utterances."""

    kind: str
    x: str
    y: str
    width: str
    height: str


class Tick(NamedTuple):
    """A label of the axis."""

    x: str
    text_x: str
    anchor: str
    words: str


class BinShape(NamedTuple):
    """Everything drawn for one bin; without a `label` there is nothing in it."""

    since: str
    until: str
    x: str
    step: str
    label: str
    bars: tuple[Bar, ...] = ()
    diamond: str = ""


def chart(shown: Sequence[Bin], unit: CalendarUnit, width: int) -> Markup:
    """Return an interactive chart, `width` wide: each bin with anything in it is a button named by its days and counts."""
    most = [max((getattr(one, name) for one in shown), default=0) for name in ("reports", "events", "utterances")]
    step = width / max(1, len(shown))
    rows = (
        (14, f"Reported events{_up_to(most[1], unit)}"),
        (_REPORTS - _TALLEST - 12, f"Reports published{_up_to(most[0], unit)}"),
        (_UTTERANCES - _LOWER - 8, f"Statements{_up_to(most[2], unit)}"),
    )
    bins = [_bin(one, at * step, step, most) for at, one in enumerate(shown)]
    return _html.chart(width, HEIGHT, unit, rows, (_REPORTS, _UTTERANCES), _axis(shown, unit, width), bins)


def _up_to(most: int, unit: CalendarUnit) -> str:
    return f", up to {most:,} {_PER[unit]}" if most > 1 else ""


def _bin(one: Bin, x: float, step: float, most: Sequence[int]) -> BinShape:
    since, until = one.first.isoformat(), one.last.isoformat()
    if one.empty:
        return BinShape(since, until, f"{x:.1f}", f"{step:.1f}", "")
    thick = max(1.5, min(_WIDEST, step * 0.72))
    left, middle = f"{x + (step - thick) / 2:.1f}", f"{x + step / 2:.1f}"
    bars = []
    for number, top, foot, tallest, kind in (
        (one.reports, most[0], _REPORTS, _TALLEST, "reports"),
        (one.utterances, most[2], _UTTERANCES, _LOWER, "utterances"),
    ):
        if number:
            high = max(3.0, tallest * number / top)
            bars.append(Bar(kind, left, f"{foot - high:.1f}", f"{thick:.1f}", f"{high:.1f}"))
    diamond = ""
    if one.events:
        size = max(2.5, min(5.5, step / 2.2)) * (1 + 0.45 * (one.events > 2))
        side = f"{size:.1f}"
        diamond = f"M{middle} {_EVENTS - size:.1f}l{side} {side}-{side} {side}-{side}-{side}z"
    return BinShape(since, until, f"{x:.1f}", f"{step:.1f}", described(one), tuple(bars), diamond)


def described(one: Bin) -> str:
    """Return a bin in words: its days, and the counts that are not zero."""
    counts = [
        counted(number, noun)
        for number, noun in ((one.reports, "report"), (one.events, "event"), (one.utterances, "statement"))
        if number
    ]
    return f"{days(one.first, one.last)}: {', '.join(counts) or 'nothing'}"


def days(first: date, last: date) -> str:
    """Return a range of days in words: `24 October 2025`, `October 2025`, `2025`, `3 to 9 November 2025`."""
    if first == last:
        return day(first)
    following = last + timedelta(days=1) if last < date.max else last
    if first.day == 1 and following.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B} {first.year}"
        if first.month == 1 and last.month == 12:
            return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
        begun = f"{first:%B}" if first.year == last.year else f"{first:%B} {first.year}"
        return f"{begun} to {last:%B} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{f'{first.day} {first:%B}' if first.year == last.year else day(first)} to {day(last)}"


def _axis(shown: Sequence[Bin], unit: CalendarUnit, width: int) -> Iterator[Tick]:
    """Yield labels far enough apart to be read, if possible at the beginnings of months and years."""
    step = width / max(1, len(shown))
    behind, year = -_LABEL * 1.0, None
    for at in _ticks(shown, unit, step):
        x = at * step + step / 2
        if x - behind < _LABEL or x > width - 24:
            continue
        first = shown[at].first
        words = (
            str(first.year)
            if unit == "year"
            else f"{first:%b}"
            if unit in ("month", "quarter")
            else f"{first.day} {first:%b}"
        )
        if unit != "year" and first.year != year:
            words += f" {first.year}"
        anchor, text_x = ("start", max(0.0, x - 6)) if x < _LABEL / 2 else ("middle", x)
        yield Tick(f"{x:.1f}", f"{text_x:.1f}", anchor, words)
        behind, year = x, first.year


def _ticks(shown: Sequence[Bin], unit: CalendarUnit, step: float) -> list[int]:
    """Return the bins that may get a label: all, or if they are too many those that begin a larger unit."""
    every = list(range(len(shown)))
    if step >= _LABEL:
        return every
    if unit == "day" and len(shown) > 60:
        return [at for at in every if shown[at].first.day == 1] or every
    if unit == "day":
        return [at for at in every if shown[at].first.weekday() == 0] or every
    if unit == "week":
        return [at for at in every if shown[at].first.day <= 7]
    if unit in ("month", "quarter"):
        apart = next((each for each in (1, 2, 3, 6, 12) if each * step / (3 if unit == "quarter" else 1) >= _LABEL), 12)
        return [at for at in every if (shown[at].first.month - 1) % apart == 0]
    apart = next((each for each in (1, 2, 5, 10, 20, 50, 100) if each * step >= _LABEL), 100)
    return [at for at in every if shown[at].first.year % apart == 0]


def small(shown: Sequence[Bin], height: int = 56) -> Markup:
    """Return a row of bars for one speaker, as wide as the space allows. The text beside it says what it shows."""
    most = max((one.utterances for one in shown), default=0)
    bars = []
    for at, one in enumerate(shown):
        if one.utterances:
            high = max(3.0, (height - 2) * one.utterances / most)
            words = f"{days(one.first, one.last)}: {counted(one.utterances, 'statement')}"
            bars.append((at * 10 + 1.5, f"{height - high:.1f}", f"{high:.1f}", words))
    return _html.small(10 * max(1, len(shown)), height, most, bars)


def table(shown: Sequence[Bin], caption: str) -> Markup:
    """Return the same as a table, for readers who cannot use the chart; without empty bins."""
    rows = [(days(one.first, one.last), one.reports, one.events, one.utterances) for one in shown if not one.empty]
    return _html.table(caption, rows)
