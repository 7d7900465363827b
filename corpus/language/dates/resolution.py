"""Resolve date expressions: the days that each names, and how they follow from the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..calendar_names import MONTHS, WEEKDAYS
from ..number_words import CARDINALS
from .grammar import expressions

_BACK = {
    "day before yesterday": 2,
    "day after tomorrow": -2,
    "yesterday": 1,
    "last night": 1,
    "أمس": 1,
    "أول أمس": 2,
    "tomorrow": -1,
    "غدا": -1,
    "غدًا": -1,
}

Precision = Literal["day", "days", "month"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A resolved date expression: its offsets in the text, and the first and last day (inclusive) that it names.

    `precision` is `day`, `days` (a range) or `month` (an unknown day of that month). `basis` says in words how the
    expression was resolved. `full`: the text itself gives day, month and year, or month and year for a month.
    """

    start: int
    end: int
    day: date
    until: date
    precision: Precision
    basis: str
    full: bool = False


def resolve(found: re.Match[str], published: date | None, ahead: bool) -> DateMention | None:
    """Return the days that an expression of the grammar names; `None` if they cannot be determined.

    `ahead`: the text speaks of a day to come, so a day without a year may lie after `published`.
    """
    words = found.group()
    at, to = found.span()
    try:
        if found["vague"]:
            return None
        if found["iso"]:
            day = date.fromisoformat(found["iso"])
            return DateMention(at, to, day, day, "day", f"“{words}”", True)
        if found["figures"]:
            return _figures(found)
        if found["month"]:
            return _month_only(found, published, ahead)
        if found["count"]:
            return _beside(found, published)
        if found["week"] or found["back"] or found["week_before"]:
            return _in_week(found, published)
        if found["weekday"]:
            return _weekday_only(found, published, ahead)
        if found["near"] or found["ago"]:
            return _counted(found, published)
        return _dated(found, published, ahead)
    except (ValueError, OverflowError):  # 31 June, or a day beyond `date.max`
        return None


def _dated(found: re.Match[str], published: date | None, ahead: bool) -> DateMention | None:
    """Resolve a day and month, or the two ends of a range, with or without a year."""
    words = found.group()
    last = int(found["b1"] or found["b2"] or found["d3"] or found["d4"])
    first = int(found["a1"] or found["a2"] or last)
    end_month = MONTHS[(found["m1"] or found["bm2"] or found["m2"] or found["m3"] or found["m4"]).lower()]
    month = MONTHS[(found["am1"] or found["m2"] or found["m1"] or found["m3"] or found["m4"]).lower()]
    year = found["y1"] or found["y2"] or found["y3"] or found["y4"]
    basis = f"“{words}”"
    if year:
        until = date(int(year), end_month, last)
    elif published is None:
        return None
    else:
        until, how = _nearest(end_month, last, published, ahead)
        basis = f"“{words}”: {how}"
    day = date(until.year - (month > end_month), month, first)
    if day > until:
        return None
    precision: Precision = "day" if day == until else "days"
    return DateMention(*found.span(), day, until, precision, basis, bool(year))


def _nearest(month: int, day: int, published: date, ahead: bool) -> tuple[date, str]:
    """Resolve a day and month without a year: the last one up to publication, or the nearest if the text looks ahead."""
    years = [
        date(year, month, day) for year in range(published.year - 1, published.year + 2) if _exists(year, month, day)
    ]
    if not years:
        raise ValueError("no such day")
    if ahead:
        nearest = min(years, key=lambda candidate: abs((candidate - published).days))
        return nearest, f"the nearest to publication on {published.isoformat()}"
    past = [candidate for candidate in years if candidate <= published]
    return (past or years)[-1 if past else 0], f"the last before publication on {published.isoformat()}"


def _exists(year: int, month: int, day: int) -> bool:
    return day <= (_month_end(year, month)).day


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _figures(found: re.Match[str]) -> DateMention | None:
    """Resolve `24/10/2025`; `None` if it is a day in both orders."""
    one, two, year = (int(part) for part in re.split(r"[./]", found["figures"]))
    if one == two or one > 12 or two > 12:
        month, number = (two, one) if one >= two else (one, two)
        day = date(year, month, number)
        return DateMention(*found.span(), day, day, "day", f"“{found.group()}”", True)
    return None


