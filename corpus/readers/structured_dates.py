"""The dates that a page states for machines: JSON-LD, meta tags and microdata.

Only what describes the page's own report counts: not the events, comments, products and other reports beside it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from .date_fields import parse_date, parse_moment

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # the package has no types

Role = Literal["published", "updated", "weak"]
"""`weak`: a field called just "date" or "created", which on some pages is the day of the last change."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date that a page states. `moment` is its time with zone, if it has one; `source` says in words where it stands."""

    role: Role
    day: date
    source: str
    moment: datetime | None = None

    @classmethod
    def of(cls, role: Role, value: object, source: str) -> "StatedDate | None":
        """Parse a field; `None` if it has no date that can be one of publication."""
        day = parse_date(value)
        if day is None or day in _DEFAULTS or not day >= _EARLIEST:
            return None
        return cls(role, day, source, parse_moment(value))


_EARLIEST = date(1700, 1, 1)  # digitised newspapers are dated by their issue
_DEFAULTS = (date(1970, 1, 1), date(1900, 1, 1))  # what a content system writes if nobody gave a date
_WORDS = re.compile(r"\w+")
_REPORTS = re.compile(r".*(?:Article|Posting|Report|Episode|Release|Interview|Speech|Statement|Transcript)\Z")
_PAGES = frozenset(("WebPage", "CreativeWork", "ItemPage", "AboutPage"))
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
_COMMENTED = re.compile(r"^\s*(?://\s*)?<!(?:\[CDATA\[|--)|(?://\s*)?(?:\]\]>|-->)\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_FIRST_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w+)"')
_FIELD = {name: re.compile(rf'"{name}"\s*:\s*"([^"]*)"') for name in ("datePublished", "dateModified")}
_ALIKE = 0.5  # share of the words of two headlines that must be the same
_WEAK = frozenset(
    "date dc.date dc:date dcterms.date created dc.created dc:created dc.date.created dcterms.created date_created datecreated "
    "content_create_date article.created timestamp gentime meta displaydate doc_date release_date ptime pdate".split()
)
_OTHER = frozenset(("video:release_date",))
_MORE = frozenset(("dc.issued", "dc.date.published", "article.publishdate", "publicationdate", "firstpublishedtime"))
_CHANGED = frozenset(("dc.date.modified", "updated", "date_modified", "revised", "last-updated", "dateupdated"))
_ITEM_DATES: dict[str, Role] = {
    "datepublished": "published",
    "dateissued": "published",
    "datecreated": "weak",
    "datemodified": "updated",
}


def stated_dates(tree: "HtmlElement", title: str, addresses: frozenset[str]) -> Iterator[StatedDate]:
    """Yield the dates of JSON-LD, then those of meta tags, then those of microdata; in each the published one first.

    `title` is the page's title and `addresses` are its own, by which its report is told from others in JSON-LD.
    """
    yield from _linked_data(tree, title, addresses)
    yield from _meta(tree)
    yield from _microdata(tree)


def _linked_data(tree: "HtmlElement", title: str, addresses: frozenset[str]) -> Iterator[StatedDate]:
    items = [
        item for script in tree.xpath("//script[contains(@type, 'ld+json')]") for item in _items(script.text or "")
    ]
    reports = [item for item in items if _is_report(item)]
    own = [item for item in reports if _is_own(item, title, addresses)]
    if not own and len(reports) == 1 and not _is_other(reports[0], addresses):
        own = reports
    pages = [item for item in items if not _PAGES.isdisjoint(_types(item)) and not _is_other(item, addresses)]
    for item in (*own[:1], *pages[:1]):
        kind = _types(item)[0]
        fields: tuple[tuple[str, Role], ...] = (
            ("datePublished", "published"),
            ("dateCreated", "weak"),
            ("dateModified", "updated"),
        )
        for name, role in fields:
            if found := StatedDate.of(
                role, _first(item.get(name)), f"{name} of the {kind or 'object'} in the page's JSON-LD"
            ):
                yield found


def _items(script: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a script that are about the page; none if it is not JSON, as on some pages."""
    text = _COMMENTED.sub("", script.strip())
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            content = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        todo = [content]
        while todo:
            one = todo.pop(0)
            if isinstance(one, list):
                todo = [*one, *todo]
            elif isinstance(one, dict):
                yield one
                todo += [one[name] for name in _WITHIN if isinstance(one.get(name), dict | list)]
        return
    yield from _torn_item(text)


def _torn_item(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield an object with the dates of JSON that cannot be parsed, if it is of a report and has one day of each kind.

    Many pages have quotation marks inside their headlines.
    """
    kind = _FIRST_TYPE.search(text)
    if kind and (_REPORTS.match(kind[1]) or kind[1] in _PAGES):
        fields = {name: _FIELD[name].findall(text) for name in _FIELD}
        yield {
            "@type": kind[1],
            **{name: found[0] for name, found in fields.items() if len(set(map(parse_date, found))) == 1},
        }


def _types(item: Mapping[str, Any]) -> list[str]:
    given = item.get("@type")
    names = given if isinstance(given, list) else [given]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)] or [""]


