"""The History tab: the visitor's own conversations, and what can be done with them."""

from typing import Annotated, Literal

from fastapi import Request
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, Field

from ...assistant.history.history import History
from ...assistant.render.conversation_export import KINDS, Form, exported, file_name
from ..fragments import Skip, fragments
from ..site import Site
from ..views import history as html
from ..visitors import visitor
from .panel import Panel

_PAGE = 30  # conversations listed at once


Id = Annotated[str, AfterValidator(lambda text: text.encode("utf-8", "replace").decode())]
"""A conversation's id; a half of a character becomes a question mark, as in a title that a browser has cut."""


class ConversationRequest(BaseModel):
    """A conversation, by its id."""

    conversation: Id


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
        found = history.conversations(visitor(request), search, _PAGE + 1, skip)
        following = skip + _PAGE if len(found) > _PAGE else None
        return html.conversations(found[:_PAGE], search, following, first=skip == 0)

    @routes.post("/rename")
    def rename(request: Request, change: RenameRequest) -> str:
        user = visitor(request)
        history.rename(user, change.conversation, change.title)
        return html.conversation(history.open(user, change.conversation).conversation)

    @routes.post("/delete")
    def delete(request: Request, chosen: ConversationRequest) -> str:
        history.delete(visitor(request), chosen.conversation)
        return html.message("The conversation is deleted.")

    @routes.post("/delete-all")
    def delete_all(request: Request) -> str:
        return html.all_deleted(history.delete_all(visitor(request)))

    @routes.post("/rate")
    def rate(request: Request, rated: RatingRequest) -> str:
        history.rate(visitor(request), rated.conversation, rated.turn, rated.rating, rated.reason)
        return html.message(html.THANKS if rated.rating else "Taken back.")

    @routes.get("/export")
    def export(request: Request, conversation: str, form: Form) -> Response:
        transcript = history.open(visitor(request), conversation)
        # As an attachment: what was exported never runs as a page of this server.
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name(transcript, form)}"',
            "Cache-Control": "no-store",
        }
        return Response(exported(transcript, form), media_type=KINDS[form], headers=headers)

    return Panel("history", "History", html.shell(history.keeps, users=site.access.users), routes)
