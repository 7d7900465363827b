"""Web pages, files on the web, and feeds.

One request at a time, with limits on time and size. Only http and https are followed, also in redirects and feeds: a
feed must not be able to name a file on this machine. Hosts are not restricted here; for an address that a visitor of a
server gives, pass a `corpus.readers.public_web.PublicTransport` to `read`.
"""

import io
import re
import time
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ..clean import clean
from ..errors import UnreadableSource
from .dispatch import read_stream
from .fields import parse_title, parse_url
from .file_types import KINDS
from .html import visible
from .origin import Origin, Results

if TYPE_CHECKING:  # imported where it is used, for start-up time
    import httpx

LARGEST = 20 * 2**20  # bytes
TIMEOUT = 20.0  # seconds for each step: connecting, and each wait for more bytes
_WHOLE = 3  # timeouts for a whole response, against servers that send a byte now and then
_AGENT = "Dragoman/0.1 (reads reports that its user names)"
_FULL_TEXT = 1000  # characters; an entry's own content of at least this length is the article, not a teaser
_MOST_ENTRIES = 500
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "markdown",
    "text/vtt": "transcript",
    "application/x-subrip": "transcript",
    "text/csv": "csv",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "message/rfc822": "mail",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->)*<(?:rss|feed|rdf:RDF)\b", re.S)


@dataclass(frozen=True, slots=True)
class _Response:
    """A response: the final address, the media type (in lower case), and the body."""

    url: str
    media_type: str
    body: bytes


def read(url: str, timeout: float = TIMEOUT, transport: "httpx.BaseTransport | None" = None) -> Results:
    """Read a page, a file or a feed; unreadable sources are yielded as errors.

    `timeout` (seconds) applies to each step of a request; a whole request may take three times as long. `transport`
    decides which hosts can be reached; by default all.
    """
    import httpx  # here for start-up time

    headers = {"User-Agent": _AGENT}
    with httpx.Client(follow_redirects=True, timeout=timeout, headers=headers, transport=transport) as client:
        origin = Origin(url, url, url=url)
        try:
            response = _fetched(client, origin, timeout)
            if _FEED.match(response.body):
                yield from _entries(response, client, timeout)
            else:
                yield from _page(response, origin)
        except UnreadableSource as error:
            yield error


def _page(response: _Response, origin: Origin) -> Results:
    """Yield the documents of a response that is not a feed; fields that `origin` already has are kept."""
    if response.media_type.startswith(("image/", "audio/", "video/", "font/")):
        raise origin.unreadable(
            f"is {response.media_type}, which holds no text; give the address of the report itself."
        )
    host = (urlsplit(response.url).hostname or "").removeprefix("www.")
    known = Origin(origin.name, response.url, 0, response.url, origin.publisher or host, origin.published, origin.title)
    promised = _KINDS.get(response.media_type)
    if not promised and response.media_type.startswith("text/") and known.suffix not in KINDS:
        promised = "text"  # notes.php is not a program if the server declares it a text
    yield from read_stream(io.BytesIO(response.body), known, promised)


def _entries(response: _Response, client: "httpx.Client", timeout: float) -> Results:
    """Yield the documents of a feed's entries: the linked page, or the entry's own content if that is the whole text."""
    import feedparser  # here for start-up time

    feed = feedparser.parse(io.BytesIO(response.body))
    if not feed.entries:
        raise UnreadableSource(response.url, "is a feed without entries; try again later, or give a page.")
    for number, entry in enumerate(feed.entries[:_MOST_ENTRIES], start=1):
        link = parse_url(urljoin(response.url, entry.get("link") or ""))
        linked = link if link and entry.get("link") else None
        origin = Origin(
            linked or f"{response.url} entry {number}",
            linked or f"{response.url}#{entry.get('id') or entry.get('title') or number}",
            url=linked,
            publisher=parse_title(feed.feed.get("title")),
            published=_day(entry),
            title=parse_title(visible(entry.get("title") or "")),
        )
        yield from _entry(origin, _content(entry), client, timeout)


