"""Server-sent events from a blocking generator, which runs in a thread and stops when its reader leaves.

FastAPI does the framing. While nothing happens, comments keep proxies from closing the connection.
"""

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress

import anyio
from anyio import BrokenResourceError, CapacityLimiter, ClosedResourceError, from_thread, to_thread
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse
from starlette.types import Send

from ..assistant.runtime.cancellation import Stop
from ..corpus.errors import DragomanError

Begin = Callable[[Stop], Generator[bytes, None, None]]
"""Begins the work and yields framed events. Pressing the stop ends it from another thread."""

Failed = Callable[[DragomanError | None], Iterator[bytes]]
"""Gives the events for an error in the middle of a stream; `None` stands for an unforeseen one."""

_PATIENCE = 15.0  # seconds without an event before a comment is sent
_AHEAD = 16  # events that may wait for a slow reader
_logger = logging.getLogger("dragoman.api")


class EventStream(EventSourceResponse):
    """A response of events, each sent as soon as it is available."""

    def __init__(self, begin: Begin, failed: Failed, limiter: CapacityLimiter) -> None:
        """Prepare the response; `limiter` bounds how many run at the same time."""
        # The headers that FastAPI gives to event streams: proxies must not hold events back.
        super().__init__((), headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
        self._begin = begin
        self._failed = failed
        self._limiter = limiter

    async def stream_response(self, send: Send) -> None:
        """Send the events; Starlette cancels this when the reader leaves."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        stop = Stop()
        sender, receiver = anyio.create_memory_object_stream[bytes](_AHEAD)

        def work() -> None:
            # When the reader leaves, the stream closes; closing the generator stops a model at once.
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
        except DragomanError as error:
            yield from self._failed(error)
        except Exception:  # the response has begun, so only this can tell its reader
            _logger.exception("a stream broke off")
            yield from self._failed(None)
