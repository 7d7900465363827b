"""`/api/said`, `/api/people`, `/api/timeline` and `/api/compare`: who said what, what happened when, and how reports differ."""

import time
from typing import Annotated

from fastapi import FastAPI, Query, Request

from ...assistant.contract.comparison import Comparison, ComparisonReply, EventList
from ...assistant.contract.requests import CompareRequest, PeopleRequest, SaidRequest, TimelineRequest
from ...assistant.contract.timeline import PeopleReply, Said, SaidReply, SpeakerList, Timeline, TimelineReply
from ..bodies import SaidQuery
from ..context import RouteContext
from ..responses import PROBLEMS


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    _add_utterances_and_events(app, context)
    _add_comparison(app, context)


def _add_utterances_and_events(app: FastAPI, context: RouteContext) -> None:
    dragoman, threads = context.dragoman, context.threads

    def said(body: SaidRequest) -> SaidReply:
        started = time.perf_counter()
        found = dragoman.said(body.utterances, body.limit)
        return SaidReply.with_id(body.id, Said.of(found, round(time.perf_counter() - started, 4)))

    def people(body: PeopleRequest) -> PeopleReply:
        started = time.perf_counter()
        found = [one for one in dragoman.people(body.utterances) if one.kind in body.kinds]
        return PeopleReply.with_id(body.id, SpeakerList.of(found, round(time.perf_counter() - started, 4)))

    def timeline(body: TimelineRequest) -> TimelineReply:
        return TimelineReply.with_id(body.id, Timeline.of(dragoman.timeline(body.utterances)))

    @app.get("/api/said", tags=["record"], responses=PROBLEMS, response_model=SaidReply)
    async def said_by_address(request: Request, body: Annotated[SaidQuery, Query()]) -> SaidReply:
        """List who said what: newest first, or best first if a topic is given."""
        request.state.given = body.id
        return await threads.ask(said, body)

    @app.post("/api/said", tags=["record"], responses=PROBLEMS, response_model=SaidReply)
    async def who_said(request: Request, body: SaidRequest) -> SaidReply:
        """List who said what: newest first, or best first if a topic is given."""
        request.state.given = body.id
        return await threads.ask(said, body)

    @app.get("/api/people", tags=["record"], responses=PROBLEMS, response_model=PeopleReply)
    async def people_by_address(request: Request, body: Annotated[PeopleRequest, Query()]) -> PeopleReply:
        """List who speaks in the reports: most utterances first."""
        request.state.given = body.id
        return await threads.ask(people, body)

    @app.post("/api/people", tags=["record"], responses=PROBLEMS, response_model=PeopleReply)
    async def who_speaks(request: Request, body: PeopleRequest) -> PeopleReply:
        """List who speaks in the reports: most utterances first."""
        request.state.given = body.id
        return await threads.ask(people, body)

    @app.get("/api/timeline", tags=["record"], responses=PROBLEMS, response_model=TimelineReply)
    async def timeline_by_address(request: Request, body: Annotated[TimelineRequest, Query()]) -> TimelineReply:
        """List what happened on which day: reports, events with their sources, and utterances."""
        request.state.given = body.id
        return await threads.ask(timeline, body)

    @app.post("/api/timeline", tags=["record"], responses=PROBLEMS, response_model=TimelineReply)
    async def what_happened(request: Request, body: TimelineRequest) -> TimelineReply:
        """List what happened on which day: reports, events with their sources, and utterances."""
        request.state.given = body.id
        return await threads.ask(timeline, body)


def _add_comparison(app: FastAPI, context: RouteContext) -> None:
    dragoman, threads = context.dragoman, context.threads

    def compare(body: CompareRequest) -> ComparisonReply:
        about = body.about
        found = dragoman.compare(body.documents) if about is None else dragoman.compare_about(about, body.filters)
        return ComparisonReply.with_id(body.id, Comparison.of(found))

    @app.get("/api/compare", tags=["record"], responses=PROBLEMS, response_model=ComparisonReply)
    async def compare_by_address(request: Request, body: Annotated[CompareRequest, Query()]) -> ComparisonReply:
        """Set reports side by side: where they differ, what several say, and who says what."""
        request.state.given = body.id
        return await threads.ask(compare, body)

    @app.post("/api/compare", tags=["record"], responses=PROBLEMS, response_model=ComparisonReply)
    async def side_by_side(request: Request, body: CompareRequest) -> ComparisonReply:
        """Set reports side by side: where they differ, what several say, and who says what."""
        request.state.given = body.id
        return await threads.ask(compare, body)

    @app.get("/api/compare/events", tags=["record"], responses=PROBLEMS, response_model=EventList)
    async def events() -> EventList:
        """List the events of which the corpus has several reports, newest first."""
        return EventList.of(await threads.ask(dragoman.event_groups))
