"""The Compare tab: events with several reports, reports side by side, and what other reports say of the open words."""

import threading
from typing import Annotated

from fastapi import Query

from ...assistant.comparison import EventGroups
from ...assistant.dragoman import Dragoman
from ...corpus.errors import InputError
from ..fragments import fragments, span_in
from ..site import Site
from ..views import compare
from .panel import Panel

_MOST = 40  # ids in an address; a comparison says how many it left out


class EventCache:
    """The events of a home, computed again only if the corpus has changed: with hundreds of reports it takes seconds."""

    def __init__(self, dragoman: Dragoman) -> None:
        """Of an open home; nothing is computed yet."""
        self._dragoman = dragoman
        self._held: tuple[int, EventGroups] | None = None
        self._guard = threading.Lock()

    def found(self) -> EventGroups:
        """Return the events; a second request waits while they are being computed."""
        with self._guard:
            changed = self._dragoman.changes()
            if self._held is None or self._held[0] != changed:
                self._held = (changed, self._dragoman.event_groups())
            return self._held[1]


def make(site: Site) -> Panel:
    """Return the tab with its routes."""
    dragoman = site.dragoman
    known = EventCache(dragoman)
    routes = fragments("/compare")

    @routes.get("/events")
    def events() -> str:
        return compare.events(known.found())

    @routes.get("/reports")
    def reports(reports: Annotated[str, Query(max_length=2_000)]) -> str:
        ids = [one for one in reports.split(",") if one]
        if len(ids) > _MOST:
            raise InputError(f"{len(ids)} reports given; compare at most {_MOST}")
        return compare.comparison(dragoman.compare(ids))

    @routes.get("/topic")
    def topic(about: Annotated[str, Query(max_length=400)]) -> str:
        return compare.comparison(dragoman.compare_about(about))

    @routes.get("/others")
    def others(document: str, start: int, end: int) -> str:
        held = dragoman.show(document)
        return compare.others(held, dragoman.related(held, span_in(held, start, end)))

    return Panel("compare", "Compare", compare.shell(), routes, "check")
