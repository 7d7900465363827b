"""`/api/documents`, `/api/sets` and `/api/stats`: what the corpus holds, and changing it if that is allowed."""

from collections.abc import Sequence
from typing import Annotated, BinaryIO

from fastapi import FastAPI, Query, Request

from ...assistant.contract.documents import Document
from ...assistant.contract.health import ServerStats
from ...assistant.contract.library import DocumentPage, DocumentSet, DocumentSets, Ingested, Removed
from ...assistant.library.sources import Link, SourceInput
from ...index.document_list import Listing
from ...index.ingest import IngestReport
from ...index.storage import document_sets
from ..bodies import AddressesBody, DocumentQuery, SetBody, SetChange, either, files_of, form_of, json_of, name_of
from ..change_log import changed, counted_names, without_secrets
from ..context import RouteContext
from ..responses import PROBLEMS

UPLOAD = 256 * 2**20
"""Bytes of a request with files."""


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    _add_documents(app, context)
    _add_sets(app, context)
    dragoman, access, threads = context.dragoman, context.access, context.threads

    @app.get("/api/stats", tags=["library"], responses=PROBLEMS, response_model=ServerStats)
    async def stats() -> ServerStats:
        """Count documents, and tell what the index was made with and what this server does."""
        counts = await threads.read(dragoman.stats)
        made_with = await threads.read(dragoman.made_with)
        return ServerStats(**counts, made_with=made_with, writes=dragoman.writes, editing=access.editing)


def _add_documents(app: FastAPI, context: RouteContext) -> None:
    dragoman, access, threads = context.dragoman, context.access, context.threads

    @app.get("/api/documents", tags=["library"], responses=PROBLEMS, response_model=DocumentPage)
    async def documents(page: Annotated[DocumentQuery, Query()]) -> DocumentPage:
        """List the documents, newest first, a part at a time."""

        def found() -> Listing:
            return dragoman.document_list.page(
                search=page.words or "",
                filters=page.filters,
                order=page.sort,
                descending=not page.ascending,
                start=page.offset,
                most=page.limit,
            )

        return DocumentPage.of(await threads.read(found), page.limit)

    @app.post(
        "/api/documents",
        tags=["library"],
        responses=PROBLEMS,
        response_model=Ingested,
        openapi_extra={
            "requestBody": either(
                AddressesBody,
                {"files": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}},
                ["files"],
            )
        },
    )
    async def add(request: Request) -> Ingested:
        """Add reports: files of a form, or the addresses of web pages and feeds. Failures are listed; the rest is added."""
        access.check_editing()
        async with form_of(request) as form:
            if form is None:
                urls = (await json_of(request, AddressesBody)).urls
                changed(request, counted_names("address", [without_secrets(url) for url in urls], "addresses"))
                links: list[SourceInput] = [Link.of(url) for url in urls]
                return Ingested.of(await threads.change(dragoman.ingest, links))
            files = [(name_of(one), one.file) for one in files_of(form, "files")]
            changed(request, counted_names("file", [name for name, _ in files]))
            return Ingested.of(await threads.change(ingest, files))

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
        responses=PROBLEMS,
        response_model=Document,
    )
    async def show(document_id: str) -> Document:
        """Show a document, as citations refer to it, by its id or its external id."""
        return Document.of(await threads.read(dragoman.show, document_id))

    @app.delete("/api/documents/{document_id}", tags=["library"], responses=PROBLEMS, response_model=Removed)
    async def remove(request: Request, document_id: str, for_good: bool = False) -> Removed:
        """Remove a document; it can be brought back for 30 days. `for_good`: nothing of it is kept, now or any more."""
        access.check_editing()
        changed(request, f"{document_id} for good" if for_good else document_id)
        return Removed.of(await threads.change(dragoman.remove, document_id, for_good=for_good))


def _add_sets(app: FastAPI, context: RouteContext) -> None:
    dragoman, access, threads = context.dragoman, context.access, context.threads

    @app.get("/api/sets", tags=["library"], responses=PROBLEMS, response_model=DocumentSets)
    async def sets() -> DocumentSets:
        """List the document sets; `briefs` and `added` exist by themselves."""
        return _listed(await threads.read(dragoman.sets.all))

    @app.post("/api/sets", tags=["library"], responses=PROBLEMS, response_model=DocumentSet)
    async def make_set(request: Request, body: SetBody) -> DocumentSet:
        """Make a document set."""
        access.check_editing()
        changed(request, f"{body.name}: {counted_names('document', body.documents)}")
        return DocumentSet.of(await threads.change(dragoman.sets.make, body.name, body.documents))

    @app.patch("/api/sets/{name:path}", tags=["library"], responses=PROBLEMS, response_model=DocumentSets)
    async def change_set(request: Request, name: str, body: SetChange) -> DocumentSets:
        """Add documents to a set, drop documents from it, or rename it; lists all sets afterwards."""
        access.check_editing()

        if body.name is not None:
            changed(request, f"{name} is now {body.name}")
        else:
            changed(
                request,
                f"{'into' if body.add else 'out of'} {name}: {counted_names('document', body.add or body.drop or ())}",
            )

        def change() -> DocumentSets:
            if body.add is not None:
                dragoman.sets.add(name, body.add)
            elif body.drop is not None:
                dragoman.sets.drop(name, body.drop)
            elif body.name is not None:
                dragoman.sets.rename(name, body.name)
            return _listed(dragoman.sets.all())

        return await threads.change(change)

    @app.delete("/api/sets/{name:path}", tags=["library"], responses=PROBLEMS, response_model=DocumentSets)
    async def delete_set(request: Request, name: str) -> DocumentSets:
        """Delete a document set; its documents stay. Lists all sets afterwards."""
        access.check_editing()
        changed(request, name)
        await threads.change(dragoman.sets.delete, name)
        return _listed(await threads.read(dragoman.sets.all))


def _listed(found: Sequence[document_sets.DocumentSet]) -> DocumentSets:
    return DocumentSets(sets=tuple(map(DocumentSet.of, found)))
