"""Signing in and out on the page: a plain form that needs no script, and the cookie of the session."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlsplit

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from ..api.authentication import COOKIE, SECURE_COOKIE, BadCredentials, Callers, session_secrets
from ..assistant.accounts import Accounts
from ..assistant.accounts.sessions import LONGEST
from .surface import SIGN_IN, SIGN_OUT
from .views import sign_in as html

_LARGEST = 16 * 2**10  # bytes of the form
_AT_ONCE = 2  # passwords checked at the same time, each with 64 MiB
_WAITING = 50  # attempts that wait; more are refused
WRONG = "This name and password do not belong together."
BUSY = "Too many people are signing in at this moment. Try again in a minute."


def add_routes(app: FastAPI, callers: Callers, accounts: Accounts) -> None:
    """Add the sign-in page to `app`."""
    checking = CapacityLimiter(_AT_ONCE)

    @app.get(SIGN_IN, include_in_schema=False)
    def form(request: Request, next: Annotated[str, Query()] = "/") -> Response:  # noqa: A002  # the name in the address
        try:
            if callers.identify(request.scope) is not None:
                return _to(next)
        except BadCredentials as error:
            return _page(next, error.message, HTTPStatus.UNAUTHORIZED)
        return _page(next)

    @app.post(SIGN_IN, include_in_schema=False)
    async def sign_in(request: Request) -> Response:
        fields = await _fields(request)
        name, password, following = fields.get("name", ""), fields.get("password", ""), fields.get("next", "/")
        if checking.statistics().tasks_waiting >= _WAITING:
            return _page(following, BUSY, HTTPStatus.SERVICE_UNAVAILABLE, name)
        address = callers.proxies.address(request.scope)
        found = await to_thread.run_sync(accounts.sign_in, name, password, address, limiter=checking)
        if found.session is None and found.wait:
            refused = _page(following, html.wait(found.wait), HTTPStatus.TOO_MANY_REQUESTS, name)
            refused.headers["Retry-After"] = str(int(found.wait) + 1)
            return refused
        if found.session is None:
            return _page(following, WRONG, HTTPStatus.FORBIDDEN, name)
        await _end(request.scope, accounts)  # the browser's earlier session, whoever began it
        signed_in = _to(following)
        secure = callers.proxies.secure(request.scope)
        signed_in.set_cookie(
            SECURE_COOKIE if secure else COOKIE,
            found.session,
            max_age=LONGEST,
            path="/",
            secure=secure,
            httponly=True,
            samesite="lax",
        )
        return signed_in

    @app.post(SIGN_OUT, include_in_schema=False)
    async def sign_out(request: Request) -> Response:
        await _end(request.scope, accounts)
        signed_out = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
        for name, secure in ((COOKIE, False), (SECURE_COOKIE, True)):
            signed_out.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
        return signed_out


def local(address: str) -> str:
    """Return the address if it is one of this page, or else the page's own: no link signs somebody in and leads away."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path != "/" or not address.startswith("/") or address.startswith("//"):
        return "/"
    query = quote(parts.query, safe="=&%+,:/?@-._~")
    return f"/?{query}" if query else "/"


def _to(address: str) -> Response:
    return RedirectResponse(local(address), HTTPStatus.SEE_OTHER)


def _page(following: str, trouble: str = "", status: int = HTTPStatus.OK, name: str = "") -> Response:
    shown = html.page(local(following), trouble, name[:100])
    return HTMLResponse(shown, status, {"Cache-Control": "no-store"})


async def _end(scope: Scope, accounts: Accounts) -> None:
    for secret in session_secrets(scope):
        await to_thread.run_sync(accounts.sessions.end, secret)


async def _fields(request: Request) -> dict[str, str]:
    """Read the form; this path alone takes what forms send, and only from its own page (see `api.gate`)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send the form of the sign-in page")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            raise HTTPException(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the form is too large; type a name and a password"
            )
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10))
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "send the form of the sign-in page") from error
