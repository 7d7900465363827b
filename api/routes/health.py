"""`/health`, `/ready` and `/metrics`: for whoever keeps the server running."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError

from ...assistant.contract import library
from ...assistant.contract.shapes import answers
from ...corpus.errors import DragomanError
from .. import metrics
from ..context import Object, Parts


def add_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes to `app`."""
    dragoman, threads = parts.dragoman, parts.threads

    @app.get("/health", tags=["running"], response_model=None, responses={200: {"model": library.Health}})
    async def health() -> Object:
        """The process lives."""
        return {"status": "ok"}

    @app.get(
        "/ready",
        tags=["running"],
        response_model=None,
        responses={
            **answers(library.Ready),
            503: {"model": library.Ready, "description": "It cannot, and why."},
        },
    )
    async def ready() -> JSONResponse:
        """Whether the corpus can be asked."""
        try:
            documents = (await threads.read(dragoman.stats))["documents"]
            reason = None if documents else "there are no documents; add some with 'dragoman ingest'"
        except (DragomanError, SQLAlchemyError) as error:
            documents = None
            reason = str(error) if isinstance(error, DragomanError) else "the catalogue cannot be read; see its disk"
        found = {"ready": reason is None, "reason": reason, "documents": documents}
        return JSONResponse(found, 200 if reason is None else 503)

    @app.get(
        "/metrics",
        tags=["running"],
        response_class=Response,
        responses={200: {"content": {metrics.CONTENT_TYPE: {"schema": {"type": "string"}}}}},
    )
    async def counted() -> Response:
        """What is counted, as Prometheus reads it."""
        text = parts.metrics.text(await threads.read(dragoman.stats))
        return Response(text, media_type=metrics.CONTENT_TYPE)
