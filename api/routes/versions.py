"""`/api/documents/{id}/history`, `/api/removed` and what mends them: editing a description, bringing a version back."""

from dataclasses import replace

from fastapi import FastAPI, Request

from ...assistant.contract.documents import Document
from ...assistant.contract.versions import DocumentHistory, EarlierVersion, RemovedDocuments
from ..authentication import caller_of
from ..bodies import DescriptionBody
from ..change_log import changed
from ..context import RouteContext
from ..responses import PROBLEMS


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    dragoman, access, threads = context.dragoman, context.access, context.threads

    @app.patch("/api/documents/{document_id}", tags=["library"], responses=PROBLEMS, response_model=Document)
    async def edit(request: Request, document_id: str, body: DescriptionBody) -> Document:
        """Change title, publisher, day or language; the document gets a new id. The change is kept when it is read again."""
        access.check_editing()
        changed(request, f"{document_id}: {', '.join(body.values)}")
        by = caller_of(request.scope).logged
        return Document.of(await threads.change(dragoman.edit, document_id, body.values, by))

    @app.get(
        "/api/documents/{document_id}/history", tags=["library"], responses=PROBLEMS, response_model=DocumentHistory
    )
    async def history(request: Request, document_id: str) -> DocumentHistory:
        """List a document's earlier versions and the changes to its description; who made them only editors are told."""
        editor = access.editing and "edit" in caller_of(request.scope).permissions

        def found() -> DocumentHistory:
            made = dragoman.edits(document_id)
            if not editor:
                made = tuple(replace(one, by="") for one in made)
            return DocumentHistory.of(document_id, dragoman.versions(document_id), made)

        return await threads.read(found)

    @app.get("/api/removed", tags=["library"], responses=PROBLEMS, response_model=RemovedDocuments)
    async def removed() -> RemovedDocuments:
        """List the documents that were removed in the last 30 days, for those who may bring them back."""
        access.check_editing()
        return RemovedDocuments(documents=tuple(map(EarlierVersion.listed, await threads.read(dragoman.removed))))

    @app.post("/api/versions/{version_id}/restore", tags=["library"], responses=PROBLEMS, response_model=Document)
    async def bring_back(request: Request, version_id: str) -> Document:
        """Bring an earlier version back in the place of the present one, or a removed document."""
        access.check_editing()
        changed(request, version_id)
        return Document.of(await threads.change(dragoman.bring_back, version_id))
