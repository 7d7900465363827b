"""The period that a question asks about: "in November", "as of 19 February 2026", "before 3 November", "last week".

Days without a year, and "last week", count back from the newest report at hand, since a corpus is read later than it was made.
Evidence of the period is preferred, not filtered: a report of that time, or a sentence that names a day of it. So a period
that no report covers changes nothing.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...corpus.language.calendar_names import ENGLISH_MONTHS
from ...corpus.language.dates import dates
from ...corpus.language.number_words import CARDINALS
from ...corpus.wording import day
from ...index.retrieval.search import EvidenceSentence

PREFERRED = 2.0
"""Added to the score of a sentence of the period: as much as two sentences with the same words rarely differ by."""

LATER = 3
"""Days after a period on which a report still tells what happened in it."""

_MONTHS = "|".join(ENGLISH_MONTHS)
_LOWER_MONTH = re.compile(
    rf"(?<=\b(?:in|of|by|on) )(?:{_MONTHS})\b|(?<=\b(?:the|mid) )(?:{_MONTHS})\b|(?<=\bsince )(?:{_MONTHS})\b"
)
_YEAR = re.compile(r"\b(?:in|during|of|since|before|after|until|by|throughout) ((?:19|20)\d\d)\b")
_COUNTED = re.compile(
    rf"\b(?P<which>last|this|past|previous|the last|the past)(?: (?P<many>\d+|{'|'.join(CARDINALS)}))? "
    r"(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_UNIT = {"day": 1, "week": 7, "month": 31, "year": 366}
_UP_TO = re.compile(
    r"\b(?:as of|as at|by|until|till|up to|before|prior to|ahead of)(?: the)?(?: end of)?(?: early| late| mid)?\s*\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:since|after|from|following)(?: the)?(?: end of)?(?: early| late| mid)?\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day asked about, inclusive; `None` for an open end. At least one is given."""

    first: date | None
    last: date | None

    @property
    def words(self) -> str:
        """The period in words: `November 2025`, `up to 19 February 2026`."""
        first, last = self.first, self.last
        if first is None or last is None:
            return f"up to {day(last)}" if last else f"since {day(first)}" if first else ""
        if first == last:
            return day(first)
        if (first.day, last.day) == (1, monthrange(last.year, last.month)[1]):
            if (first.year, first.month) == (last.year, last.month):
                return f"{first:%B} {first.year}"
            if (first.year, first.month, last.month) == (last.year, 1, 12):
                return f"{first.year}"
        return f"{day(first)} to {day(last)}"

    def covers(self, first: date, last: date) -> bool:
        """Return whether some of these days is in the period."""
        return (self.last is None or first <= self.last) and (self.first is None or last >= self.first)


def asked_period(question: str, newest: date | None) -> Period | None:
    """Return the period that a question names, the first if there are several; `newest` is the day of the newest report."""
    text = _LOWER_MONTH.sub(lambda month: month[0].capitalize(), question)
    if counted := _COUNTED.search(text):
        return _counted(counted, newest)
    mention = next(dates(text, 0, len(text), newest), None)
    if mention is not None:
        return _scoped(text[: mention.start], mention.day, mention.until)
    if year := _YEAR.search(text):
        number = int(year[1])
        return _scoped(text[: year.start(1)], date(number, 1, 1), date(number, 12, 31))
    return None


def _scoped(before: str, first: date, last: date) -> Period:
    if _UP_TO.search(before):
        return Period(None, last)
    return Period(first, None) if _FROM.search(before) else Period(first, last)


def _counted(found: re.Match[str], newest: date | None) -> Period | None:
    if newest is None:
        return None
    unit, which, many = found["unit"].lower(), found["which"].lower(), found["many"]
    if many:
        number = int(many) if many.isdigit() else CARDINALS[many.lower()]
        return Period(newest - timedelta(days=min(number, 400) * _UNIT[unit]), newest)
    if which == "this" and unit in ("month", "year"):
        return Period(newest.replace(day=1, month=1 if unit == "year" else newest.month), newest)
    if which in ("last", "previous") and unit in ("month", "year"):
        end = newest.replace(day=1, month=1 if unit == "year" else newest.month) - timedelta(days=1)
        return Period(end.replace(day=1, month=1 if unit == "year" else end.month), end)
    return Period(newest - timedelta(days=_UNIT[unit]), newest)


def newest_day(evidence: Sequence[EvidenceSentence]) -> date | None:
    """Return the day of the newest report among the evidence."""
    return max((one.sentence.document.published for one in evidence if one.sentence.document.published), default=None)


def prefer_period(period: Period | None, evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the evidence, best first, with sentences of the period raised by `PREFERRED`."""
    if period is None:
        return tuple(evidence)
    raised = [replace(one, score=one.score + PREFERRED) if _of(period, one) else one for one in evidence]
    return tuple(sorted(raised, key=lambda one: -one.score))


def _of(period: Period, one: EvidenceSentence) -> bool:
    published = one.sentence.document.published
    mentioned = list(dates(one.sentence.text, 0, len(one.sentence.text), published))
    if mentioned:
        return any(period.covers(mention.day, mention.until) for mention in mentioned)
    if published is None:
        return False
    return (
        period.covers(published - timedelta(days=LATER), published)
        if period.last
        else period.covers(published, published)
    )
