"""`/api/quote`, `/api/draft` and `/api/support`: parse, call the facade, answer."""

from dataclasses import replace

from fastapi import FastAPI, Request
from starlette.datastructures import FormData

from ...assistant.contract.checking import Draft, DraftReply, QuoteReply, QuoteReport, Support, SupportReply
from ...assistant.contract.requests import QuoteRequest, SupportRequest
from ...corpus.errors import InputError
from ..bodies import DraftBody, either, files_of, form_of, json_of, name_of
from ..context import RouteContext
from ..responses import PROBLEMS

DRAFT = 21 * 2**20
"""Bytes of a request with a draft: 20 MB of draft, and what a form puts around it."""


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    dragoman, access, threads, metrics = context.dragoman, context.access, context.threads, context.metrics

    @app.post("/api/quote", tags=["checking"], responses=PROBLEMS, response_model=QuoteReply)
    async def quote(request: Request, body: QuoteRequest) -> QuoteReply:
        """Check a quotation: do these words stand in the corpus, who says them there, where and when."""
        request.state.given = body.id
        report = await threads.ask(
            dragoman.check_quote, body.quote, speaker=body.speaker, publisher=body.publisher, said_on=body.said_on
        )
        metrics.checked(report)
        located = report.searched_in(dragoman.path) if access.local else report
        return QuoteReply.reply(body.id, QuoteReport.of(located))

    @app.post("/api/support", tags=["checking"], responses=PROBLEMS, response_model=SupportReply)
    async def support(request: Request, body: SupportRequest) -> SupportReply:
        """Judge whether evidence (texts, or a stored document) supports a claim, and say what it lacks."""
        request.state.given = body.id

        def judge() -> Support:
            document = dragoman.show(body.document) if body.document is not None else None
            found = dragoman.support(body.claim, body.evidence, document=document.id if document else None)
            return Support.of(found, body.evidence, document)

        return SupportReply.reply(body.id, await threads.ask(judge))

    @app.post(
        "/api/draft",
        tags=["checking"],
        responses=PROBLEMS,
        response_model=DraftReply,
        openapi_extra={"requestBody": either(DraftBody, {"file": {"type": "string", "format": "binary"}}, ["file"])},
    )
    async def draft(request: Request) -> DraftReply:
        """Check every quotation of a draft: text as JSON, or a Markdown, text, HTML or DOCX file in a form."""
        body = None
        async with form_of(request) as form:
            if form is not None:
                data, name = await _draft_of(form)
                called = name
            else:
                body = await json_of(request, DraftBody)
                request.state.given = body.id
                data, name, called = body.text.encode("utf-8", "replace"), body.filename, body.name
        report = await threads.ask(dragoman.check_draft_bytes, data, name)
        metrics.checked(*(one.report for one in report.quotations))
        shown = replace(report.searched_in(dragoman.path) if access.local else report, name=called)
        return DraftReply.reply(body.id if body else None, Draft.of(shown))


async def _draft_of(form: FormData) -> tuple[bytes, str]:
    """The bytes and the name of the one file."""
    [file, *others] = files_of(form, "file")
    if others:
        raise InputError("the form has several files; send one draft at a time")
    return await file.read(), name_of(file)
