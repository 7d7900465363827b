"""What the page serves, and what each part of it requires; everything else, of Gradio too, is closed.

Gradio has routes for files, uploads, its own API and its own sign-in, and lets pages of any port of this machine read them.
Only those are open that the page's own scripts request; a test watches them do so.
"""

from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from ..api.authentication import Callers
from ..api.gate import Gate, as_problem
from ..api.permissions import Rules, is_api, requiring
from .views import sign_in
from .views.markup import problem

SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"

RULES = Rules(
    [
        # The sign-in page, and files that come with Gradio.
        *requiring(
            "open",
            f"""
            GET {SIGN_IN}
            POST {SIGN_IN}
            POST {SIGN_OUT}
            GET /favicon.ico
            GET /theme.css
            GET /assets/{{path:path}}
            GET /static/js/iframeResizer.contentWindow.min.js
            """,
        ),
        *requiring(
            "read",
            """
            GET /
            POST /gradio_api/queue/join
            GET /gradio_api/queue/data
            GET /gradio_api/heartbeat/{session_hash}
            GET /gradio_api/app_id
            POST /gradio_api/cancel
            POST /gradio_api/reset
            GET /page/source
            GET /page/history/list
            POST /page/history/rename
            POST /page/history/delete
            POST /page/history/delete-all
            POST /page/history/rate
            GET /page/history/export
            GET /page/said/people
            GET /page/said/speaker
            GET /page/said/export
            GET /page/timeline/chart
            GET /page/timeline/days
            GET /page/timeline/day
            GET /page/library/list
            GET /page/library/fields
            GET /page/library/filters
            GET /page/library/sets
            GET /page/library/jobs
            """,
        ),
        *requiring(
            "check",
            """
            GET /page/check/examples
            POST /page/check/quote
            POST /page/check/draft
            GET /page/check/draft
            GET /page/check/page
            POST /page/check/stop
            GET /page/compare/events
            GET /page/compare/reports
            GET /page/compare/topic
            GET /page/compare/others
            """,
        ),
        *requiring(
            "edit",
            {
                "POST /page/library/upload": "added documents",
                "POST /page/library/add": "added documents",
                "POST /page/library/remove": "removed documents",
                "POST /page/library/reindex": "re-indexed",
                "POST /page/library/stop/{job_id}": "stopped a job",
                "POST /page/library/sets/put": "changed a set",
                "POST /page/library/sets/drop": "changed a set",
                "POST /page/library/sets/rename": "renamed a set",
                "POST /page/library/sets/forget": "deleted a set",
            },
        ),
    ],
    otherwise="closed",
)


def add_gate(app: FastAPI, callers: Callers) -> None:
    """Guard everything that `app` serves beside the API."""
    # Behind the middleware that is there: it has checked the host, and counts refused requests, too.
    gate = Middleware(Gate, rules=RULES, covers=_is_page, callers=callers, refuse=_refuse)
    app.user_middleware.append(gate)


def _is_page(path: str) -> bool:
    return not is_api(path)


def _refuse(scope: Scope, status: int, message: str) -> Response:
    path = scope["path"]
    if path == "/" and status == HTTPStatus.UNAUTHORIZED:
        query = scope["query_string"].decode("latin-1")
        here = f"/?{query}" if query else "/"
        return RedirectResponse(f"{SIGN_IN}?next={quote(here, safe='')}", HTTPStatus.SEE_OTHER)
    if path.startswith("/page/") and status != HTTPStatus.NOT_FOUND:
        shown = sign_in.signed_out() if status == HTTPStatus.UNAUTHORIZED else problem(message)
        return HTMLResponse(shown, status)
    return as_problem(scope, status, message)
