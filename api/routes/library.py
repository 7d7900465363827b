"""`/api/documents` and `/api/stats`: what the corpus holds, and changing it where that is allowed."""

from collections.abc import Sequence
from typing import Annotated, BinaryIO

from fastapi import FastAPI, Query, Request
from pydantic import Field

from ...assistant.contract import answers as wire
from ...assistant.contract import library
from ...assistant.contract.requests import Request as Filtered
from ...assistant.contract.shapes import answers
from ...assistant.library.sources import Link, SourceInput
from ...index.document_list import Listing
from ...index.ingest import IngestReport
from ..bodies import AddressesBody, either, files_of, form_of, json_of, name_of
from ..context import Object, Parts

UPLOAD = 256 * 2**20
"""Bytes of a request with files."""


class Paging(Filtered):
    """Which documents, and which page of them."""

    words: str | None = Field(None, max_length=200, description="Words of the title and publisher.")
    offset: int = Field(0, ge=0, le=10**9)
    limit: int = Field(50, ge=1, le=500)


def add_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes to `app`."""
    dragoman, access, threads = parts.dragoman, parts.access, parts.threads

    @app.get("/api/documents", tags=["library"], responses=answers(library.Documents), response_model=None)
    async def documents(page: Annotated[Paging, Query()]) -> Object:
        """The documents, newest first, a page at a time."""

        def found() -> Listing:
            return dragoman.document_list.page(
                search=page.words or "",
                filters=page.filters,
                order="published",
                start=page.offset,
                most=page.limit,
            )

        listing = await threads.read(found)
        rows = [wire.listed(one) for one in listing.documents]
        return {"total": listing.total, "offset": page.offset, "limit": page.limit, "documents": rows}

    @app.post(
        "/api/documents",
        tags=["library"],
        responses=answers(library.Ingested),
        response_model=None,
        openapi_extra={
            "requestBody": either(
                AddressesBody,
                {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                ["files"],
            )
        },
    )
    async def add(request: Request) -> Object:
        """Add reports: files of a form, or the addresses of web pages and feeds. What fails is named; the rest is added."""
        access.check_editing()
        async with form_of(request) as form:
            if form is None:
                links: list[SourceInput] = [Link.of(url) for url in (await json_of(request, AddressesBody)).urls]
                return wire.ingested(await threads.ask(dragoman.ingest, links))
            files = [(name_of(one), one.file) for one in files_of(form, "files")]
            return wire.ingested(await threads.ask(ingest, files))

    def ingest(files: Sequence[tuple[str, BinaryIO]]) -> IngestReport:
        uploads = dragoman.jobs.uploads
        given = uploads.keep_all(files)
        try:
            return dragoman.ingest(given)
        finally:
            uploads.discard_all(given)

    @app.get(
        "/api/documents/{document_id}",
        tags=["library"],
        responses=answers(library.Document),
        response_model=None,
    )
    async def show(document_id: str) -> Object:
        """A document, as citations refer to it, by its id or its external id."""
        return wire.document(await threads.read(dragoman.show, document_id))

    @app.delete(
        "/api/documents/{document_id}", tags=["library"], responses=answers(library.Removed), response_model=None
    )
    async def remove(document_id: str) -> Object:
        """Forget a document."""
        access.check_editing()
        gone = await threads.ask(dragoman.remove, document_id)
        return {"removed": gone.id, "title": gone.title}

    @app.get("/api/stats", tags=["library"], responses=answers(library.Stats), response_model=None)
    async def stats() -> Object:
        """How much there is, what the index was made with, and what this server does."""
        counts = await threads.read(dragoman.stats)
        made_with = await threads.read(dragoman.made_with)
        return {**counts, "made_with": made_with, "writes": dragoman.writes, "editing": access.editing}
