"""`huggingface:FOLDER`: a language model in this process (`local_generation`) as a LangChain chat model."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from .local_generation import CausalModel, Generation, GenerationEnd
from .model_name import REPLY_TOKENS

_ROLES = {"human": "user", "ai": "assistant"}
_END = object()


class LocalModel(BaseChatModel):
    """A loaded model; threads may share it. Leaving a stream ends the generation at its next token."""

    source: str
    """The folder, or the model's name on the hub."""

    tokens: int = REPLY_TOKENS
    """The most tokens of a reply."""

    seconds: float
    """The most seconds of a reply, which ends at the next token after them."""

    _causal: CausalModel = PrivateAttr()

    @classmethod
    def load(cls, source: str, seconds: float) -> Self:
        """See `CausalModel.load`; the profile has the model's context window.

        Raises:
            OSError: there is no such model.
            ValueError: it is not a model that writes text.
        """
        causal = CausalModel.load(source)
        model = cls(source=source, seconds=seconds)
        if causal.window:
            model.profile = {"max_input_tokens": causal.window}
        model._causal = causal
        return model

    @property
    def _llm_type(self) -> str:
        return "dragoman-local"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"source": self.source, "tokens": self.tokens}

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: Any = None,  # noqa: ARG002  # LangChain reports each chunk to it
        **_: Any,
    ) -> Iterator[ChatGenerationChunk]:
        generation = self._begin(messages, stop)
        try:
            yield from _chunks(generation)
        finally:
            generation.stop()

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: Any = None,  # noqa: ARG002  # as above
        **_: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        # LangChain would run `_stream` in a thread, and leave it running when it is cancelled.
        generation = self._begin(messages, stop)
        chunks = _chunks(generation)
        try:
            while (chunk := await asyncio.to_thread(next, chunks, _END)) is not _END:
                yield chunk  # type: ignore[misc]  # the sentinel is excluded just above
        finally:
            generation.stop()

    def _begin(self, messages: list[BaseMessage], stop: list[str] | None) -> Generation:
        turns = [{"role": _ROLES.get(one.type, one.type), "content": str(one.text)} for one in messages]
        return self._causal.begin(turns, stop or (), self.tokens, self.seconds)


def _chunks(generation: Generation) -> Iterator[ChatGenerationChunk]:
    """The words, then an empty chunk that says how the generation ended."""
    for words in generation:
        yield ChatGenerationChunk(message=AIMessageChunk(content=words))
    if generation.ended:
        yield ChatGenerationChunk(message=_last(generation.ended))


def _last(ended: GenerationEnd) -> AIMessageChunk:
    usage = UsageMetadata(input_tokens=ended.read, output_tokens=ended.written, total_tokens=ended.read + ended.written)
    reason = {"finish_reason": "stop" if ended.whole else "length"}
    return AIMessageChunk(content="", usage_metadata=usage, response_metadata=reason, chunk_position="last")
