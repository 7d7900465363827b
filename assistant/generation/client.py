"""The line to a language model: its words as they come, a time limit that holds, and a stop that closes the connection.

LangChain's clients have time limits for single reads only, and a blocked read cannot be stopped. So every request runs as
a task on one event loop in a thread of its own: whoever reads waits no longer than allowed, and leaving cancels the task,
which closes the connection. A model in this process ends at its next token.
"""

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from ...corpus.errors import ModelFailed
from ..runtime.cancellation import Stop
from ..types import Call
from .model_factory import Options
from .model_name import Named
from .provider_errors import Refused, explain, refused

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

LONGEST = 16_000
"""Characters of a reply; what writes more than this has lost its way."""

_PAUSE = 0.5  # seconds before the one new attempt after a server's own fault
Message = tuple[Literal["system", "user"], str]


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for the process: clients keep connections that belong to the loop they were opened on."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="dragoman-model", daemon=True).start()
    return loop


class Line:
    """A model that can be asked; threads may share it."""

    def __init__(self, named: Named, model: "BaseChatModel") -> None:
        """`model` is what `named` names."""
        self.named = named
        self._model = model
        self._first: dict[str, int] = {}  # which options a server took last, by purpose

    def ask(
        self,
        purpose: Literal["condense", "write", "judge"],
        messages: Sequence[Message],
        seconds: float,
        options: Sequence[Options],
        stop: Stop,
    ) -> "Reply":
        """Ask; the reply is read by iterating over it, until `stop` is pressed."""
        return Reply(self, purpose, messages, seconds, options, stop)

    def start(self, purpose: str) -> int:
        """Which options to begin with."""
        return self._first.get(purpose, 0)

    def settled(self, purpose: str, at: int) -> None:
        """The server took these options."""
        self._first[purpose] = at

    def chunks(self, messages: Sequence[Message], options: Options) -> "AsyncIterator[AIMessageChunk]":
        """What the model writes, piece by piece; raises whatever its library raises."""
        return self._model.astream([(role, content) for role, content in messages], **options)


class Reply:
    """One reply: iterate over its pieces; `close` (or leaving the loop) stops the model at once; then see `call`."""

    def __init__(
        self,
        line: Line,
        purpose: Any,
        messages: Sequence[Message],
        seconds: float,
        options: Sequence[Options],
        stop: Stop,
    ) -> None:
        """See `Line.ask`."""
        self._line = line
        self._purpose = purpose
        self._messages = tuple(messages)
        self._limit = seconds
        self._options = options
        self._stop = stop
        self._pieces: queue.SimpleQueue[str | ModelFailed | None] = queue.SimpleQueue()
        self._text: list[str] = []
        self._usage: dict[str, int] = {}
        self._failed: str | None = None
        self._seconds = 0.0  # of waiting for the model, not of what is done with its words meanwhile
        self.finish: str | None = None  # why the server says that it ended

    @property
    def call(self) -> Call:
        """What was asked and what came, for the trace."""
        counts = (self._usage.get("input_tokens"), self._usage.get("output_tokens"))
        text = "".join(self._text)
        return Call(self._purpose, self._messages, text, round(self._seconds, 4), *counts, failed=self._failed)

    def __iter__(self) -> Iterator[str]:
        """The pieces.

        Raises:
            ModelFailed: there is no reply, not the whole of it, or none in time.
        """
        started = time.perf_counter()
        self._stop.on_press(lambda: self._pieces.put(ModelFailed("it was stopped")))
        running = asyncio.run_coroutine_threadsafe(self._run(started + self._limit), _loop())
        length = 0
        try:
            while (piece := self._next(started)) is not None:
                self._text.append(piece)
                length += len(piece)
                if length > LONGEST:
                    raise ModelFailed(f"the model wrote more than {LONGEST:,} characters without an end")
                yield piece
        except ModelFailed as error:
            self._failed = str(error)
            raise
        finally:
            running.cancel()

    def _next(self, started: float) -> str | None:
        waiting = time.perf_counter()
        try:
            piece = self._pieces.get(timeout=max(started + self._limit - waiting, 0.0))
        except queue.Empty:
            begun = "had not finished" if self._text else "did not answer"
            raise ModelFailed(f"the model {begun} within {max(round(self._limit), 1)} seconds") from None
        finally:
            self._seconds += time.perf_counter() - waiting
        if isinstance(piece, ModelFailed):
            raise piece
        if self._stop.pressed:  # and not after all that has come in the meantime
            raise ModelFailed("it was stopped")
        return piece

    async def _run(self, deadline: float) -> None:
        """Read the model into the queue; ends it with `None` or with what went wrong."""
        from langsmith import tracing_context

        try:
            with tracing_context(enabled=False):  # whatever the environment says, no transcript goes to a service
                await self._attempts(deadline)
        except ModelFailed as error:
            self._pieces.put(error)
        else:
            self._pieces.put(None)

    async def _attempts(self, deadline: float) -> None:
        at, again = min(self._line.start(self._purpose), len(self._options) - 1), True
        while True:
            begun = False
            try:
                async for chunk in self._line.chunks(self._messages, self._options[at]):
                    begun = True
                    self._take(chunk)
            except Exception as error:  # any provider's library may stand here, each with errors of its own
                why: Refused = refused(error)
                if begun or not (why.options or why.again) or time.perf_counter() >= deadline:
                    raise ModelFailed(explain(why, self._line.named, begun)) from error
                if why.options and at + 1 < len(self._options):
                    at += 1
                    continue
                wait = why.wait if why.wait is not None else _PAUSE
                if why.options or not again or time.perf_counter() + wait >= deadline:
                    raise ModelFailed(explain(why, self._line.named, begun)) from error
                again = False
                await asyncio.sleep(wait)
            else:
                self._line.settled(self._purpose, at)
                return

    def _take(self, chunk: "AIMessageChunk") -> None:
        if usage := chunk.usage_metadata:
            # Some servers count up in every chunk, others tell once: the greatest is the count.
            counts = {"input_tokens": usage["input_tokens"], "output_tokens": usage["output_tokens"]}
            self._usage = {key: max(count, self._usage.get(key, 0)) for key, count in counts.items()}
        told = chunk.response_metadata
        for key in ("finish_reason", "stop_reason", "done_reason"):
            with suppress(KeyError):
                self.finish = str(told[key])
        if text := str(chunk.text):
            self._pieces.put(text)