def _first(value: object) -> object:
    value = value[0] if isinstance(value, list) and value else value
    return value.get("@value") if isinstance(value, dict) else value


def _is_report(item: Mapping[str, Any]) -> bool:
    """Whether an object of JSON-LD is a report; one with a day of publication and no type is taken for one."""
    return any(map(_REPORTS.match, _types(item))) or (not item.get("@type") and "datePublished" in item)


def _is_own(item: Mapping[str, Any], title: str, addresses: frozenset[str]) -> bool:
    """Whether an object of JSON-LD has the page's own address or headline."""
    if _addresses(item) & addresses:
        return True
    headlines = (item.get(name) for name in ("headline", "name", "alternativeHeadline"))
    return any(isinstance(one, str) and alike(one, title) for one in headlines)


def _is_other(item: Mapping[str, Any], addresses: frozenset[str]) -> bool:
    """Whether an object has an address of its own, which is none of the page's."""
    own = _addresses(item)
    return bool(own and addresses) and not own & addresses


def _addresses(item: Mapping[str, Any]) -> frozenset[str]:
    page = item.get("mainEntityOfPage")
    values = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return frozenset(plain_address(one) for one in values if isinstance(one, str) and urlsplit(one).path.strip("/"))


def plain_address(address: str) -> str:
    """Return an address without its scheme, `www.`, query and fragment, to compare it."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # an invalid IPv6 address
        return address
    return (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")


def alike(one: str, other: str) -> bool:
    """Whether two headlines have at least half of their words in common; a site's name may stand behind one."""
    first, second = (set(_WORDS.findall(text.casefold())) for text in (one, other))
    return bool(first and second) and len(first & second) > _ALIKE * min(len(first), len(second))


@cache
def _meta_roles() -> Mapping[str, Role]:
    """Return the names of meta fields with a date, in lower case: those that htmldate knows, and a few more."""
    from htmldate.core import DATE_ATTRIBUTES, NAME_MODIFIED, PROPERTY_MODIFIED  # here for start-up time

    roles: dict[str, Role] = dict.fromkeys((*NAME_MODIFIED, *PROPERTY_MODIFIED, *_CHANGED), "updated")
    roles |= dict.fromkeys((DATE_ATTRIBUTES | _MORE) - _OTHER, "published")
    return roles | dict.fromkeys(_WEAK, "weak") | dict.fromkeys(_OTHER & roles.keys(), "weak")


def _meta(tree: "HtmlElement") -> Iterator[StatedDate]:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        role = _meta_roles().get(name)
        if role and (found := StatedDate.of(role, element.get("content"), f"the page's meta field {name}")):
            yield found


def _microdata(tree: "HtmlElement") -> Iterator[StatedDate]:
    for element in tree.xpath("//*[@itemprop]"):
        role = next((_ITEM_DATES[one] for one in element.get("itemprop").lower().split() if one in _ITEM_DATES), None)
        if role is None or not _in_report(element):
            continue
        value = element.get("content") or element.get("datetime") or element.get("title") or element.text_content()
        name = element.get("itemprop")
        if found := StatedDate.of(role, value, f"the page's microdata field {name}"):
            yield found


def _in_report(element: "HtmlElement") -> bool:
    """Whether the item that a field belongs to is a report, and no comment or part of a list inside another item."""
    scope = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
    if scope is None:
        return True
    kind = (scope.get("itemtype") or "").rstrip("/").rsplit("/", 1)[-1]
    inner = (scope.get("itemprop") or "").lower() not in ("", "mainentity", "blogpost", "mainentityofpage")
    return not inner and bool(not kind or _REPORTS.match(kind) or kind in (*_PAGES, "Blog"))
