"""The tab that checks quotations: a single one, or all of a draft."""

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from ...api.authentication import caller_of
from ...api.bodies import rules_of
from ...assistant.contract.fields import Body
from ...assistant.contract.limits import DRAFT_SECONDS
from ...assistant.contract.requests import QuoteRequest
from ...assistant.render.draft_html import as_html
from ...corpus.errors import InputError
from ..fragments import fragments
from ..site import Site
from ..views import check, check_draft
from ..views.markup import problem
from .panel import Panel


class DraftRequest(Body):
    """A check of a draft, by its id."""

    job: str


def make(site: Site) -> Panel:
    """Return the tab with its routes."""
    drafts = site.dragoman.draft_checks
    routes = fragments("/check")

    @routes.get("/examples")
    def examples() -> str:
        return check.examples(site.dragoman.example_quotations())

    @routes.post("/quote")
    def quote(request: QuoteRequest) -> str:
        found = site.dragoman.check_quote(
            request.quote,
            speaker=request.speaker,
            publisher=request.publisher,
            said_on=request.said_on,
            strict=request.strict,
        )
        return check.report(found)

    @routes.post("/draft")
    async def begin(
        request: Request, file: Annotated[UploadFile, File()], pasted: Annotated[bool, Form()] = False
    ) -> str:
        rules = rules_of(await request.form())
        data = await file.read()
        name = PurePosixPath((file.filename or "draft.txt").replace("\\", "/")).name
        if not data.strip():
            what = (
                "the draft is empty; paste its text or choose a file"
                if pasted
                else f"{name} is empty; choose another file"
            )
            raise InputError(what)
        job = drafts.begin(data, name, "The pasted draft" if pasted else name, DRAFT_SECONDS, _owner(request), rules)
        return check_draft.progress(job, 0, 0, None)

    @routes.get("/draft")
    def progress(request: Request, job: str) -> Response:
        now = drafts.state(job, _owner(request))
        if now.error is not None:
            return HTMLResponse(problem(now.error), 400)
        if now.result is not None:
            return HTMLResponse(check_draft.report(now.result, f"/page/check/page?job={job}"))
        return HTMLResponse(check_draft.progress(job, now.done, int(now.total), now.seconds_left))

    @routes.get("/page")
    def page(request: Request, job: str) -> Response:
        report = drafts.state(job, _owner(request)).result
        if report is None:
            raise InputError("this draft is still being checked; wait until it is done")
        # As an attachment: what was saved never runs as a page of this server.
        headers = {"Content-Disposition": 'attachment; filename="quotations.html"', "Cache-Control": "no-store"}
        return HTMLResponse(as_html(report), headers=headers)

    @routes.post("/stop")
    def stop(request: Request, check: DraftRequest) -> str:
        drafts.stop(check.job, _owner(request))
        return ""

    return Panel("check", "Check a quote", check.shell(), routes, "check")


def _owner(request: Request) -> str:
    return caller_of(request.scope).key or ""
