"""Bodies that are too large or come too slowly are refused on every path, before they are stored anywhere.

The application may spool a body to disk (forms) or hold it in memory (JSON). Both happen behind this middleware, which
counts the bytes as they arrive.
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .errors import kind_of, problem
from .paths import under

LARGEST = 2 * 2**20
"""Bytes of a body at most, by default."""

PATIENCE = 20.0
"""Seconds that a body of any size may take."""

SLOWEST = 10_000
"""Bytes a second that extend this time: 20 MB may take 35 minutes."""


class Intake:
    """Middleware that refuses bodies by size and speed."""

    def __init__(
        self,
        app: ASGIApp,
        larger: Mapping[str, int],
        instead: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """Wrap `app`.

        `larger` gives the bytes that a body may have, by the beginning of a path, if more than `LARGEST`; `instead` says
        what else to do with a body that is too large for a path. `patience`: see `PATIENCE`.
        """
        self._app = app
        self._instead = instead or {}
        self._larger = larger
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on with its body counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        limit = max((most for prefix, most in self._larger.items() if under(path, (prefix,))), default=LARGEST)
        advice = self._instead.get(path, "send it in parts")
        body = _Body(receive, limit, advice, self._patience)
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if body.refused is not None and not started:
                return  # the application's error about a body that broke off gives way to the reason
            started = True
            await send(message)

        if _declared(Headers(scope=scope)) > limit:
            body.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(limit, advice))
        else:
            try:
                await self._app(scope, body.receive, sent)
            except Exception:  # whatever the application makes of a body that breaks off
                if body.refused is None or started:
                    raise
        if body.refused is not None and not started:
            status, message = body.refused
            # Whoever sends slowly would hold the connection; the others may finish sending, and then read the answer.
            headers = {"Connection": "close"} if status == HTTPStatus.REQUEST_TIMEOUT else None
            await problem(path, status, kind_of(status), message, headers=headers)(scope, receive, send)


class _Body:
    """The body of one request; `refused` is the status and the message once it has been refused."""

    def __init__(self, receive: Receive, limit: int, advice: str, patience: float) -> None:
        self.refused: tuple[int, str] | None = None
        self._receive = receive
        self._limit = limit
        self._advice = advice
        self._until = asyncio.get_running_loop().time() + patience
        self._total = 0
        self._whole = False

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until + self._total / SLOWEST):
                message = await self._receive()
        except TimeoutError:
            raise self.refuse(
                HTTPStatus.REQUEST_TIMEOUT, "the body came too slowly; send it again on a faster connection"
            ) from None
        self._total += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._total > self._limit:
            raise self.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(self._limit, self._advice))
        return message

    def refuse(self, status: int, message: str) -> HTTPException:
        """Note the refusal; returns the error that ends the application's reading."""
        self.refused = (status, message)
        return HTTPException(status, message)


def too_large(limit: int, advice: str) -> str:
    """Word the error for a body larger than `limit` bytes."""
    return f"the body is larger than {limit // 2**20} MB; {advice}"


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length[:20]) if length.isascii() and length.isdigit() else 0
