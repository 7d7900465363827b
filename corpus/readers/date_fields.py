"""Parse a date as sources write it: in front matter, feeds, mail headers, tables and web pages.

The day is the source's own: times and time zones are dropped, never converted. An ambiguous value counts as unknown: a
wrong date under a quotation is worse than none.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

from ..clean import one_line
from ..language.calendar_names import MONTHS, WEEKDAY_ABBREVIATIONS, WEEKDAYS

_NAMES = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAMES})\.?"
_LEVANTINE = r"(?:\s?/\s?[^\W\d_]+)?"  # "تشرين الأول/أكتوبر": the same month by two names
_DAY = r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})"
_SHORT_YEAR = r"[’']?(?P<short>\d\d)(?![\d:.])"
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]+)\.?[,،]?\s+)?"
_CLOCK = r"\d{1,2}(?:[:.]\d\d(?:[:.]\d\d)?|\s?h(?:\s?\d\d)?\b)(?:\s*[ap]\.?m\.?)?"
_REST = r"(?:[\sTZ+,،;|–-].*)?"
_FORMS = tuple(
    re.compile(form + _REST, re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:\d{4}|\d{6})?",
        rf"{_WEEKDAY}(?P<year>\d{{4}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})",
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH}{_LEVANTINE},?[\s-]+{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}[\s,-]+{_MONTH}[\s-]+{_DAY}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+{_CLOCK}\s+(?:[a-z+\d:-]+\s+)?{_YEAR}",  # C's asctime, and `date` of Unix
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",  # with dots the day comes first, in all countries that use them
        rf"{_WEEKDAY}(?P<day>1[3-9]|2\d|3[01])[/.-](?P<month>\d{{1,2}})[/.-](?P<year>\d{{4}})",
        rf"{_WEEKDAY}(?P<month>\d{{1,2}})[/.-](?P<day>1[3-9]|2\d|3[01])[/.-](?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})[/.-](?P<month>(?P=day))[/.-](?P<year>\d{4})",
        rf"{_WEEKDAY}{_DAY}[\s-]+{_MONTH},?[\s-]+{_SHORT_YEAR}",
    )
)
# "2025年6月2日", "2025년 6월 2일".
_CJK = re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일].*", re.DOTALL)
# Both numbers can be months, hence also days.
_SWAPPED = re.compile(
    rf"(?P<weekday>[^\W\d_]+)\.?[,،]?\s+(?P<one>0?[1-9]|1[0-2])[/-](?P<two>0?[1-9]|1[0-2])[/-](?P<year>[1-9]\d{{3}}){_REST}",
    re.IGNORECASE | re.DOTALL,
)
_CLOCK_FIRST = re.compile(
    rf"{_CLOCK}(?:\s*(?:GMT|UTC|[A-Z]{{2,4}})(?:[+-]\d+)?)?\s*[,|·–-]?\s+(?:on\s+)?", re.IGNORECASE
)
_CLOCKS = re.compile(rf"(?:\s[^\W\d]+)?\s{_CLOCK}.*", re.IGNORECASE | re.DOTALL)
# Seconds, or thousandths, millionths or billionths, since 1970.
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3}|\d{6}|\d{9}|\.\d*)?")
_FIRST, _LAST = date(1990, 1, 1), date(2100, 1, 1)  # the days that a number of seconds may mean
# The languages in which other months are read; in rarer ones "Sun" may be a month.
_LANGUAGES = ("ar bg bn ca cs da de el es et eu fa fi fr ga gl he hi hr hu hy id it ja ka ko lt lv mk ms nb nl pl pt ro ru "
              "sk sl sq sr sv sw th tr uk ur vi zh").split()  # fmt: skip
_ENGLISH_WEEKDAY = re.compile(rf"(?:{'|'.join([*WEEKDAYS, *WEEKDAY_ABBREVIATIONS])})\b[.,]*\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_LONGEST = 100  # characters of a date in words


def parse_date(value: object) -> date | None:
    """Parse a date: ISO 8601, RFC 2822, a day with the name of a month in any language, or seconds since 1970 (in UTC).

    `None` if the date is incomplete, impossible, or if day and month could be swapped (03/04/2025).
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if abs(value) < 1e19 else ""
    text = _ascii_digits(one_line(value)) if isinstance(value, str) else ""
    if seconds := _EPOCH.fullmatch(text):
        day = date(1970, 1, 1) + timedelta(seconds=int(seconds[1]))
        return day if _FIRST <= day < _LAST else None
    found = _matched(_CLOCK_FIRST.sub("", text, count=1) if _CLOCK_FIRST.match(text) else text)
    if found:
        return _day(found)
    swapped = _SWAPPED.fullmatch(text)
    return _by_weekday(swapped) if swapped else _in_other_words(text)


