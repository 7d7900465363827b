"""`/v1/chat/completions` and `/v1/models`, for clients of OpenAI's API.

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
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.sse import format_sse_event

from ...assistant.contract.answers import Answer as AnswerShape
from ...assistant.contract.answers import Citation
from ...assistant.dragoman import Dragoman
from ...assistant.render import chat_markdown
from ...assistant.runtime.cancellation import Stop
from ...assistant.types import Answer, Answered, Checked, Claim, Turn
from ...corpus.errors import DragomanError
from ..context import RouteContext
from ..errors import detail_of
from ..responses import events
from ..sse import EventStream
from .openai_models import ChatBody, Completion, Models

Object = dict[str, Any]

MODEL = "dragoman"
"""The name of the only model, whatever a request names."""

_WITHDRAWN = "\n\n---\n\nWhat stands above was not kept. The answer:\n\n"
_DONE = format_sse_event(data_str="[DONE]")


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    dragoman, threads, metrics = context.dragoman, context.threads, context.metrics

    @app.get("/v1/models", tags=["OpenAI"], responses={200: {"model": Models}}, response_model=None)
    async def models() -> Object:
        """List the one model."""
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}

    @app.post(
        "/v1/chat/completions",
        tags=["OpenAI"],
        response_model=None,
        responses={200: {"model": Completion, "content": events((), "data: {…}\n\ndata: [DONE]\n\n")}},
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

            return EventStream(begin, _failed, threads.asking)
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
            "dragoman": AnswerShape.of(answer).as_object(),
        }


class _Stream:
    """One streamed completion.

    Claims of a model are sent as they are checked. If the final answer differs (the model broke off, so the answer
    quotes), it follows under a line that says so.
    """

    def __init__(self, dragoman: Dragoman, base: str, *, usage: bool) -> None:
        self._dragoman = dragoman
        self._base = base
        self._usage = usage
        self._frame = _frame("chat.completion.chunk")

    def events(self, question: str, turns: Sequence[Turn], stop: Stop) -> Generator[bytes, None, Answer]:
        """Yield the chunks; return the answer."""
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
        yield self._chunk(told, finish="stop", dragoman=AnswerShape.of(answer).as_object())
        if self._usage:
            yield _event({**self._frame, "choices": [], "usage": _usage(answer)})
        yield _DONE

    def _chunk(self, delta: Object, finish: str | None = None, **more: Object) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _event({**self._frame, "choices": [choice], **more})


def annotations(made: chat_markdown.MarkdownReply, base: str, offset: int = 0) -> list[Object]:
    """Annotate each number of a message that begins at `offset` of the content."""
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": span.start + offset,
                "end_index": span.end + offset,
                "title": citation.document.title,
                "url": chat_markdown.link(base, citation),
            },
            "dragoman": {**Citation.of(citation).as_object(), "permalink": chat_markdown.permalink(base, citation)},
        }
        for span, citation in made.markers
    ]


def _turns(body: ChatBody) -> list[Turn]:
    """Get the conversation before the question; our own answers without numbers and sources."""
    return [
        Turn(role, chat_markdown.words_of(content) if role == "assistant" else content)
        for role, content in body.earlier()
    ]


def _beginning(claims: Sequence[Claim]) -> str:
    # Not at the top: only servers with a writing model need it, and they have loaded it already.
    from ...assistant.generation.writer import renumbered

    return chat_markdown.beginning(renumbered(claims)).content


def _pieces(content: str) -> Iterator[str]:
    """Split into paragraphs, so that a reader sees them arrive."""
    for at, piece in enumerate(content.split("\n\n")):
        if piece or at:
            yield f"\n\n{piece}" if at else piece


def _frame(kind: str) -> Object:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(answer: Answer) -> Object:
    """Give the tokens that the model's server counts; 0 without a model or counts."""
    sent = (answer.trace and answer.trace.tokens_in) or 0
    written = (answer.trace and answer.trace.tokens_out) or 0
    return {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}


def _event(value: Object) -> bytes:
    return format_sse_event(data_str=json.dumps(value, ensure_ascii=False))


def _failed(error: DragomanError | None) -> Iterator[bytes]:
    detail = detail_of(error)
    inner = {"message": detail.message, "type": "server_error", "param": None, "code": detail.type}
    yield _event({"error": inner})
