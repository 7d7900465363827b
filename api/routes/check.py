"""`/api/quote`, `/api/draft`, `/api/support` and `/api/said`: parse, call the facade, answer."""

import time
from dataclasses import replace
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.datastructures import FormData

from ...assistant.contract import answers as wire
from ...assistant.contract import checking
from ...assistant.contract.requests import QuoteRequest, SaidRequest, SupportRequest
from ...assistant.contract.shapes import answers
from ...assistant.quotes.report import QuoteReport
from ...assistant.render import draft_report as drafts
from ...assistant.render import tables
from ...assistant.render import terminal as quotes
from ...corpus.errors import InputError
from ..bodies import DraftBody, either, files_of, form_of, json_of, name_of
from ..context import Object, Parts

DRAFT = 21 * 2**20
"""Bytes of a request with a draft: 20 MB of draft, and what a form puts around it."""


def add_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes to `app`."""
    dragoman, access, threads, metrics = parts.dragoman, parts.access, parts.threads, parts.metrics

    def told(report: QuoteReport) -> QuoteReport:
        """The report with the home's path where only users of this machine can reach the server."""
        return report.searched_in(dragoman.path) if access.local else report

    @app.post("/api/quote", tags=["checking"], responses=answers(checking.Quoted), response_model=None)
    async def quote(request: Request, body: QuoteRequest) -> Object:
        """Check a quotation: do these words stand in the corpus, who says them there, where and when."""
        request.state.given = body.id
        report = await threads.ask(
            dragoman.check_quote, body.quote, speaker=body.speaker, publisher=body.publisher, said_on=body.said_on
        )
        metrics.checked(report)
        return {"id": body.id, **quotes.as_object(told(report))}

    @app.post("/api/support", tags=["checking"], responses=answers(checking.Supported), response_model=None)
    async def support(request: Request, body: SupportRequest) -> Object:
        """Whether evidence (texts, or a stored document) supports a claim, and what it lacks."""
        request.state.given = body.id

        def judge() -> Object:
            if body.document is not None:
                document = dragoman.show(body.document)
                found = dragoman.support(body.claim, body.evidence, document=document.id)
                return wire.supported(found, [document.text], document)
            return wire.supported(dragoman.support(body.claim, body.evidence), body.evidence or ())

        return {"id": body.id, **await threads.ask(judge)}

    def listed(body: SaidRequest) -> Object:
        started = time.perf_counter()
        found = dragoman.said(body.utterances, body.limit)
        seconds = round(time.perf_counter() - started, 4)
        return {"id": body.id, "utterances": [tables.as_object(one) for one in found], "seconds": seconds}

    @app.get("/api/said", tags=["checking"], responses=answers(checking.Said), response_model=None)
    async def said_by_address(request: Request, body: Annotated[SaidRequest, Query()]) -> Object:
        """Who said what: the newest first, or the best where a topic is given."""
        request.state.given = body.id
        return await threads.ask(listed, body)

    @app.post("/api/said", tags=["checking"], responses=answers(checking.Said), response_model=None)
    async def who_said(request: Request, body: SaidRequest) -> Object:
        """Who said what: the newest first, or the best where a topic is given."""
        request.state.given = body.id
        return await threads.ask(listed, body)

    @app.post(
        "/api/draft",
        tags=["checking"],
        responses=answers(checking.Draft),
        response_model=None,
        openapi_extra={"requestBody": either(DraftBody, {"file": {"type": "string", "format": "binary"}}, ["file"])},
    )
    async def draft(request: Request) -> Object:
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
        return {"id": body.id if body else None, **drafts.as_json(shown)}


async def _draft_of(form: FormData) -> tuple[bytes, str]:
    """The bytes and the name of the one file."""
    [file, *others] = files_of(form, "file")
    if others:
        raise InputError("the form has several files; send one draft at a time")
    return await file.read(), name_of(file)
