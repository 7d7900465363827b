"""`/health`, `/ready` and `/metrics`, for operating the server."""

import time

from fastapi import FastAPI
from fastapi.responses import Response

from ...assistant.contract.health import Alive, Readiness
from ...index.readiness import HomeReadiness
from .. import metrics
from ..context import RouteContext
from ..responses import PROBLEMS

FRESH = 1.0
"""Seconds for which a check of readiness is repeated to everyone who asks."""


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    dragoman, threads = context.dragoman, context.threads
    known: tuple[float, HomeReadiness] | None = None

    @app.get("/health", tags=["running"], response_model=Alive)
    async def health() -> Alive:
        """Tell that the process is running."""
        return Alive()

    @app.get(
        "/ready",
        tags=["running"],
        response_model=Readiness,
        responses={
            **PROBLEMS,
            503: {"model": Readiness, "description": "The corpus cannot be asked, and why."},
        },
    )
    async def ready(response: Response) -> Readiness:
        """Tell whether the corpus can be asked; checked once a second at most."""
        nonlocal known
        now = time.monotonic()
        if known is None or now - known[0] >= FRESH:
            known = (now, await threads.read(dragoman.readiness))
        found = known[1]
        if found.reason is not None:
            response.status_code = 503
        return Readiness(ready=found.reason is None, reason=found.reason, documents=found.documents, note=found.note)

    @app.get(
        "/metrics",
        tags=["running"],
        response_class=Response,
        responses={200: {"content": {metrics.CONTENT_TYPE: {"schema": {"type": "string"}}}}},
    )
    async def counted() -> Response:
        """Give the counters in Prometheus's format."""
        text = context.metrics.text(await threads.read(dragoman.stats), *threads.working())
        return Response(text, media_type=metrics.CONTENT_TYPE)
