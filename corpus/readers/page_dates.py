"""The day on which a web page's report was published, the day of its last change, and where these were found.

By trust: what the page states for machines (JSON-LD, meta tags, microdata), the dates at the head of the report, its address,
and last the fields that are called just "date". A page whose dates belong to something else has none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..language.calendar_names import MONTH_ABBREVIATIONS
from .byline_dates import shown_dates
from .date_fields import in_utc
from .structured_dates import StatedDate, plain_address, stated_dates

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

_IN_ADDRESS = re.compile(
    rf"(?<![\w-])(?P<year>(?:19|20)\d\d)(?P<sign>[/-])(?P<month>\d{{1,2}}|{'|'.join(MONTH_ABBREVIATIONS)})(?P=sign)"
    r"(?P<day>\d{1,2})(?!\d)|(?<!\d)(?P<year2>(?:19|20)\d\d)(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_OTHER_DAYS = re.compile(r"/(?:events?|calendar|agenda|meetings?|termine?|kalender|schedule)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageDates:
    """The day of publication with the words that say where it was found, and the day of the last change after it."""

    published: date | None = None
    source: str | None = None
    updated: date | None = None


def page_dates(tree: "HtmlElement", title: str, addresses: Iterable[str | None]) -> PageDates:
    """Find the dates of a page that still has its scripts and hidden parts. `addresses` are its own, the best one first."""
    given = tuple(filter(None, addresses))
    stated = list(stated_dates(tree, title, frozenset(map(plain_address, given))))
    shown = list(shown_dates(tree, title))
    in_address = [found for address in given[:1] for found in _of_address(address)]
    found = [
        *(one for one in (*stated, *shown) if one.role == "published"),
        *in_address,
        *(one for one in stated if one.role == "weak"),
    ]
    changed = [one for one in (*stated, *shown) if one.role == "updated"]
    first = found[0] if found else None
    if first and first.role == "weak" and any(one.day == first.day for one in changed):
        first = None  # "date" is the day of the change here
    if first:
        first = _local(first, [*found, *changed], shown)
    updated = max((one.day for one in changed), default=None)
    if updated and first and updated <= first.day:
        updated = None
    return PageDates(first.day if first else None, first.source if first else None, updated)


def _local(first: StatedDate, found: list[StatedDate], shown: list[StatedDate]) -> StatedDate:
    """Return the date, or that of another field that gives the same time in its own zone and not in UTC.

    The day that the page shows is taken, too, if it is the one before or after that in UTC.
    """
    if first.moment is None or not in_utc(first.moment):
        return first
    same = (one for one in found if one.moment == first.moment and not in_utc(one.moment))
    beside = (one for one in shown if one.role == "published" and _is_beside(one.day, first))
    return next(same, next(beside, first))


def _is_beside(day: date, stated: StatedDate) -> bool:
    """Whether a day can be the local one of a moment in UTC: the day before in the west, the day after in the east."""
    if stated.moment is None:
        return False
    apart = (day - stated.day).days
    return (apart == -1 and stated.moment.hour < 12) or (apart == 1 and stated.moment.hour >= 10)


def _of_address(address: str) -> Iterator[StatedDate]:
    """Yield the day in a page's address, if there is exactly one: `/2025/06/02/`, `/2025/jun/02/`, `-20250602`."""
    path = urlsplit(address).path
    path = re.split("https?:/", path)[-1]  # an archive's own address has the day of the copy
    if _OTHER_DAYS.search(path):
        return
    days = set()
    for match in _IN_ADDRESS.finditer(path):
        month = match["month"] or match["month2"]
        number = MONTH_ABBREVIATIONS.get(month.lower()) or int(month)
        try:
            days.add(date(int(match["year"] or match["year2"]), number, int(match["day"] or match["day2"])))
        except ValueError:  # 2025/31/02
            continue
    if len(days) == 1:
        yield StatedDate("published", days.pop(), "the page's address")
