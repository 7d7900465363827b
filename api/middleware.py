"""Requests refused before they reach a route: unknown hosts, other origins, wrong content types, and bodies that are too large.

Every web page that a user opens can reach a server on the user's machine. It may send a form, load an image's address, or
send JSON with a false content type; browsers tell the origin of such requests. A page may also point its own host name at
this machine (DNS rebinding), so a server that listens on a loopback address answers only to this machine's names.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import Access, is_loopback
from .errors import kind_of, problem
from .origins import ELSEWHERE, from_elsewhere, parts

LARGEST = 2 * 2**20
"""Bytes of a body at most, by default."""

_PREFIXES = ("/api", "/v1", "/page")  # /page has the web page's own requests


class Guard:
    """Middleware that refuses unsafe requests. For paths outside the API and the page's fragments it checks only the host."""

    def __init__(self, app: ASGIApp, access: Access, larger: Mapping[str, int]) -> None:
        """Wrap `app`; `larger` gives the bytes that a body may have, by the beginning of a path, if more than `LARGEST`."""
        self._app = app
        self._access = access
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
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
        if not self._access.local or is_loopback(parts("//" + headers.get("host", "")).hostname or ""):
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
    """Word the error for a body larger than `limit` bytes."""
    return f"the body is larger than {limit // 2**20} MB; send it in parts"


def _elsewhere(headers: Headers) -> _Refused:
    return (HTTPStatus.FORBIDDEN, ELSEWHERE) if from_elsewhere(headers) else None


def _form(method: str, headers: Headers) -> _Refused:
    """Refuse content types that any page's form can send."""
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
    """Wrap `receive` so that it raises if a body without a declared length grows too large."""
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(limit))
        return message

    return counted
