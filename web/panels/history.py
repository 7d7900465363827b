"""The History tab: the visitor's own conversations, and what can be done with them."""

from typing import Annotated, Literal

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from ...assistant.contract.requests import Body
from ...assistant.history.history import History
from ...assistant.render.conversation_export import KINDS, Form, exported, file_name
from ..fragments import Skip, fragments
from ..site import Site
from ..views import history as html
from ..visitors import visitor
from .panel import Panel

_PAGE = 30  # conversations listed at once


class ConversationRequest(Body):
    """A conversation, by its id."""

    conversation: str


class RenameRequest(ConversationRequest):
    """A conversation and its new title."""

    title: str


class RatingRequest(ConversationRequest):
    """A rating of one of its answers; without a rating the earlier one is deleted."""

    turn: Annotated[int, Field(ge=0)]
    rating: Literal["like", "dislike"] | None = None
    reason: str = ""


def make(site: Site) -> Panel:
    """Return the tab with its routes."""
    history: History = site.dragoman.history
    routes = fragments("/history")

    @routes.get("/list")
    def listed(request: Request, search: str = "", skip: Skip = 0) -> str:
        # One more than is shown, to know whether there are more.
        found = history.conversations(visitor(request.cookies), search, _PAGE + 1, skip)
        following = skip + _PAGE if len(found) > _PAGE else None
        return html.conversations(found[:_PAGE], search, following, first=skip == 0)

    @routes.post("/rename")
    def rename(request: Request, change: RenameRequest) -> str:
        user = visitor(request.cookies)
        history.rename(user, change.conversation, change.title)
        return html.conversation(history.open(user, change.conversation).conversation)

    @routes.post("/delete")
    def delete(request: Request, chosen: ConversationRequest) -> str:
        history.delete(visitor(request.cookies), chosen.conversation)
        return html.message("The conversation is deleted.")

    @routes.post("/delete-all")
    def delete_all(request: Request) -> str:
        return html.all_deleted(history.delete_all(visitor(request.cookies)))

    @routes.post("/rate")
    def rate(request: Request, rated: RatingRequest) -> str:
        history.rate(visitor(request.cookies), rated.conversation, rated.turn, rated.rating, rated.reason)
        return html.message(html.THANKS if rated.rating else "Taken back.")

    @routes.get("/export")
    def export(request: Request, conversation: str, form: Form) -> Response:
        transcript = history.open(visitor(request.cookies), conversation)
        # As an attachment: what was exported never runs as a page of this server.
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name(transcript, form)}"',
            "Cache-Control": "no-store",
        }
        return Response(exported(transcript, form), media_type=KINDS[form], headers=headers)

    return Panel("history", "History", html.shell(history.keeps), routes)