def parse_moment(value: object) -> datetime | None:
    """Parse an ISO 8601 time with a zone; `None` for all else. It tells whether two fields mean the same moment."""
    try:
        moment = datetime.fromisoformat(one_line(value)) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def in_utc(moment: datetime) -> bool:
    """Whether the moment is given in UTC, which is the local time of few sources."""
    return moment.utcoffset() == UTC.utcoffset(None)


def _ascii_digits(text: str) -> str:
    """Return the text with Arabic, Persian and other digits as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def _matched(text: str) -> re.Match[str] | None:
    return next((found for form in (*_FORMS, _CJK) if (found := form.fullmatch(text))), None)


def _day(found: re.Match[str]) -> date | None:
    """Return the day of a matched form; `None` for 31 February, and for a short year that its weekday contradicts."""
    given = found.groupdict()
    month = MONTHS.get(given["month"].lower()) or int(given["month"])
    short = given.get("short")
    year = int(given["year"]) if short is None else int(short) + (2000 if int(short) < 50 else 1900)  # as in RFC 2822
    try:
        day = date(year, month, int(given["day"]))
    except ValueError:
        return None
    weekday = (given.get("weekday") or "").lower()
    number = WEEKDAYS.get(weekday, WEEKDAY_ABBREVIATIONS.get(weekday))
    return None if short is not None and number is not None and number != day.weekday() else day


def _by_weekday(found: re.Match[str]) -> date | None:
    """Return the day of "Thu, 05/04/2023", whose weekday tells which number is the month; `None` if it fits none or both."""
    weekday = found["weekday"].lower()
    number = WEEKDAYS.get(weekday, WEEKDAY_ABBREVIATIONS.get(weekday))
    days = [
        date(int(found["year"]), int(found[month]), int(found[day])) for month, day in (("one", "two"), ("two", "one"))
    ]
    fitting = [day for day in days if day.weekday() == number]
    return fitting[0] if len(fitting) == 1 else None


def _in_other_words(text: str) -> date | None:
    """Parse a day whose month is named in another language; only what the text itself gives as day and year counts.

    Numbers alone are left out, since the order of day and month differs by country; so are other calendars' years.
    """
    text = _CLOCKS.sub("", _CLOCK_FIRST.sub("", text, count=1)).strip(" ,،-–|·")
    text = _ENGLISH_WEEKDAY.sub("", text, count=1) if _ENGLISH_WEEKDAY.match(text) else text
    numbers = _DIGITS.findall(text)
    lengths = sorted(map(len, numbers))
    if len(numbers) != 2 or lengths[0] > 2 or lengths[1] != 4 or len(text) > _LONGEST:
        return None
    if not re.search(r"[^\W\d_]{2}", text):
        return None
    # Here for start-up time: half a second until its first answer.
    import dateparser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "STRICT_PARSING": True}
    try:
        parsed = dateparser.parse(text, languages=_LANGUAGES, settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    short, full = sorted(numbers, key=len)
    return parsed.date() if parsed and (parsed.day, parsed.year) == (int(short), int(full)) else None
