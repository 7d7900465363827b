"""`/api/search` and `/api/ask`: parse, call the facade, answer, whole or as server-sent events."""

import json
import time
from collections.abc import Generator, Iterator
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response
from fastapi.sse import format_sse_event

from ...assistant.contract import answers as wire
from ...assistant.contract import shapes
from ...assistant.contract.requests import AskRequest, SearchRequest
from ...assistant.contract.shapes import answers
from ...assistant.runtime.cancellation import Stop
from ...assistant.runtime.faults import OUR_FAULT
from ...assistant.types import Answered
from ...corpus.errors import DragomanError
from ..bodies import AskBody, AskQuery
from ..context import Object, Parts
from ..errors import told_of
from ..sse import EventStream

_EVENTS = {
    "content": {
        "text/event-stream": {
            "schema": {"type": "string"},
            "example": "event: searched\ndata: {…}\n\nevent: answered\ndata: {…}\n\n",
        }
    }
}


def add_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes to `app`."""
    dragoman, threads, metrics = parts.dragoman, parts.threads, parts.metrics

    def find(body: SearchRequest) -> Object:
        started = time.perf_counter()
        found = dragoman.search(body.query, body.k, body.filters)
        return {"id": body.id, **wire.search(body.query, found, round(time.perf_counter() - started, 4))}

    def answer(body: AskRequest) -> Object:
        given = dragoman.ask(body.question, body.turns, body.filters, literal=body.literal)
        metrics.answered(given)
        return {"id": body.id, **wire.answer(given)}

    def stream(body: AskRequest) -> EventStream:
        def begin(stop: Stop) -> Generator[bytes, None, None]:
            events = dragoman.stream(body.question, body.turns, body.filters, literal=body.literal, stop=stop)
            for event in events:
                if isinstance(event, Answered):
                    metrics.answered(event.answer)
                name, value = wire.event(event)
                yield _framed(name, {"id": body.id, **value})

        def failed(error: DragomanError | None) -> Iterator[bytes]:
            told = told_of(error) if error else {"type": "InternalError", "message": OUR_FAULT}
            yield _framed("error", {"id": body.id, "error": told})

        dragoman.check(body.question)
        threads.check()
        return EventStream(begin, failed, threads.asking)

    @app.get("/api/search", tags=["asking"], responses=answers(shapes.Found), response_model=None)
    async def search_by_address(request: Request, body: Annotated[SearchRequest, Query()]) -> Object:
        """Find passages."""
        request.state.given = body.id
        return await threads.ask(find, body)

    @app.post("/api/search", tags=["asking"], responses=answers(shapes.Found), response_model=None)
    async def search(request: Request, body: SearchRequest) -> Object:
        """Find passages."""
        request.state.given = body.id
        return await threads.ask(find, body)

    @app.get("/api/ask", tags=["asking"], responses=answers(shapes.Answered), response_model=None)
    async def ask_by_address(request: Request, body: Annotated[AskQuery, Query()]) -> Object:
        """Answer a question, or say that the corpus does not say."""
        request.state.given = body.id
        return await threads.ask(answer, AskRequest(**body.model_dump()))

    @app.post("/api/ask", tags=["asking"], responses=answers(shapes.Answered, **_EVENTS), response_model=None)
    async def ask(request: Request, body: AskBody) -> Object | Response:
        """Answer a question, or say that the corpus does not say.

        With `stream`, or `Accept: text/event-stream`, the answer comes as events: `searched`, then `written` and
        `checked` in turns where a model writes, then `answered` with the whole answer; or `error`.
        """
        request.state.given = body.id
        if body.stream or request.headers.get("accept", "").startswith("text/event-stream"):
            return stream(body)
        return await threads.ask(answer, body)


def _framed(name: str, value: Object) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(value, ensure_ascii=False))
