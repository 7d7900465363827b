"""End the work for a request when its client leaves, or when it has used up its computing time.

The middleware watches the connection once the body has been read. When the client leaves, what runs in threads ends at
its next `checkpoint`, and a request that waits for a thread leaves the queue.
"""

import asyncio
from collections.abc import Iterable

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..assistant.runtime.budget import Budget
from ..assistant.runtime.cancellation import Stop, Stopped
from ..corpus.interruption import interruptible
from .paths import under

_WATCHED = ("/api", "/v1", "/page")  # Gradio and the MCP SDK watch their own connections


class Departures:
    """Middleware that ends the work for clients that have left."""

    def __init__(self, app: ASGIApp, seconds: float, unlimited: Iterable[str] = ()) -> None:
        """Wrap `app`. `seconds`: CPU time of one request; `unlimited`: the beginnings of paths without this limit."""
        self._app = app
        self._seconds = seconds
        self._unlimited = tuple(unlimited)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and watch its connection."""
        if scope["type"] != "http" or not under(scope["path"], _WATCHED):
            await self._app(scope, receive, send)
            return
        stop = Stop()
        watched = _Connection(receive, send, whole=_has_no_body(Headers(scope=scope)))
        budget = Budget(stop, None if under(scope["path"], self._unlimited) else self._seconds)
        with anyio.CancelScope() as waiting:

            async def watch() -> None:
                await watched.departure()
                stop.press()
                waiting.cancel()

            watcher = asyncio.create_task(watch())
            try:
                with interruptible(budget.check):
                    await self._app(scope, watched.receive, watched.send)
            except Stopped:
                if not stop.pressed:
                    raise
            finally:
                watcher.cancel()


class _Connection:
    """A request's channel, of which the application reads the body and a watcher reads what comes after it."""

    def __init__(self, receive: Receive, send: Send, *, whole: bool) -> None:
        """`whole`: no body follows."""
        self._receive = receive
        self._send = send
        self._given = not whole  # whether the application has had its one message of an empty body
        self._read = asyncio.Event()
        self._gone = asyncio.Event()
        self._answered = False
        if whole:
            self._read.set()

    async def receive(self) -> Message:
        if not self._given:
            self._given = True
            return {"type": "http.request", "body": b"", "more_body": False}
        if self._read.is_set():
            await self._gone.wait()
            return {"type": "http.disconnect"}
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._gone.set()
        if not message.get("more_body", False):
            self._read.set()
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            self._answered = True
        await self._send(message)

    async def departure(self) -> None:
        """Wait until the client leaves before its answer is complete."""
        await self._read.wait()
        while not self._gone.is_set():
            if (await self._receive())["type"] == "http.disconnect":
                self._gone.set()
        if self._answered:
            await asyncio.Event().wait()  # the end of an answer looks like a departure; the caller cancels this


def _has_no_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
