"""Pictures of days as SVG: reports as bars, events as diamonds above them, utterances as a second row of bars.

Everything in them is a count or a date, so nothing of a document stands in a picture. Sizes are CSS pixels.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from ...assistant.timeline.calendar_bins import Bin, CalendarUnit
from ...corpus.wording import counted, day

HEIGHT = 236
_EVENTS, _REPORTS, _TALLEST, _UTTERANCES, _LOWER = 32, 138, 68, 228, 42  # y of a row's middle or foot, and heights
_LABEL = 74  # the least distance between two labels of the axis
_WIDEST = 26  # of a bar


def picture(shown: Sequence[Bin], unit: CalendarUnit, width: int) -> str:
    """An interactive picture, `width` wide: each bin that has anything is a button named by its days and counts."""
    most = [max((getattr(one, name) for one in shown), default=0) for name in ("reports", "events", "utterances")]
    step = width / max(1, len(shown))
    bars = "".join(_bin(one, at * step, step, most) for at, one in enumerate(shown))
    axis = "".join(_axis(shown, unit, width))
    per = {"day": "a day", "week": "a week", "month": "a month", "quarter": "in three months", "year": "a year"}[unit]
    words = (
        (14, f"Events told{_up_to(most[1], per)}"),
        (_REPORTS - _TALLEST - 12, f"Reports published{_up_to(most[0], per)}"),
        (_UTTERANCES - _LOWER - 8, f"Utterances{_up_to(most[2], per)}"),
    )
    labels = "".join(f'<text class="name" x="0" y="{y}">{shown_as}</text>' for y, shown_as in words)
    return (
        f'<svg class="picture" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" role="group"'
        f' aria-label="Reports, events and utterances by {unit}. Left and right arrow keys go through them.">'
        f'{labels}<line class="axis" x1="0" x2="{width}" y1="{_REPORTS}" y2="{_REPORTS}"/>'
        f'<line class="axis" x1="0" x2="{width}" y1="{_UTTERANCES}" y2="{_UTTERANCES}"/>{axis}{bars}'
        f'<rect class="brush" x="0" y="0" width="0" height="{HEIGHT}"/></svg>'
    )


def _up_to(most: int, per: str) -> str:
    return f", up to {most:,} {per}" if most > 1 else ""


def _bin(one: Bin, x: float, step: float, most: Sequence[int]) -> str:
    where = f'data-since="{one.first.isoformat()}" data-until="{one.last.isoformat()}"'
    hit = f'<rect class="hit" x="{x:.1f}" y="0" width="{step:.1f}" height="{HEIGHT}"/>'
    if one.empty:
        return f'<g class="bin empty" aria-hidden="true" {where}>{hit}</g>'
    thick = max(1.5, min(_WIDEST, step * 0.72))
    left, middle = x + (step - thick) / 2, x + step / 2
    parts = [hit]
    for number, top, foot, tallest, name in (
        (one.reports, most[0], _REPORTS, _TALLEST, "reports"),
        (one.utterances, most[2], _UTTERANCES, _LOWER, "utterances"),
    ):
        if number:
            high = max(3.0, tallest * number / top)
            parts.append(
                f'<rect class="{name}" x="{left:.1f}" y="{foot - high:.1f}" width="{thick:.1f}" height="{high:.1f}" rx="2"/>'
            )
    if one.events:
        size = max(2.5, min(5.5, step / 2.2)) * (1 + 0.45 * (one.events > 2))
        parts.append(
            f'<path class="events" d="M{middle:.1f} {_EVENTS - size:.1f}l{size:.1f} {size:.1f}-{size:.1f} {size:.1f}'
            f'-{size:.1f}-{size:.1f}z"/>'
        )
    return f'<g class="bin" role="button" tabindex="-1" aria-label="{told(one)}" {where}>{"".join(parts)}</g>'


def told(one: Bin) -> str:
    """A bin in words: its days, and what there is of them."""
    counts = [
        counted(number, noun)
        for number, noun in ((one.reports, "report"), (one.events, "event"), (one.utterances, "utterance"))
        if number
    ]
    return f"{days(one.first, one.last)}: {', '.join(counts) or 'nothing'}"


def days(first: date, last: date) -> str:
    """A stretch of days in words: `24 October 2025`, `October 2025`, `2025`, `3 to 9 November 2025`."""
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


def _axis(shown: Sequence[Bin], unit: CalendarUnit, width: int) -> list[str]:
    """Labels under the upper row, far enough apart to be read, at the beginnings of months and years where it can be."""
    step = width / max(1, len(shown))
    made: list[str] = []
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
        anchor, at_x = ("start", max(0.0, x - 6)) if x < _LABEL / 2 else ("middle", x)
        made.append(
            f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="{_REPORTS}" y2="{_REPORTS + 4}"/>'
            f'<text x="{at_x:.1f}" y="{_REPORTS + 17}" text-anchor="{anchor}">{words}</text>'
        )
        behind, year = x, first.year
    return made


def _ticks(shown: Sequence[Bin], unit: CalendarUnit, step: float) -> list[int]:
    """The bins that may get a label: every one, or those that begin something larger where there are too many."""
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


def small(shown: Sequence[Bin], height: int = 56) -> str:
    """A row of bars for one speaker, as wide as there is room; its words stand beside it, so it says only what it is."""
    most = max((one.utterances for one in shown), default=0)
    width = 10 * max(1, len(shown))
    bars = []
    for at, one in enumerate(shown):
        if one.utterances:
            high = max(3.0, (height - 2) * one.utterances / most)
            words = f"{days(one.first, one.last)}: {counted(one.utterances, 'utterance')}"
            bars.append(
                f'<rect class="utterances" x="{at * 10 + 1.5}" y="{height - high:.1f}" width="7" height="{high:.1f}">'
                f"<title>{words}</title></rect>"
            )
    return (
        f'<svg class="small" viewBox="0 0 {width} {height}" preserveAspectRatio="none" role="img"'
        f' aria-label="Utterances over time, up to {most}">'
        f'<line class="axis" x1="0" x2="{width}" y1="{height}" y2="{height}"/>{"".join(bars)}</svg>'
    )


def table(shown: Sequence[Bin], caption: str) -> str:
    """The same as a table, for whoever cannot use the picture; only bins that have anything."""
    rows = "".join(
        f'<tr><th scope="row">{days(one.first, one.last)}</th><td>{one.reports:,}</td><td>{one.events:,}</td>'
        f"<td>{one.utterances:,}</td></tr>"
        for one in shown
        if not one.empty
    )
    return (
        f'<table class="list"><caption>{caption}</caption><thead><tr><th scope="col">Days</th><th scope="col">Reports</th>'
        f'<th scope="col">Events</th><th scope="col">Utterances</th></tr></thead><tbody>{rows}</tbody></table>'
    )
