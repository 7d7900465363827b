"""The pieces of HTML that the page requests: `/page/…`. They are for the page only; other programs use `api.app`."""

import re
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute

from ..assistant.contract.parsing import described
from ..corpus.errors import DragomanError, InputError, UnknownDocument
from ..corpus.types import Document, Span
from .site import Site
from .views.markup import problem
from .views.source import source
from .visitors import visitor

_ALSO = re.compile(r"(\d{1,9})-(\d{1,9})")

Skip = Annotated[int, Query(ge=0, le=10**9)]
"""How many entries of a list to skip."""


class FragmentRoute(APIRoute):
    """A route that shows its errors as cards."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, which turns errors that a visitor can act on into a card."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await answer(request)
            except DragomanError as error:
                return HTMLResponse(problem(str(error)), 400)
            except RequestValidationError as error:
                first: Any = error.errors()[0]
                field = first["loc"][1:2]  # what follows names the type that did not fit
                return HTMLResponse(problem(described([{**first, "loc": field}], "the request")), 400)

        return handle


def fragments(prefix: str = "") -> APIRouter:
    """Return a router for fragments under `/page`."""
    return APIRouter(
        prefix=f"/page{prefix}",
        route_class=FragmentRoute,
        default_response_class=HTMLResponse,
        include_in_schema=False,
    )


def span_in(document: Document, start: int, end: int) -> Span:
    """Return the span.

    Raises:
        InputError: the document has no characters from `start` to `end`.
    """
    if not 0 <= start < end <= len(document.text):
        raise InputError(f"the document has {len(document.text):,} characters, and no words from {start} to {end}")
    return Span(start, end)


def _held(site: Site, document: str, user: str) -> tuple[Document, bool]:
    """Return the document, and whether it exists only in the visitor's kept conversations any more."""
    try:
        return site.dragoman.show(document), False
    except UnknownDocument:
        kept = site.dragoman.history.document(user, document)
        if kept is None:
            raise
        return kept, True


def shared(site: Site) -> APIRouter:
    """Return the routes of the source panel, which every tab uses."""
    routes = fragments()

    @routes.get("/source")
    def opened(
        document: str,
        start: Annotated[int | None, Query()] = None,
        end: Annotated[int | None, Query()] = None,
        also: Annotated[list[str] | None, Query(max_length=200)] = None,
        nearest: bool = False,
        *,
        request: Request,
    ) -> str:
        held, gone = _held(site, document, visitor(request))
        span = span_in(held, start, end) if start is not None and end is not None else None
        others = [span_in(held, int(one[1]), int(one[2])) for one in map(_ALSO.fullmatch, also or ()) if one]
        return source(held, span, others, nearest=nearest, gone=gone)

    return routes


def mount(app: FastAPI, site: Site, *panels: APIRouter) -> None:
    """Add the page's routes to the application."""
    for routes in (shared(site), *panels):
        app.include_router(routes)
