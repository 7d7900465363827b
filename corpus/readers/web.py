"""Web pages, files on the web, and feeds.

One request at a time, with limits on time and size. Only http and https are followed, also in redirects and feeds: a
feed must not be able to name a file on this machine. Hosts are not restricted here; for an address that a visitor of a
server gives, pass a `corpus.readers.public_web.PublicTransport` to `read`. A password in an address is used for the
requests to its host, and appears in no document and no error.
"""

import time
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import UnreadableSource
from ..sandbox.sandbox import Run, run_here
from .addresses import credentials, same_host, shown
from .dispatch import read_bytes
from .feeds import FeedEntry, feed_entries, is_feed
from .fields import parse_url
from .file_types import KINDS
from .origin import Origin, Results

if TYPE_CHECKING:  # imported where it is used, for start-up time
    import httpx

LARGEST = 20 * 2**20  # bytes
TIMEOUT = 20.0  # seconds for each step: connecting, and each wait for more bytes
_WHOLE = 3  # timeouts for a whole response, against servers that send a byte now and then
_AGENT = "Dragoman/0.1 (reads reports that its user names)"
_FULL_TEXT = 1000  # characters; an entry's own content of at least this length is the article, not a teaser
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


@dataclass(frozen=True, slots=True)
class _Response:
    """A response: the final address, the media type (in lower case), and the body."""

    url: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Fetcher:
    """Fetches what is at the address that a user named, and what that leads to; `run` reads what is fetched."""

    client: "httpx.Client"
    timeout: float
    named: str
    run: Run

    def page(self, response: _Response, origin: Origin) -> Results:
        """Yield the documents of a response that is not a feed; fields that `origin` already has are kept."""
        if response.media_type.startswith(("image/", "audio/", "video/", "font/")):
            raise origin.unreadable(
                f"is {response.media_type}, which holds no text; give the address of the report itself."
            )
        host = (urlsplit(response.url).hostname or "").removeprefix("www.")
        publisher = origin.publisher or host
        known = replace(origin, key=response.url, depth=0, url=response.url, publisher=publisher)
        promised = _KINDS.get(response.media_type)
        if not promised and response.media_type.startswith("text/") and known.suffix not in KINDS:
            promised = "text"  # notes.php is not a program if the server declares it a text
        yield from self.run(partial(read_bytes, response.body, known, promised), known.name, len(response.body))

    def feed(self, response: _Response) -> Results:
        """Yield the documents of a feed's entries."""
        parse = partial(feed_entries, response.body, response.url)
        for entry in list(self.run(parse, response.url, len(response.body))):
            yield from self.entry(entry)

    def entry(self, entry: FeedEntry) -> Results:
        """Yield the documents of one entry: of the linked page, or of its own content if that is the whole text."""
        failed: list[UnreadableSource] = []
        if entry.address and len(entry.own) < _FULL_TEXT:
            try:
                response = self.response(entry.address, entry.origin)
                if is_feed(response.body):
                    raise entry.origin.unreadable("is a feed inside a feed; give its address itself.")
                results = list(self.page(response, entry.origin))
            except UnreadableSource as error:
                results = [error]
            failed = [result for result in results if isinstance(result, UnreadableSource)]
            if not entry.own or len(failed) < len(results):
                yield from results
                return
        try:
            yield entry.origin.document(entry.own)
        except UnreadableSource as error:
            yield from failed or [error]

    def response(self, address: str, origin: Origin) -> _Response:
        """Fetch an address; any failure is raised as `UnreadableSource`."""
        import httpx

        from .public_web import NotPublic

        url = parse_url(address)
        if not url:
            raise origin.unreadable("is not an http or https address; give one, or the path of a file.")
        user = credentials(address) or (credentials(self.named) if same_host(address, self.named) else None)
        try:
            with self.client.stream("GET", url, auth=user) as response:
                if response.status_code >= 400:
                    raise origin.unreadable(_status(response.status_code))
                body = _body(response, origin, time.monotonic() + _WHOLE * self.timeout)
                final = str(response.url.copy_with(fragment=None))
                media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                return _Response(final, media_type, _utf8(body, media_type, response.charset_encoding))
        except NotPublic as error:
            raise origin.unreadable(
                "leads to this machine or its network, from where nothing is fetched for visitors; "
                "use 'dragoman ingest' on the machine itself, or upload the file."
            ) from error
        except httpx.TimeoutException as error:
            raise origin.unreadable(f"did not answer within {self.timeout:g} seconds; try again later.") from error
        except httpx.TooManyRedirects as error:
            raise origin.unreadable(
                "redirects in a circle; open it in a browser and give the final address."
            ) from error
        except httpx.UnsupportedProtocol as error:
            raise origin.unreadable("redirects to an address that is neither http nor https; give another.") from error
        except (httpx.InvalidURL, UnicodeError) as error:  # UnicodeError: a host name that cannot be encoded
            raise origin.unreadable("is not a valid web address; check how it is spelled.") from error
        except httpx.ConnectError as error:
            raise origin.unreadable(_unconnected(error)) from error
        except httpx.HTTPError as error:
            raise origin.unreadable("broke off while answering; try again later.") from error


def read(
    url: str,
    timeout: float = TIMEOUT,
    transport: "httpx.BaseTransport | None" = None,
    run: Run = run_here,
) -> Results:
    """Read a page, a file or a feed; unreadable sources are yielded as errors.

    `timeout` (seconds) applies to each step of a request; a whole request may take three times as long. `transport`
    decides which hosts can be reached; by default all. `run` decides in which process the answers are read.
    """
    import httpx  # here for start-up time

    client = httpx.Client(
        follow_redirects=True,
        timeout=timeout,
        headers={"User-Agent": _AGENT},
        transport=transport,
        event_hooks={"request": [_drop_user]},
    )
    with client:
        origin = Origin(shown(url), shown(url), url=shown(url))
        fetcher = _Fetcher(client, timeout, url, run)
        try:
            response = fetcher.response(url, origin)
            yield from fetcher.feed(response) if is_feed(response.body) else fetcher.page(response, origin)
        except UnreadableSource as error:
            yield error


def _drop_user(request: "httpx.Request") -> None:
    """Drop a user and password that a redirect brings: httpx writes addresses to the log, and the last one is stored."""
    if request.url.userinfo:
        request.url = request.url.copy_with(userinfo=b"")


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
