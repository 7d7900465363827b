"""The History tab: the visitor's kept conversations, and what is done with them. Nobody is shown anybody else's."""

from typing import Annotated, Literal

from fastapi import Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from ...assistant.history.history import History
from ...assistant.render.exports import KINDS, Form, exported, file_name
from ..fragments import fragments
from ..views import history as kept
from ..visitors import Site, visitor
from .panel import Panel

_PAGE = 30  # conversations listed at once


class Chosen(BaseModel):
    """One conversation."""

    conversation: str


class Renamed(Chosen):
    """Its new title."""

    title: str


class Rated(Chosen):
    """What is thought of one of its answers; no rating takes it back."""

    turn: Annotated[int, Field(ge=0)]
    rating: Literal["like", "dislike"] | None = None
    reason: str = ""


def make(site: Site) -> Panel:
    """The tab with its routes."""
    history: History = site.dragoman.history
    routes = fragments("/history")

    @routes.get("/list")
    def listed(request: Request, search: str = "", skip: Annotated[int, Query(ge=0)] = 0) -> str:
        # One more than is shown tells whether there are more.
        found = history.conversations(visitor(request.cookies), search, _PAGE + 1, skip)
        following = skip + _PAGE if len(found) > _PAGE else None
        return kept.conversations(found[:_PAGE], search, following, first=skip == 0)

    @routes.post("/rename")
    def renamed(request: Request, given: Renamed) -> str:
        user = visitor(request.cookies)
        history.rename(user, given.conversation, given.title)
        return kept.conversation(history.open(user, given.conversation).conversation)

    @routes.post("/delete")
    def deleted(request: Request, given: Chosen) -> str:
        history.delete(visitor(request.cookies), given.conversation)
        return kept.told("The conversation is deleted.")

    @routes.post("/delete-all")
    def all_deleted(request: Request) -> str:
        return kept.all_deleted(history.delete_all(visitor(request.cookies)))

    @routes.post("/rate")
    def rated(request: Request, given: Rated) -> str:
        history.rate(visitor(request.cookies), given.conversation, given.turn, given.rating, given.reason)
        return kept.told(kept.THANKS if given.rating else "Taken back.")

    @routes.get("/export")
    def export(request: Request, conversation: str, form: Form) -> Response:
        transcript = history.open(visitor(request.cookies), conversation)
        # As an attachment: what was exported never runs as a page of this server.
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name(transcript, form)}"',
            "Cache-Control": "no-store",
        }
        return Response(exported(transcript, form), media_type=KINDS[form], headers=headers)

    return Panel("history", "History", kept.shell(history.keeps), routes)
