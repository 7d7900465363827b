"""The day on which words were said, from what the reporter says beside them, and how it was worked out.

A weekday, or a day and month without a year, is the last one that is not after publication, as news writing uses them;
without a publication date only a full date can be resolved. Every expression of a text, with days to come: `dates`.
"""

import re
from datetime import date, timedelta

from ..types import Span

_MONTHS = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sep oct nov dec".split(),
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
    # … as they are called in the Levant and Iraq.
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|"),
)
MONTHS = {name: number for names in _MONTHS for number, name in enumerate(names, 1)} | {
    "sept": 9,
    "ابريل": 4,
    "اكتوبر": 10,
}
_ENGLISH_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_ARABIC_DAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
DAYS = {name: number for names in (_ENGLISH_DAYS, _ARABIC_DAYS) for number, name in enumerate(names)} | {"الإثنين": 0}

MONTH = "|".join(sorted(MONTHS, key=lambda name: -len(name)))
_WHEN = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)"
    rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{MONTH})\b\.?(?:,? (?P<y1>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<m2>{MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (?P<y2>(?:19|20)\d\d)\b)?"
    rf"|\b(?:(?P<last>last|next) )?(?P<day>{'|'.join(DAYS)})\b"
    r"|\b(?P<near>yesterday|today|tonight|this (?:morning|afternoon|evening)|last night|أمس|اليوم)\b"
    r"|\b(?P<vague>(?:last|earlier this|late last|earlier in the|this) (?:week|month|year)|on the weekend|at the weekend)\b",
    re.IGNORECASE,
)
Resolved = tuple[date | None, str | None]


def said_on(text: str, start: int, end: int, published: date | None) -> Resolved:
    """The day named between `start` and `end`, and how it was found; the most exact expression counts."""
    vague: str | None = None
    weekday: Resolved = (None, None)
    for found in _WHEN.finditer(text, start, end):
        words = found.group()
        if found["vague"]:
            since = f", published {published.isoformat()}" if published else ""
            vague = vague or f"“{words}”{since}: no one day"
        elif found["iso"] or found["d1"] or found["d2"]:
            day = _calendar(found, published)
            if day[0] is not None:
                return day
            vague = vague or day[1]
        elif weekday[0] is None:
            weekday = _relative(found, published)
    return weekday if weekday[1] else (None, vague)


def days(text: str, published: date | None) -> tuple[tuple[date, Span], ...]:
    """Every day that a text names and that can be told, with its place; a weekday beside a date belongs to the date."""
    dated: list[tuple[date, Span]] = []
    weekdays: list[tuple[date, Span]] = []
    for found in _WHEN.finditer(text):
        if found["vague"]:
            continue
        exact = bool(found["iso"] or found["d1"] or found["d2"])
        day, _ = _calendar(found, published) if exact else _relative(found, published)
        if day is not None:
            (dated if exact else weekdays).append((day, Span(*found.span())))
    beside = [one for _, one in dated]
    alone = [
        (day, span)
        for day, span in weekdays
        if not any(0 <= one.start - span.end <= 2 or 0 <= span.start - one.end <= 2 for one in beside)
    ]
    return tuple(sorted(dated + alone, key=lambda one: one[1]))


def _calendar(found: re.Match[str], published: date | None) -> Resolved:
    words = found.group()
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"]), f"“{words}”"
        day, month = int(found["d1"] or found["d2"]), MONTHS[(found["m1"] or found["m2"]).lower()]
        if year := found["y1"] or found["y2"]:
            return date(int(year), month, day), f"“{words}”"
        if published is None:
            return None, f"“{words}”: no year, and no date of publication"
        resolved = date(published.year, month, day)
        if resolved > published:
            resolved = date(published.year - 1, month, day)
    except ValueError:
        return None, None
    return resolved, f"“{words}”: the last before publication on {published.isoformat()}"


def _relative(found: re.Match[str], published: date | None) -> Resolved:
    words = found.group()
    if found["last"] and found["last"].lower() == "next":
        return None, None
    if published is None:
        return None, f"“{words}”: no date of publication"
    if found["near"]:
        back = 1 if words.lower() in ("yesterday", "last night", "أمس") else 0
        return published - timedelta(days=back), f"“{words}”: counted from publication on {published.isoformat()}"
    back = (published.weekday() - DAYS[found["day"].lower()]) % 7
    if found["last"] and back == 0:
        back = 7
    resolved = published - timedelta(days=back)
    return resolved, f"“{words}”: the last one up to publication on {published.isoformat()}"
