"""The cookie that tells visitors apart."""

import re
import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "dragoman"
"""The cookie that tells browsers apart: a random name, so that a conversation is shown only in its own browser."""

_NAME = re.compile(r"[A-Za-z0-9_-]{22,64}")
_YEAR = 31_536_000


def visitor(cookies: Mapping[str, str]) -> str:
    """Return the visitor's name from the browser's cookie; empty without a valid one."""
    name = cookies.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else ""


class VisitorCookie:
    """Middleware that gives every visitor a name with the first response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on; a request for the page itself without a name gets one."""
        if scope["type"] != "http" or scope["path"] != "/" or visitor(_cookies(scope)):
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


def _cookies(scope: Scope) -> dict[str, str]:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return cookie_parser("; ".join(lines))
