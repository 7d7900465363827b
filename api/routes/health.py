"""`/health`, `/ready` and `/metrics`, for operating the server."""

from fastapi import FastAPI
from fastapi.responses import Response
from sqlalchemy.exc import SQLAlchemyError

from ...assistant.contract.health import Alive, Readiness
from ...corpus.errors import DragomanError
from .. import metrics
from ..context import RouteContext
from ..responses import PROBLEMS


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    dragoman, threads = context.dragoman, context.threads

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
        """Tell whether the corpus can be asked."""
        try:
            documents = (await threads.read(dragoman.stats))["documents"]
            reason = None if documents else "there are no documents; add some with 'dragoman ingest'"
        except (DragomanError, SQLAlchemyError) as error:
            documents = None
            reason = str(error) if isinstance(error, DragomanError) else "the catalogue cannot be read; see its disk"
        if reason is not None:
            response.status_code = 503
        return Readiness(ready=reason is None, reason=reason, documents=documents)

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