def _month_only(found: re.Match[str], published: date | None, ahead: bool) -> DateMention | None:
    month = MONTHS[found["month"].lower()]
    at, to = found.start("month"), found.end()
    words = found.string[at:to].rstrip(".")
    to = at + len(words)
    if found["my"]:
        first = date(int(found["my"]), month, 1)
        basis = f"“{words}”: a day of that month"
    elif published is None:
        return None
    elif found["year"]:
        first = date(published.year + ("last", "this", "next").index(found["year"].lower()) - 1, month, 1)
        basis = f"“{words}”: a day of that month, counted from publication on {published.isoformat()}"
    else:
        back = (published.month - month) % 12
        year = published.year - (month > published.month)
        if ahead and back > 6:
            year += 1
        first = date(year, month, 1)
        how = "nearest to" if ahead else "last up to"
        basis = f"“{words}”: a day of that month, the {how} publication on {published.isoformat()}"
    return DateMention(at, to, first, _month_end(first.year, month), "month", basis, bool(found["my"]))


def _weekday_only(found: re.Match[str], published: date | None, ahead: bool) -> DateMention | None:
    if published is None:
        return None
    words, rel = found.group(), (found["relative"] or "").lower()
    number = WEEKDAYS[found["weekday"].lower()]
    coming = rel == "next" or found["arabic"] in ("المقبل", "القادم")
    if coming or (ahead and rel != "last" and not found["arabic"]):
        forward = (number - published.weekday()) % 7 or (7 if coming else 0)
        day, how = published + timedelta(days=forward), "the next one from"
    else:
        back = (published.weekday() - number) % 7 or (7 if rel == "last" or found["arabic"] else 0)
        day, how = published - timedelta(days=back), "the last one up to"
    return DateMention(*found.span(), day, day, "day", f"“{words}”: {how} publication on {published.isoformat()}")


def _number(word: str) -> int:
    """Return the value of a number; "a" and "the" count as one."""
    low = word.lower()
    return 1 if low in ("a", "an", "the") else CARDINALS.get(low) or int(low)


def _in_week(found: re.Match[str], published: date | None) -> DateMention | None:
    """Resolve a weekday of a named week, which begins on Monday."""
    if published is None:
        return None
    words = found.group()
    week = (found["week"] or found["week_before"] or "").lower().removeprefix("the ")
    if found["back"]:
        weeks = -2 if "fortnight" in words.lower() else -_number(found["back"])
    else:
        weeks = -2 if week == "week before last" else -1 if week == "last week" else 1 if week == "next week" else 0
    number = WEEKDAYS[(found["weekday"] or found["weekday_after"]).lower()]
    day = published + timedelta(days=7 * weeks + number - published.weekday())
    return DateMention(
        *found.span(), day, day, "day", f"“{words}”: counted from the week of publication on {published.isoformat()}"
    )


def _beside(found: re.Match[str], published: date | None) -> DateMention | None:
    """Resolve a day counted from another: "two days after Monday's vote". Weeks and longer are not meant to the day."""
    if found["weeks"]:
        return None
    base = next(expressions(found.string, *found.span("base")), None)
    other = resolve(base, published, ahead=False) if base else None
    if other is None or other.precision != "day":
        return None
    after = found["side"].lower() in ("after", "following")
    day = other.day + timedelta(days=_number(found["count"]) * (1 if after else -1))
    return DateMention(
        *found.span(), day, day, "day", f"“{found.group()}”: counted from {other.day.isoformat()}", other.full
    )


def _counted(found: re.Match[str], published: date | None) -> DateMention | None:
    if published is None:
        return None
    words = found.group()
    if found["ago"]:
        back = _number(found["ago"]) * (7 if found["unit"].lower()[:4] == "week" else 1)
        back = 14 if found["unit"].lower() == "fortnight" else back
    else:
        back = _BACK.get(words.lower().removeprefix("the "), 0)
    day = published - timedelta(days=back)
    return DateMention(
        *found.span(), day, day, "day", f"“{words}”: counted from publication on {published.isoformat()}"
    )
