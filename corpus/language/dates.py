"""Every date expression of a text: where it stands, which days it names, and how that was worked out (`dates`).

A weekday, or a day and month without a year, is the last one that is not after publication, as news writing uses them;
where the words before it look ahead ("will meet on Thursday") it is the next one. Without a publication date only a full
date can be resolved.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .days import DAYS, MONTH, MONTHS

# The pieces of an expression. A weekday before a date and the other calendar's month behind it belong to it.
_day = "|".join(DAYS)
_nth = r"(?:st|nd|rd|th)?"
_dot = r"(?:(?<=\b\w{3})(?<!may)\.|(?<=\bsept)\.)?"  # of an abbreviation, not of the sentence
_to = r"(?: ?[-–—] ?| (?:to|and|until|till|through) (?:the )?| و| ?(?:إلى|حتى) )"
_other = rf"(?: ?[/(] ?(?:{MONTH})\)?)?"
_weekday = rf"(?:\b(?:{_day}),? (?:the )?)?"
_year = r"(?:,? (?P<y{}>(?:1[0-9]|20)\d\d)\b)?"
_in = r"\b(?:in|since|during|of|by|until|from|throughout|في|خلال|منذ) (?:(?:early|late|mid|شهر)[ -])?"
_not_named = "".join(
    rf"(?<!{word} )" for word in "good easter palm black ash super bloody shrove fat cyber holy".split()
)
_near = (
    "yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night|أول أمس|أمس|غدا|غدًا|اليوم(?! ال)"
)
_EXPRESSION = re.compile(
    "|".join(
        (
            r"(?P<iso>\b\d{4}-\d\d-\d\d)(?!\d)",
            # 23 to 24 October 2025; 30 October to 2 November
            rf"{_weekday}\b(?P<a1>\d{{1,2}}){_nth}(?: (?P<am1>{MONTH}){_dot})?{_to}(?:(?:{_day}),? )?"
            rf"(?P<b1>\d{{1,2}}){_nth}(?: of)? (?P<m1>{MONTH})\b{_dot}{_other}" + _year.format(1),
            # October 23-24, 2025; October 30 to November 2
            rf"{_weekday}\b(?P<m2>{MONTH}){_dot} (?P<a2>\d{{1,2}}){_nth}{_to}(?:(?P<bm2>{MONTH}){_dot} )?"
            rf"(?P<b2>\d{{1,2}}){_nth}\b(?![\d:])" + _year.format(2),
            # Friday 24 October 2025
            rf"{_weekday}\b(?P<d3>\d{{1,2}}){_nth}(?: of)? (?P<m3>{MONTH})\b{_dot}{_other}" + _year.format(3),
            # Friday, October 24, 2025
            rf"{_weekday}\b(?P<m4>{MONTH}){_dot} (?P<d4>\d{{1,2}}){_nth}\b(?![\d:])" + _year.format(4),
            r"(?P<figures>(?<![\d./])\d{1,2}[./]\d{1,2}[./](?:1[0-9]|20)\d\d(?![\d/]))",
            # in late November; in May last year
            rf"{_in}(?P<month>{MONTH})\b{_dot}{_other}"
            r"(?:(?:,? (?P<my>(?:1[0-9]|20)\d\d)| (?:of )?(?P<year>last|this|next) year)\b)?(?! ?\d)",
            rf"{_not_named}\b(?:(?P<rel>last|next|this) )?(?P<day>{_day})\b(?: (?P<arabic>الماضي|المقبل|القادم)\b)?",
            rf"\b(?P<near>{_near})\b",
            r"\b(?P<ago>\d{1,2}|two|three|four|five|six|ten) (?P<unit>days|weeks) ago\b",
        )
    ),
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would(?! have)|shall|to be|is to|are to|was to|were to|due|scheduled|planned|plans?|expected|set to|set for|"
    r"upcoming|ahead of|deadline|should|could|may|might|until|by|سوف|المقرر|المقبل|المقبلة)\b|\bس[يتن]\w{3,}"
)
_PAST = re.compile(
    r"\b(?:said|told|\w{3,}ed|was|were|had|met|held|took|came|began|went|gave|spoke|left|killed|since)\b"
)
_CARRIED = re.compile(r"\s+(?:(?:to|be|been|not|now|then|only|formally|officially)\s+)*")
# "5 people may", "in march": English months have a capital.
_SMALL = re.compile(
    r"(?<![^\W\d_])(?:may|march|january|february|april|june|july|august|september|october|november|december)\b"
)
_BACK = {"yesterday": 1, "last night": 1, "أمس": 1, "أول أمس": 2, "tomorrow": -1, "غدا": -1, "غدًا": -1}
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}

Precision = Literal["day", "days", "month"]


@dataclass(frozen=True, slots=True)
class When:
    """A date expression: `start` and `end` in the text, the first and the last day (inclusive) that it names.

    `precision` is `day`, `days` (a range) or `month` (one of its days, not known which). `basis` says in words how it was
    resolved. `full` tells whether the text itself gives day, month and year.
    """

    start: int
    end: int
    day: date
    until: date
    precision: Precision
    basis: str
    full: bool = False


def dates(text: str, start: int, end: int, published: date | None) -> Iterator[When]:
    """Every date expression between `start` and `end` that can be resolved, in order; none overlaps another."""
    behind = start
    for found in _EXPRESSION.finditer(text, start, end):
        if _SMALL.search(found.group()):
            continue
        ahead = _ahead(text, behind, found.start(), found.end(), end)
        when = _resolved(found, published, ahead)
        if when is not None:
            behind = found.end()
            yield when


def _ahead(text: str, behind: int, start: int, stop: int, end: int) -> bool:
    """Whether a date is spoken of as one to come, by the nearest word before it that tells, else behind it."""
    coming = [one.span() for one in _AHEAD.finditer(text, behind, start)]
    gone = [one.start() for one in _PAST.finditer(text, behind, start)]
    if coming or gone:
        # "would be held", "due to be signed": the participle belongs to what is before it.
        return bool(coming) and (
            not gone or coming[-1][1] > gone[-1] or _CARRIED.fullmatch(text, coming[-1][1], gone[-1]) is not None
        )
    first = _AHEAD.search(text, stop, min(end, stop + 100))
    past = _PAST.search(text, stop, min(end, stop + 100))
    return first is not None and (past is None or first.start() < past.start())


def _resolved(found: re.Match[str], published: date | None, ahead: bool) -> When | None:
    words = found.group()
    at, to = found.span()
    try:
        if found["iso"]:
            day = date.fromisoformat(found["iso"])
            return When(at, to, day, day, "day", f"“{words}”", True)
        if found["figures"]:
            return _figures(found)
        if found["month"]:
            return _month_only(found, published, ahead)
        if found["day"]:
            return _weekday_only(found, published, ahead)
        if found["near"] or found["ago"]:
            return _counted(found, published)
        return _dated(found, published, ahead)
    except (ValueError, OverflowError):  # 31 June, the day after the last of all days
        return None


def _dated(found: re.Match[str], published: date | None, ahead: bool) -> When | None:
    """A day and month, or two days that are the ends of a range, with or without a year."""
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
    return When(*found.span(), day, until, precision, basis, bool(year))


def _nearest(month: int, day: int, published: date, ahead: bool) -> tuple[date, str]:
    """The year of a day and month: the last before publication, or the nearest one where the text looks ahead."""
    years = [
        date(year, month, day) for year in range(published.year - 1, published.year + 2) if _exists(year, month, day)
    ]
    if not years:
        raise ValueError("no such day")
    if ahead:
        nearest = min(years, key=lambda one: abs((one - published).days))
        return nearest, f"the nearest to publication on {published.isoformat()}"
    past = [one for one in years if one <= published]
    return (past or years)[-1 if past else 0], f"the last before publication on {published.isoformat()}"


def _exists(year: int, month: int, day: int) -> bool:
    return day <= (_month_end(year, month)).day


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _figures(found: re.Match[str]) -> When | None:
    """`24/10/2025`, where only one reading is a day."""
    one, two, year = (int(part) for part in re.split(r"[./]", found["figures"]))
    if one == two or one > 12 or two > 12:
        month, number = (two, one) if one >= two else (one, two)
        day = date(year, month, number)
        return When(*found.span(), day, day, "day", f"“{found.group()}”", True)
    return None


def _month_only(found: re.Match[str], published: date | None, ahead: bool) -> When | None:
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
    return When(at, to, first, _month_end(first.year, month), "month", basis, bool(found["my"]))


def _weekday_only(found: re.Match[str], published: date | None, ahead: bool) -> When | None:
    if published is None:
        return None
    words, rel = found.group(), (found["rel"] or "").lower()
    number = DAYS[found["day"].lower()]
    coming = rel == "next" or found["arabic"] in ("المقبل", "القادم")
    if coming or (ahead and rel != "last" and not found["arabic"]):
        forward = (number - published.weekday()) % 7 or (7 if coming else 0)
        day, how = published + timedelta(days=forward), "the next one from"
    else:
        back = (published.weekday() - number) % 7 or (7 if rel == "last" or found["arabic"] else 0)
        day, how = published - timedelta(days=back), "the last one up to"
    return When(*found.span(), day, day, "day", f"“{words}”: {how} publication on {published.isoformat()}")


def _counted(found: re.Match[str], published: date | None) -> When | None:
    if published is None:
        return None
    words = found.group()
    if found["ago"]:
        number = _COUNT.get(found["ago"].lower()) or int(found["ago"])
        back = number * (7 if found["unit"].lower() == "weeks" else 1)
    else:
        back = _BACK.get(words.lower(), 0)
    day = published - timedelta(days=back)
    return When(*found.span(), day, day, "day", f"“{words}”: counted from publication on {published.isoformat()}")
