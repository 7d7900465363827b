"""`/v1/chat/completions` and `/v1/models`, as OpenAI's clients speak.

The last message is the question, those before it the conversation. The content is Markdown with `[1]` after each
statement. An annotation for each of these numbers has in `start_index` and `end_index` where it stands in the content
(code points), and under `dragoman` the document, the offsets of the quoted words in it, and the words. The whole answer
is under `dragoman` beside `choices`.
"""

import json
import time
import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.sse import format_sse_event

from ...assistant.contract import answers as wire
from ...assistant.dragoman import Dragoman
from ...assistant.render import chat_markdown
from ...assistant.runtime.cancellation import Stop
from ...assistant.types import Answer, Answered, Checked, Claim, Turn
from ...corpus.errors import DragomanError
from ..context import Object, Parts
from ..errors import OUR_FAULT, told_of
from ..sse import Events
from .openai_models import ChatBody, Completion, Models

MODEL = "dragoman"
"""The one model there is, whatever a request names."""

_WITHDRAWN = "\n\n---\n\nWhat stands above was not kept. The answer:\n\n"
_DONE = format_sse_event(data_str="[DONE]")


def add_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes to `app`."""
    dragoman, threads, metrics = parts.dragoman, parts.threads, parts.metrics

    @app.get("/v1/models", tags=["OpenAI"], responses={200: {"model": Models}}, response_model=None)
    async def models() -> Object:
        """The one model there is."""
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}

    @app.post(
        "/v1/chat/completions",
        tags=["OpenAI"],
        response_model=None,
        responses={200: {"model": Completion, "content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    async def complete(request: Request, body: ChatBody) -> Object | Response:
        """Answer the last message of a conversation."""
        question, turns = body.question(), _turns(body)
        dragoman.check(question)
        base = str(request.base_url)
        if body.stream:
            stream = _Stream(dragoman, base, usage=body.usage_wanted)
            threads.check()

            def begin(stop: Stop) -> Generator[bytes, None, None]:
                answer = yield from stream.events(question, turns, stop)
                metrics.answered(answer)

            return Events(begin, _failed, threads.asking)
        answer = await threads.ask(dragoman.ask, question, turns)
        metrics.answered(answer)
        made = chat_markdown.message(answer)
        message = {
            "role": "assistant",
            "content": made.content,
            "refusal": None,
            "annotations": annotations(made, base),
        }
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {
            **_frame("chat.completion"),
            "choices": [choice],
            "usage": _usage(answer),
            "dragoman": wire.answer(answer),
        }


class _Stream:
    """One streamed completion.

    Claims of a model are sent as they are checked. Where the whole answer then turns out another one (the model broke
    off, so it quotes), that follows under a line which says so.
    """

    def __init__(self, dragoman: Dragoman, base: str, *, usage: bool) -> None:
        self._dragoman = dragoman
        self._base = base
        self._usage = usage
        self._frame = _frame("chat.completion.chunk")

    def events(self, question: str, turns: Sequence[Turn], stop: Stop) -> Generator[bytes, None, Answer]:
        """The chunks; returns the answer."""
        yield self._chunk({"role": "assistant", "content": ""})
        claims: list[Claim] = []
        sent = ""
        with closing(self._dragoman.stream(question, turns, stop=stop)) as found:
            for event in found:
                if isinstance(event, Checked) and event.claim is not None:
                    claims.append(event.claim)
                    now = _beginning(claims)
                    yield self._chunk({"content": now[len(sent) :]})
                    sent = now
                elif isinstance(event, Answered):
                    yield from self._end(event.answer, sent)
                    return event.answer
        raise AssertionError("a stream ends with the answer")

    def _end(self, answer: Answer, sent: str) -> Iterator[bytes]:
        made = chat_markdown.message(answer)
        before = "" if made.content.startswith(sent) else sent + _WITHDRAWN
        content = before + made.content
        yield from (self._chunk({"content": piece}) for piece in _pieces(content[len(sent) :]))
        told = {"annotations": annotations(made, self._base, len(before))}
        yield self._chunk(told, finish="stop", dragoman=wire.answer(answer))
        if self._usage:
            yield _event({**self._frame, "choices": [], "usage": _usage(answer)})
        yield _DONE

    def _chunk(self, delta: Object, finish: str | None = None, **more: Object) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _event({**self._frame, "choices": [choice], **more})


def annotations(made: chat_markdown.ChatMessage, base: str, offset: int = 0) -> list[Object]:
    """What stands behind each number of a message that begins at `offset` of the content."""
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": span.start + offset,
                "end_index": span.end + offset,
                "title": citation.document.title,
                "url": chat_markdown.link(base, citation),
            },
            "dragoman": {**wire.citation(citation), "permalink": chat_markdown.permalink(base, citation)},
        }
        for span, citation in made.markers
    ]


def _turns(body: ChatBody) -> list[Turn]:
    """The conversation before the question; of our own answers what they said, without numbers and sources."""
    return [
        Turn(role, chat_markdown.words_of(content) if role == "assistant" else content)
        for role, content in body.earlier()
    ]


def _beginning(claims: Sequence[Claim]) -> str:
    # Not at the top: it is loaded where a model writes, and there it has been.
    from ...assistant.generation.writer import renumbered

    return chat_markdown.beginning(renumbered(claims)).content


def _pieces(content: str) -> Iterator[str]:
    """Paragraph by paragraph, so that a reader sees it come."""
    for at, piece in enumerate(content.split("\n\n")):
        if piece or at:
            yield f"\n\n{piece}" if at else piece


def _frame(kind: str) -> Object:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(answer: Answer) -> Object:
    """Tokens as the model's server counts them; none where there is no model, or it does not count."""
    sent = (answer.trace and answer.trace.tokens_in) or 0
    written = (answer.trace and answer.trace.tokens_out) or 0
    return {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}


def _event(value: Object) -> bytes:
    return format_sse_event(data_str=json.dumps(value, ensure_ascii=False))


def _failed(error: DragomanError | None) -> Iterator[bytes]:
    told = told_of(error) if error else {"type": "InternalError", "message": OUR_FAULT}
    inner = {"message": told["message"], "type": "server_error", "param": None, "code": told["type"]}
    yield _event({"error": inner})
