"""`/api/search` and `/api/ask`: parse, call the facade, answer, whole or as server-sent events."""

import json
import time
from collections.abc import Generator, Iterator
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response
from fastapi.sse import format_sse_event

from ...assistant.contract.answers import Answer, AnswerReply, SearchReply, SearchResult, event
from ...assistant.contract.base import CallerId, Problem, Shape
from ...assistant.contract.requests import AskRequest, SearchRequest
from ...assistant.runtime.cancellation import Stop
from ...assistant.types import Answered
from ...corpus.errors import DragomanError
from ..bodies import AskBody, AskQuery, SearchQuery
from ..context import RouteContext
from ..errors import detail_of
from ..responses import PROBLEMS, events
from ..sse import EventStream

_EVENTS: dict[str, Any] = {
    "content": events(
        ("searched", "written", "checked", "answered", "error"),
        "event: searched\ndata: {…}\n\nevent: answered\ndata: {…}\n\n",
    )
}


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    dragoman, threads, metrics = context.dragoman, context.threads, context.metrics

    def find(body: SearchRequest) -> SearchReply:
        started = time.perf_counter()
        found = dragoman.search(body.query, body.k, body.filters)
        seconds = round(time.perf_counter() - started, 4)
        return SearchReply.with_id(body.id, SearchResult.of(body.query, found, seconds))

    def answer(body: AskRequest | AskQuery) -> AnswerReply:
        given = dragoman.ask(body.question, body.turns, body.filters, literal=body.literal)
        metrics.answered(given)
        return AnswerReply.with_id(body.id, Answer.of(given))

    def stream(body: AskRequest) -> EventStream:
        def begin(stop: Stop) -> Generator[bytes, None, None]:
            events = dragoman.stream(body.question, body.turns, body.filters, literal=body.literal, stop=stop)
            for one in events:
                if isinstance(one, Answered):
                    metrics.answered(one.answer)
                yield _framed(body.id, *event(one))

        def failed(error: DragomanError | None) -> Iterator[bytes]:
            yield _framed(body.id, "error", Problem(id=body.id, error=detail_of(error)))

        dragoman.check(body.question)
        threads.check()
        return EventStream(begin, failed, threads.asking)

    @app.get("/api/search", tags=["asking"], responses=PROBLEMS, response_model=SearchReply)
    async def search_by_address(request: Request, body: Annotated[SearchQuery, Query()]) -> SearchReply:
        """Find passages."""
        request.state.given = body.id
        return await threads.ask(find, body)

    @app.post("/api/search", tags=["asking"], responses=PROBLEMS, response_model=SearchReply)
    async def search(request: Request, body: SearchRequest) -> SearchReply:
        """Find passages."""
        request.state.given = body.id
        return await threads.ask(find, body)

    @app.get("/api/ask", tags=["asking"], responses=PROBLEMS, response_model=AnswerReply)
    async def ask_by_address(request: Request, body: Annotated[AskQuery, Query()]) -> AnswerReply:
        """Answer a question, or say that the corpus does not say."""
        request.state.given = body.id
        return await threads.ask(answer, body)

    @app.post("/api/ask", tags=["asking"], responses={200: _EVENTS, **PROBLEMS}, response_model=AnswerReply)
    async def ask(request: Request, body: AskBody) -> AnswerReply | Response:
        """Answer a question, or say that the corpus does not say.

        With `stream`, or `Accept: text/event-stream`, the answer comes as events: `searched`, then `written` and
        `checked` in turns where a model writes, then `answered` with the whole answer; or `error`.
        """
        request.state.given = body.id
        if body.stream or request.headers.get("accept", "").startswith("text/event-stream"):
            return stream(body)
        return await threads.ask(answer, body)


def _framed(caller_id: CallerId, name: str, shape: Shape) -> bytes:
    data = {"id": caller_id, **shape.as_object()}
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
