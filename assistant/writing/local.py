"""A transformers model in this process, through LangChain's `huggingface` provider.

LangChain streams such a model from a thread, and only synchronously. It is stopped by a logits processor that allows
nothing but the end-of-text token once nobody reads any more, since transformers has no other hook that LangChain passes on.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, Any

from assistant.writing.models import REPLY_TOKENS, Options

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_END = object()


class _Stopper:
    """Ends a generation at its next token when `asked`."""

    def __init__(self, end: int) -> None:
        self.asked = threading.Event()
        self._end = end

    def __call__(self, _read: Any, scores: Any) -> Any:
        """`scores` (batch, vocabulary): as they are, or nothing but the end."""
        if self.asked.is_set():
            scores = scores.new_full(scores.shape, float("-inf"))
            scores[:, self._end] = 0.0
        return scores


async def local_chunks(
    model: "BaseChatModel", messages: Sequence[tuple[str, str]], options: Options, seconds: float
) -> "AsyncIterator[AIMessageChunk]":
    """The chunks; leaving ends the generation at its next token, and so does the time limit."""
    from transformers import LogitsProcessorList

    pipeline = model.llm.pipeline  # type: ignore[attr-defined]  # ChatHuggingFace has it
    end = pipeline.tokenizer.eos_token_id
    stopper = _Stopper(0 if end is None else end)
    generation = {
        "max_new_tokens": REPLY_TOKENS,
        "max_time": max(seconds, 0.1),
        "do_sample": False,
        "return_full_text": False,
        "logits_processor": LogitsProcessorList([stopper]),
    }
    stream = model.stream(list(messages), pipeline_kwargs=generation, **options)
    try:
        while (chunk := await asyncio.to_thread(next, stream, _END)) is not _END:
            yield chunk  # type: ignore[misc]  # the sentinel is excluded just above
    finally:
        stopper.asked.set()
