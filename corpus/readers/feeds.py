"""The entries of RSS and Atom feeds."""

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from ..clean import clean
from ..errors import UnreadableSource
from .fields import parse_title, parse_url
from .html import visible
from .origin import Origin

_FEED = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->)*+<(rss|feed|rdf:RDF)\b", re.S)
_ENTRY_END = re.compile(rb"</(?:item|entry)\s*>")
_MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `own` is its own content as text; `address` is its link, perhaps with a password, for the request."""

    origin: Origin
    own: str
    address: str | None


def is_feed(body: bytes) -> bool:
    """Whether these are the bytes of a feed."""
    return bool(_FEED.match(body))


def feed_entries(body: bytes, url: str) -> Iterator[FeedEntry]:
    """Yield the entries of the feed at this address, 500 at most.

    Raises:
        UnreadableSource: it has none.
    """
    import feedparser  # here for start-up time

    feed = feedparser.parse(io.BytesIO(_first_entries(body)))
    if not feed.entries:
        raise UnreadableSource(url, "is a feed without entries; try again later, or give a page.")
    for number, entry in enumerate(feed.entries[:_MOST_ENTRIES], start=1):
        address = urljoin(url, entry.get("link")) if entry.get("link") else None
        link = parse_url(address)
        origin = Origin(
            link or f"{url} entry {number}",
            link or f"{url}#{entry.get('id') or entry.get('title') or number}",
            url=link,
            publisher=parse_title(feed.feed.get("title")),
            published=_day(entry),
            title=parse_title(visible(entry.get("title") or "")),
        )
        yield FeedEntry(origin, _content(entry), address if link else None)


def _first_entries(body: bytes) -> bytes:
    """Cut a feed after the entries that are read: the parser would need minutes for a million others."""
    ends = [found.end() for found in itertools.islice(_ENTRY_END.finditer(body), _MOST_ENTRIES + 1)]
    root = _FEED.match(body)
    if len(ends) <= _MOST_ENTRIES or root is None:
        return body
    tail = b"</channel></rss>" if root[1] == b"rss" else b"</%s>" % root[1]
    return body[: ends[_MOST_ENTRIES - 1]] + tail


def _content(entry: Any) -> str:
    """Return the longest text of an entry: its content or its summary."""
    contents = [part.get("value") or "" for part in entry.get("content") or []]
    return clean(visible(max([*contents, entry.get("summary") or ""], key=len)))


def _day(entry: Any) -> date | None:
    """Return the day on which an entry was published, else updated; `None` if unknown."""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(*parsed[:3]) if parsed else None
    except ValueError:  # the year 0
        return None
