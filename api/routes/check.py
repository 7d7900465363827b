"""`/api/quote`, `/api/draft`, `/api/drafts` and `/api/support`: parse, call the facade, answer."""

from dataclasses import dataclass, replace
from typing import Any

import anyio
from fastapi import FastAPI, Request, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from ...assistant.contract import limits
from ...assistant.contract.base import CallerId
from ...assistant.contract.drafts import Draft, DraftCheck, DraftReply
from ...assistant.contract.quotes import QuoteReply, QuoteReport
from ...assistant.contract.requests import QuoteRequest, SupportRequest, draft_file
from ...assistant.contract.support import Support, SupportReply
from ...assistant.drafts import DraftReport
from ...assistant.quotes.house_rules import DEFAULT_RULES, DraftRules
from ...assistant.runtime.background import Snapshot
from ...corpus.errors import InputError, TooMuchWork
from ..authentication import caller_of
from ..bodies import RULE_FIELDS, DraftBody, either, files_of, form_of, json_of, name_of, rules_of
from ..context import RouteContext
from ..responses import PROBLEMS

DRAFT = 21 * 2**20
"""Bytes of a request with a draft: 20 MB of draft, and what a form puts around it."""

ELSEWHERE = "POST it to /api/drafts, which checks it in the background"
"""What to do with a draft that is too large for a client to wait for."""

_POLLED = 0.05  # seconds from one look at a running check to the next
_DRAFT: dict[str, Any] = {
    "requestBody": either(
        DraftBody,
        {
            "file": {"type": "string", "format": "binary"},
            "allow": RULE_FIELDS["allow"],
            "strict": RULE_FIELDS["strict"],
        },
        ["file"],
    ),
}


def add_routes(app: FastAPI, context: RouteContext) -> None:
    """Add the routes to `app`."""
    dragoman, access, threads, metrics = context.dragoman, context.access, context.threads, context.metrics

    @app.post("/api/quote", tags=["checking"], responses=PROBLEMS, response_model=QuoteReply)
    async def quote(request: Request, body: QuoteRequest) -> QuoteReply:
        """Check a quotation: do these words stand in the corpus, who says them there, where and when."""
        request.state.given = body.id
        report = await threads.ask(
            dragoman.check_quote,
            body.quote,
            speaker=body.speaker,
            publisher=body.publisher,
            said_on=body.said_on,
            strict=body.strict,
        )
        metrics.checked(report)
        shown = report.searched_in(dragoman.path) if access.local else report
        return QuoteReply.with_id(body.id, QuoteReport.of(shown, body.allowed))

    @app.post("/api/support", tags=["checking"], responses=PROBLEMS, response_model=SupportReply)
    async def support(request: Request, body: SupportRequest) -> SupportReply:
        """Judge whether evidence (texts, or a stored document) supports a claim, and say what it lacks."""
        request.state.given = body.id

        def judge() -> Support:
            document = dragoman.show(body.document) if body.document is not None else None
            found = dragoman.support(body.claim, body.evidence, document=document.id if document else None)
            return Support.of(found, body.claim, body.evidence, document)

        return SupportReply.with_id(body.id, await threads.ask(judge))

    _add_drafts(app, context)


def _add_drafts(app: FastAPI, context: RouteContext) -> None:
    dragoman, access, metrics = context.dragoman, context.access, context.metrics
    checks = dragoman.draft_checks

    def located(report: DraftReport) -> DraftReport:
        return report.searched_in(dragoman.path) if access.local else report

    def found(job: str, owner: str) -> Snapshot[DraftReport]:
        try:
            return checks.state(job, owner)
        except InputError as error:
            raise HTTPException(404, str(error)) from error

    @app.post("/api/draft", tags=["checking"], responses=PROBLEMS, response_model=DraftReply, openapi_extra=_DRAFT)
    async def draft(request: Request) -> DraftReply:
        """Check every quotation of a draft: text as JSON, or a Markdown, text, HTML or DOCX file in a form."""
        given = await _given(request)
        if len(given.data) > limits.DRAFT_AT_ONCE:
            raise HTTPException(413, f"the draft is larger than {limits.DRAFT_AT_ONCE // 10**6} MB; {ELSEWHERE}")
        owner = _owner(request)
        job = checks.begin(given.data, given.name, given.called, limits.REQUEST_SECONDS, owner, given.rules)
        try:
            while (report := checks.report(job, owner)) is None:
                await anyio.sleep(_POLLED)
        except TooMuchWork as error:
            raise HTTPException(413, f"{error}; or {ELSEWHERE}") from error
        finally:
            checks.stop(job, owner)  # it does not go on for a client that has left
        metrics.checked(*(one.report for one in report.quotations))
        return DraftReply.with_id(given.id, Draft.of(located(report)))

    @app.post(
        "/api/drafts",
        tags=["checking"],
        status_code=202,
        responses=PROBLEMS,
        response_model=DraftCheck,
        openapi_extra=_DRAFT,
    )
    async def begin(request: Request, response: Response) -> DraftCheck:
        """Begin to check a draft in the background; takes the same as `/api/draft`, and up to 20 MB."""
        given = await _given(request)
        owner = _owner(request)
        job = checks.begin(given.data, given.name, given.called, limits.DRAFT_SECONDS, owner, given.rules)
        response.headers["Location"] = f"/api/drafts/{job}"
        return DraftCheck.of(job, checks.state(job, owner))

    @app.get("/api/drafts/{job}", tags=["checking"], responses=PROBLEMS, response_model=DraftCheck)
    async def progress(request: Request, job: str) -> DraftCheck:
        """Tell how far the check of a draft is, and its result when it is done."""
        now = found(job, _owner(request))
        return DraftCheck.of(job, replace(now, result=located(now.result)) if now.result else now)

    @app.delete("/api/drafts/{job}", tags=["checking"], responses=PROBLEMS, response_model=DraftCheck)
    async def stop(request: Request, job: str) -> DraftCheck:
        """Stop the check of a draft; one that has ended stays as it is."""
        owner = _owner(request)
        found(job, owner)
        checks.stop(job, owner)
        return DraftCheck.of(job, replace(found(job, owner), result=None))


def _owner(request: Request) -> str:
    return caller_of(request.scope).key or ""


@dataclass(frozen=True, slots=True)
class _GivenDraft:
    """A draft as it was sent: `name` tells its format, `called` is what the report calls it."""

    data: bytes
    name: str
    called: str
    id: CallerId = None
    rules: DraftRules = DEFAULT_RULES


async def _given(request: Request) -> _GivenDraft:
    async with form_of(request) as form:
        if form is not None:
            data, name = await _draft_of(form)
            return _GivenDraft(data, name, name, rules=rules_of(form))
        body = await json_of(request, DraftBody)
        request.state.given = body.id
        text = body.text.encode("utf-8", "replace")
        return _GivenDraft(text, draft_file(body.format), body.name, body.id, body.rules)


async def _draft_of(form: FormData) -> tuple[bytes, str]:
    """The bytes and the name of the one file."""
    [file, *others] = files_of(form, "file")
    if others:
        raise InputError("the form has several files; send one draft at a time")
    return await file.read(), name_of(file)
