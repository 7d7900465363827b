"""The entries of RSS and Atom feeds, fetched or saved as a file.

Dates are read from the words of the feed, not from feedparser's times: these are in UTC, so that an evening in America would
become the next day, and some are wrong where the words are unusual.
"""

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import urljoin

from ..clean import clean
from ..errors import UnreadableSource
from .date_fields import parse_date
from .fields import parse_title, parse_url
from .html import visible
from .origin import Origin, Results
from .text import LARGEST_MARKED

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


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a feed that was saved as a file: a document for each entry, from the words that the feed itself has.

    Raises:
        UnreadableSource: it is too large, or has no entries.
    """
    data = stream.read(LARGEST_MARKED + 1)
    if len(data) > LARGEST_MARKED:
        raise origin.unreadable("is a feed larger than 20 MB; give its address instead.")
    for number, entry in enumerate(feed_entries(data, origin.url or origin.name), start=1):
        known = entry.origin
        if not entry.address:  # without an address of its own an entry belongs to this file
            known = replace(known, name=f"{origin.name} entry {number}", key=f"{origin.key}#{number}")
        try:
            yield known.document(entry.own)
        except UnreadableSource:
            yield known.unreadable("has no text in the feed; give the address of its page.")


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
        published, updated, source = _days(entry)
        origin = Origin(
            link or f"{url} entry {number}",
            link or f"{url}#{entry.get('id') or entry.get('title') or number}",
            url=link,
            publisher=_publisher(entry) or parse_title(feed.feed.get("title")),
            published=published,
            title=parse_title(visible(entry.get("title") or "")),
            updated=updated,
            date_source=source,
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


def _publisher(entry: Any) -> str | None:
    """Return the publisher that an entry names itself, as in a feed that collects those of others."""
    source = entry.get("source")
    return parse_title(source.get("title")) if isinstance(source, dict) else None


def _days(entry: Any) -> tuple[date | None, date | None, str | None]:
    """Return the days on which an entry was published and last changed, and where the first was found.

    Many feeds have one date only, which Atom and Dublin Core do not call that of publication.
    """
    published = parse_date(entry.get("published")) or parse_date(entry.get("created"))
    updated = parse_date(dict.get(entry, "updated"))  # feedparser's own `get` falls back to "published"
    if published:
        return published, updated if updated and updated > published else None, "the feed's entry"
    return updated, None, "the only date of the feed's entry" if updated else None
