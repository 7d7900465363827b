"""Whose conversations are shown: those of the user who has signed in, or else of the browser, which a cookie tells apart."""

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..api.authentication import caller_of

COOKIE = "dragoman"
"""The cookie that tells browsers apart: a random name, so that a conversation is shown only in its own browser."""

_NAME = re.compile(r"[A-Za-z0-9_-]{22,64}")
_YEAR = 31_536_000


def visitor(request: HTTPConnection) -> str:
    """Return whose conversations a request is about: `user:NAME:KEY`, or the name in the browser's cookie, which has no colon.

    Empty without either.
    """
    key = caller_of(request.scope).key
    if key is not None:
        return f"user:{key}"
    name = request.cookies.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else ""


class VisitorCookie:
    """Middleware that gives every visitor a name with the first response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on; a request for the page itself without a name gets one."""
        if scope["type"] != "http" or scope["path"] != "/" or visitor(HTTPConnection(scope)):
            await self._app(scope, receive, send)
            return

        async def naming(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append(
                    "Set-Cookie",
                    f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax",
                )
            await send(message)

        await self._app(scope, receive, naming)
