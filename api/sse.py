"""Send server-sent events from a blocking generator, which runs in a thread and is stopped when the client leaves.

The framing is FastAPI's. A comment is sent while nothing happens, so that no proxy closes the connection.
"""

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress

import anyio
from anyio import BrokenResourceError, CapacityLimiter, ClosedResourceError, from_thread, to_thread
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse
from starlette.types import Send

from ..assistant.runtime.cancellation import Stop, Stopped
from ..corpus.errors import DragomanError

Begin = Callable[[Stop], Generator[bytes, None, None]]
"""Starts the work and yields whole, framed events. Pressing the stop ends it from another thread."""

Failed = Callable[[DragomanError | None], Iterator[bytes]]
"""Yields the events that report an error after the response has begun; `None` stands for an unexpected fault."""

_PATIENCE = 15.0  # seconds without an event until a comment is sent
_AHEAD = 16  # events that may wait for a slow client
_logger = logging.getLogger("dragoman.api")


class EventStream(EventSourceResponse):
    """A response of server-sent events, each sent as soon as it is ready."""

    def __init__(self, begin: Begin, failed: Failed, limiter: CapacityLimiter) -> None:
        """`limiter` bounds how many run at the same time."""
        # The two headers that FastAPI sets for event streams, so that no proxy holds events back.
        super().__init__((), headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
        self._begin = begin
        self._failed = failed
        self._limiter = limiter

    async def stream_response(self, send: Send) -> None:
        """Send the events; Starlette cancels this when the client leaves."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        stop = Stop()
        sender, receiver = anyio.create_memory_object_stream[bytes](_AHEAD)

        def work() -> None:
            # When the client leaves, the stream is closed; closing the generator then stops a model at once.
            with suppress(BrokenResourceError, ClosedResourceError), closing(self._whole(stop)) as events:
                for event in events:
                    from_thread.run(sender.send, event)

        async def produce() -> None:
            async with sender:
                await to_thread.run_sync(work, limiter=self._limiter)

        async with anyio.create_task_group() as group:
            group.start_soon(produce)
            try:
                async with receiver:
                    with suppress(anyio.EndOfStream):
                        while True:
                            event = KEEPALIVE_COMMENT
                            with anyio.move_on_after(_PATIENCE):
                                event = await receiver.receive()
                            await send({"type": "http.response.body", "body": event, "more_body": True})
            finally:
                stop.press()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _whole(self, stop: Stop) -> Generator[bytes, None, None]:
        try:
            yield from self._begin(stop)
        except Stopped:
            return  # the client has left
        except DragomanError as error:
            yield from self._failed(error)
        except Exception:  # the response has begun, so no error handler can answer any more
            _logger.exception("an event stream failed")
            yield from self._failed(None)
