"""Requests refused before they reach a route: unknown hosts, other origins, and wrong content types.

Every web page that a user opens can reach a server on the user's machine. It may send a form, load an image's address, or
send JSON with a false content type; browsers tell the origin of such requests. A page may also point its own host name at
this machine (DNS rebinding), so a server that listens on a loopback address answers only to this machine's names.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from .access import Access, is_loopback
from .errors import kind_of, problem
from .origins import ELSEWHERE, from_elsewhere, parts
from .paths import under

_PREFIXES = ("/api", "/v1", "/page")  # /page has the web page's own requests


class Guard:
    """Middleware that refuses unsafe requests. For paths outside the API and the page's fragments it checks only the host."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """Wrap `app`."""
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        headers = Headers(scope=scope)
        refused = self._host(headers)
        if refused is None and under(path, _PREFIXES) and scope["type"] == "http":
            refused = _elsewhere(headers) or _form(scope["method"], headers)
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
