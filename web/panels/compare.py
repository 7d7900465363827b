"""The Compare tab: the events of which there are several reports, reports side by side, and the source panel's "others"."""

import threading
from typing import Annotated

from fastapi import Query

from ...assistant.comparison import Occasions
from ...assistant.dragoman import Dragoman
from ...corpus.errors import InputError
from ..fragments import fragments, span_in
from ..views import compare
from ..visitors import Site
from .panel import Panel

_GIVEN = 40  # ids in an address; `compare` says how many it left out


class Events:
    """The events of a home, found anew only where the corpus has changed: with hundreds of reports it takes seconds."""

    def __init__(self, dragoman: Dragoman) -> None:
        """Of an open home."""
        self._dragoman = dragoman
        self._held: tuple[int, Occasions] | None = None
        self._guard = threading.Lock()

    def found(self) -> Occasions:
        """The events; whoever asks while they are being looked for waits for them."""
        with self._guard:
            changed = self._dragoman.changes()
            if self._held is None or self._held[0] != changed:
                self._held = (changed, self._dragoman.occasions())
            return self._held[1]


def make(site: Site) -> Panel:
    """The tab with its routes."""
    dragoman = site.dragoman
    known = Events(dragoman)
    routes = fragments("/compare")

    @routes.get("/events")
    def events() -> str:
        return compare.events(known.found())

    @routes.get("/reports")
    def reports(reports: Annotated[str, Query(max_length=2_000)]) -> str:
        given = [one for one in reports.split(",") if one]
        if len(given) > _GIVEN:
            raise InputError(f"that are {len(given)} reports; compare at most {_GIVEN} by their ids")
        return compare.comparison(dragoman.compare(given))

    @routes.get("/topic")
    def topic(about: Annotated[str, Query(max_length=400)]) -> str:
        return compare.comparison(dragoman.compare_about(about))

    @routes.get("/others")
    def others(document: str, start: int, end: int) -> str:
        held = dragoman.show(document)
        return compare.others(held, dragoman.related(held, span_in(held, start, end)))

    return Panel("compare", "Compare", compare.shell(), routes)