def _entry(origin: Origin, own: str, client: "httpx.Client", timeout: float) -> Results:
    """Yield the documents of one entry, whose own content is `own`."""
    failed: list[UnreadableSource] = []
    if origin.url and len(own) < _FULL_TEXT:
        try:
            response = _fetched(client, origin, timeout)
            if _FEED.match(response.body):
                raise origin.unreadable("is a feed inside a feed; give its address itself.")
            results = list(_page(response, origin))
        except UnreadableSource as error:
            results = [error]
        failed = [result for result in results if isinstance(result, UnreadableSource)]
        if not own or len(failed) < len(results):
            yield from results
            return
    try:
        yield origin.document(own)
    except UnreadableSource as error:
        yield from failed or [error]


def _content(entry: Any) -> str:
    """Return the longest text of an entry: its content or its summary."""
    contents = [part.get("value") or "" for part in entry.get("content") or []]
    return clean(visible(max([*contents, entry.get("summary") or ""], key=len)))


def _day(entry: Any) -> date | None:
    """Return the day on which an entry was published, else updated; `None` if unknown."""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*parsed[:3]) if parsed else None


def _fetched(client: "httpx.Client", origin: Origin, timeout: float) -> _Response:
    """Fetch the origin's address; any failure is raised as `UnreadableSource`."""
    import httpx

    from .public_web import NotPublic

    url = parse_url(origin.url)
    if not url:
        raise origin.unreadable("is not an http or https address; give one, or the path of a file.")
    try:
        with client.stream("GET", url) as response:
            if response.status_code >= 400:
                raise origin.unreadable(_status(response.status_code))
            body = _body(response, origin, time.monotonic() + _WHOLE * timeout)
            final = str(response.url.copy_with(userinfo=b"", fragment=None))  # a password must not be shown
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return _Response(final, media_type, _utf8(body, media_type, response.charset_encoding))
    except NotPublic as error:
        raise origin.unreadable(
            "leads to this machine or its network, from where nothing is fetched for visitors; "
            "use 'dragoman ingest' on the machine itself, or upload the file."
        ) from error
    except httpx.TimeoutException as error:
        raise origin.unreadable(f"did not answer within {timeout:g} seconds; try again later.") from error
    except httpx.TooManyRedirects as error:
        raise origin.unreadable("redirects in a circle; open it in a browser and give the final address.") from error
    except httpx.UnsupportedProtocol as error:
        raise origin.unreadable("redirects to an address that is neither http nor https; give another.") from error
    except (httpx.InvalidURL, UnicodeError) as error:  # UnicodeError: a host name that cannot be encoded
        raise origin.unreadable("is not a valid web address; check how it is spelled.") from error
    except httpx.ConnectError as error:
        raise origin.unreadable(_unconnected(error)) from error
    except httpx.HTTPError as error:
        raise origin.unreadable("broke off while answering; try again later.") from error


def _body(response: "httpx.Response", origin: Origin, deadline: float) -> bytes:
    """Return the body, within the limits on size and time."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LARGEST:
            raise origin.unreadable("is larger than 20 MB; download it and give the file.")
        if time.monotonic() > deadline:
            raise origin.unreadable("sends its answer too slowly; try again later, or download it and give the file.")
    return bytes(body)


def _utf8(body: bytes, media_type: str, charset: str | None) -> bytes:
    """Re-encode a text as UTF-8 if the server declares another encoding; return anything else unchanged."""
    if not charset or media_type not in ("text/html", "text/plain", "text/markdown", "text/csv", "text/vtt"):
        return body
    try:
        return body.decode(charset).encode()
    except (LookupError, UnicodeError):  # the declared encoding is wrong; the readers detect the right one
        return body


def _status(code: int) -> str:
    """Explain a status code of 400 or more."""
    phrase = HTTPStatus(code).phrase if code in HTTPStatus._value2member_map_ else "unknown"
    advice = "try again later" if code == 429 or code >= 500 else "check the address"
    if code in (401, 402, 403):
        advice = "open it in a browser, save the page, and give the file"
    return f"answers with status {code} ({phrase}); {advice}."


def _unconnected(error: BaseException) -> str:
    """Explain why there is no connection, by the first of the chained errors that gives a reason."""
    import socket
    import ssl

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "has no valid certificate or no TLS; check the address, or download it in a browser."
        if isinstance(cause, socket.gaierror):
            return "names a host that cannot be found; check the address and the network."
        cause = cause.__cause__ or cause.__context__
    return "cannot be connected to; check the address and the network."
