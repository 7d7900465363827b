"""What is refused before a route is reached: strange hosts, other people's web pages, and bodies that are too large.

A server on this machine is within reach of every web page that its user opens. A page elsewhere may send it a form, an
image's address, or JSON under a false type; browsers say where such a request comes from, and programs do not ask for
permission. A page may also give its own host name this machine's address (DNS rebinding): so a server that listens here
only answers to this machine's names only.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import Access, is_loopback
from .errors import kind_of, problem

LARGEST = 2 * 2**20
"""Bytes of a body, where nothing else is said."""

_OWN = ("none", "same-origin")
_PREFIXES = ("/api", "/v1", "/page")  # the last has what the web page asks for itself


class Guard:
    """An application that is asked only what passes. Of paths that are not its routes' only the host is looked at."""

    def __init__(self, app: ASGIApp, access: Access, larger: Mapping[str, int]) -> None:
        """`larger`: bytes that a body may have, by the beginning of a path, where that is more than `LARGEST`."""
        self._app = app
        self._access = access
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        headers = Headers(scope=scope)
        refused = self._host(headers)
        if refused is None and _within(path, _PREFIXES) and scope["type"] == "http":
            limit = max((most for prefix, most in self._larger.items() if _within(path, (prefix,))), default=LARGEST)
            refused = _elsewhere(headers) or _form(scope["method"], headers) or _declared(headers, limit)
            receive = _counted(receive, limit)
        if refused is None:
            await self._app(scope, receive, send)
            return
        status, message = refused
        await problem(path, status, kind_of(status), message)(scope, receive, send)

    def _host(self, headers: Headers) -> "_Refused":
        if not self._access.local or is_loopback(_parts("//" + headers.get("host", "")).hostname or ""):
            return None
        return (
            HTTPStatus.MISDIRECTED_REQUEST,
            "this server answers to localhost only; open it under that name, or start it with --host and an address "
            "that others may use",
        )


_Refused = tuple[HTTPStatus, str] | None


def _within(path: str, prefixes: Iterable[str]) -> bool:
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


def too_large(limit: int) -> str:
    """What is said of a body that is."""
    return f"the body is larger than {limit // 2**20} MB; send it in parts"


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _elsewhere(headers: Headers) -> _Refused:
    """Refuses what a web page of another origin has a browser send (w3.org/TR/fetch-metadata)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        own = site in _OWN
    else:
        # Browsers from before 2023 tell the origin only; programs tell neither.
        origin = headers.get("origin")
        own = origin is None or _parts(origin).netloc == headers.get("host")
    if own:
        return None
    return HTTPStatus.FORBIDDEN, "this comes from another web page; ask from this server's own page, or from a program"


def _form(method: str, headers: Headers) -> _Refused:
    """Refuses bodies under types that a form of any page may have."""
    if method in ("GET", "HEAD", "OPTIONS", "DELETE"):
        return None
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("application/json", "multipart/form-data"):
        return None
    return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send JSON, with the header 'Content-Type: application/json'"


def _declared(headers: Headers, limit: int) -> _Refused:
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limit:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(limit)
    return None


def _counted(receive: Receive, limit: int) -> Receive:
    """`receive`, which raises where a body without a declared length grows too large."""
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(limit))
        return message

    return counted
