"""The client of a language model: its words as they come, a time limit that holds, and a stop that closes the connection.

LangChain's clients have time limits for single reads only, and a blocked read cannot be interrupted. So each request
runs as a task on one event loop in a thread of its own: the reader waits no longer than allowed, and leaving cancels the
task, which closes the connection. A model in this process ends at its next token.
"""

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Literal

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_before_delay

from ...corpus.errors import ModelFailed
from ..runtime.cancellation import Stop
from ..types import Call
from .model_factory import Options
from .model_name import ModelName
from .provider_errors import ProviderError, classify, explain

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

LONGEST = 16_000
"""Characters of a reply; a model that writes more does not come to an end."""

_ATTEMPTS = 2
_PAUSE = 0.5  # seconds before the second attempt, unless the server names a time
_STOPPED = "it was stopped"

Purpose = Literal["condense", "write", "judge"]
Message = tuple[Literal["system", "user"], str]


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The one event loop of the process: clients keep connections that belong to the loop they were opened on."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="dragoman-model", daemon=True).start()
    return loop


class ModelClient:
    """Sends requests to one model; threads may share it."""

    def __init__(self, model_name: ModelName, model: "BaseChatModel") -> None:
        """`model` is the chat model called `model_name`."""
        self.model_name = model_name
        self._model = model
        self._accepted: dict[Purpose, int] = {}  # the options that the server accepted last, by their index

    def ask(
        self,
        purpose: Purpose,
        messages: Sequence[Message],
        seconds: float,
        options: Sequence[Options],
        stop: Stop,
    ) -> "Reply":
        """A reply, which is requested when it is iterated over, and read until `seconds` are over or `stop` is pressed.

        `options` are tried in order as long as the server refuses them.
        """
        return Reply(self, purpose, messages, seconds, options, stop)

    def accepted(self, purpose: Purpose) -> int:
        """The index of the options to begin with."""
        return self._accepted.get(purpose, 0)

    def accept(self, purpose: Purpose, at: int) -> None:
        """Begin with these options from now on, because the server accepted them."""
        self._accepted[purpose] = at

    def chunks(self, messages: Sequence[Message], options: Options) -> "AsyncIterator[AIMessageChunk]":
        """The model's reply in pieces; raises whatever the provider's library raises."""
        return self._model.astream([(role, content) for role, content in messages], **options)


class Reply:
    """One reply: iterate over its pieces once; leaving the loop stops the model at once. Afterwards, see `call`."""

    def __init__(
        self,
        client: ModelClient,
        purpose: Purpose,
        messages: Sequence[Message],
        seconds: float,
        options: Sequence[Options],
        stop: Stop,
    ) -> None:
        """See `ModelClient.ask`."""
        self._client = client
        self._purpose: Purpose = purpose
        self._messages = tuple(messages)
        self._limit = seconds
        self._options = options
        self._at = min(client.accepted(purpose), len(options) - 1)
        self._stop = stop
        self._pieces: queue.SimpleQueue[str | ModelFailed | None] = queue.SimpleQueue()
        self._text: list[str] = []
        self._usage: dict[str, int] = {}
        self._failed: str | None = None
        self._seconds = 0.0  # of waiting for the model, without the time in which its words are processed
        self.finish: str | None = None
        """The server's reason for the end of the reply, if it gives one."""

    @property
    def call(self) -> Call:
        """The request and what came of it, for the trace."""
        counts = (self._usage.get("input_tokens"), self._usage.get("output_tokens"))
        text = "".join(self._text)
        return Call(self._purpose, self._messages, text, round(self._seconds, 4), *counts, failed=self._failed)

    def __iter__(self) -> Iterator[str]:
        """The pieces of text.

        Raises:
            ModelFailed: there is no reply, only a part of one, or none in time.
        """
        started = time.perf_counter()
        self._stop.on_press(lambda: self._pieces.put(ModelFailed(_STOPPED)))
        running = asyncio.run_coroutine_threadsafe(self._run(), _loop())
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
            missed = "had not finished" if self._text else "did not answer"
            raise ModelFailed(f"the model {missed} within {max(round(self._limit), 1)} seconds") from None
        finally:
            self._seconds += time.perf_counter() - waiting
        if isinstance(piece, ModelFailed):
            raise piece
        if self._stop.pressed:  # pieces that came before it are in the queue, and not to be shown either
            raise ModelFailed(_STOPPED)
        return piece

    async def _run(self) -> None:
        """Put the reply into the queue, and at its end `None` or the error."""
        from langsmith import tracing_context

        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, _AttemptFailed) and error.again),
            wait=_pause,
            stop=stop_after_attempt(_ATTEMPTS) | stop_before_delay(self._limit),
            reraise=True,
        )
        try:
            with tracing_context(enabled=False):  # whatever the environment says, no transcript goes to a service
                await retrying(self._attempt)
        except _AttemptFailed as failed:
            self._pieces.put(ModelFailed(explain(failed.why, self._client.model_name, failed.begun)))
        else:
            self._pieces.put(None)

    async def _attempt(self) -> None:
        """Request the reply with the first options that the server does not refuse."""
        while True:
            begun = False
            try:
                async for chunk in self._client.chunks(self._messages, self._options[self._at]):
                    begun = True
                    self._take(chunk)
            except Exception as error:  # any provider's library may stand here, each with errors of its own
                why = classify(error)
                if begun or not why.options or self._at + 1 == len(self._options):
                    raise _AttemptFailed(why, begun) from error
                self._at += 1
            else:
                self._client.accept(self._purpose, self._at)
                return

    def _take(self, chunk: "AIMessageChunk") -> None:
        if usage := chunk.usage_metadata:
            # Some servers count up in every chunk, others report once: the greatest is the count.
            counts = {"input_tokens": usage["input_tokens"], "output_tokens": usage["output_tokens"]}
            self._usage = {key: max(count, self._usage.get(key, 0)) for key, count in counts.items()}
        for key in ("finish_reason", "stop_reason", "done_reason"):
            with suppress(KeyError):
                self.finish = str(chunk.response_metadata[key])
        if text := str(chunk.text):
            self._pieces.put(text)


class _AttemptFailed(Exception):
    """A request failed; `begun`: after the first piece of the reply, so that it cannot be repeated."""

    def __init__(self, why: ProviderError, begun: bool) -> None:
        super().__init__(why.kind)
        self.why = why
        self.begun = begun
        self.again = why.again and not begun


def _pause(state: RetryCallState) -> float:
    """Seconds until the next attempt: as the server asks, else `_PAUSE`."""
    failed = state.outcome.exception() if state.outcome is not None else None
    wait = failed.why.wait if isinstance(failed, _AttemptFailed) else None
    return _PAUSE if wait is None else wait
