"""The HTTP API: parse, call the facade, answer.

`application` makes a FastAPI application with every route; the web page can be mounted at its root afterwards. There is no
interactive documentation, because Swagger UI and ReDoc load their scripts from another host. The OpenAPI document is at
/api/openapi.json, and docs/api.md describes each route.
"""

from http import HTTPStatus
from importlib.metadata import version

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException

from ..assistant.contract.limits import REQUEST_SECONDS
from ..assistant.dragoman import Dragoman
from . import errors
from .access import Access
from .authentication import Callers
from .context import RouteContext
from .departures import Departures
from .gate import Gate
from .intake import Intake
from .methods import UNKNOWN, MethodCheck
from .metrics import Metrics, RequestCounter
from .middleware import Guard
from .openapi_document import add_document
from .permissions import api_rules, is_api
from .rates import DEFAULT, Rates
from .routes import ask, check, health, library, openai, timeline, versions
from .threads import Threads

# Only where files are sent: JSON is parsed in memory, and takes several times its size there.
_LARGER = {
    "/api/drafts": check.DRAFT,
    "/api/documents": library.UPLOAD,
    "/page/check/draft": check.DRAFT,
    "/page/library/upload": library.UPLOAD,
}
_UNLIMITED = ("/api/documents", "/page/library")  # adding many documents takes as long as it takes
_COSTS = dict.fromkeys(
    ("/api/draft", "/api/drafts", "/api/documents", "/page/check/draft", "/page/library/upload", "/page/library/add"),
    10,
)
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"]


def application(
    dragoman: Dragoman, access: Access, callers: Callers | None = None, *, rate: int | None = None
) -> FastAPI:
    """Make the API of an open home.

    `access` says what its visitors may do, `callers` tells who they are, and `rate` is how many requests a minute each of
    them may make; 0: any number, `None`: `rates.DEFAULT`, or any number if only this machine can reach the server.
    """
    callers = callers or Callers()
    app = FastAPI(
        title="Dragoman",
        summary="Answers from reports of diplomatic talks, in their exact words.",
        version=version("dragoman"),
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        telemetry={"auto_configure": False},
    )
    metrics = Metrics()
    context = RouteContext(dragoman, access, Threads(writes=dragoman.writes is not None), metrics)
    for part in (ask, check, timeline, library, versions, openai, health):
        part.add_routes(app, context)
    _add_unknown(app)
    errors.add_handlers(app)
    add_document(app)
    # The last one added runs first.
    app.add_middleware(Departures, seconds=REQUEST_SECONDS, unlimited=_UNLIMITED)
    app.add_middleware(Intake, larger=_LARGER, instead={"/api/draft": check.ELSEWHERE})
    app.add_middleware(Gate, rules=api_rules(access.metrics), covers=is_api, callers=callers)
    app.add_middleware(Guard, access=access)
    app.add_middleware(MethodCheck, routes=app)
    if rate is None:
        rate = 0 if access.local else DEFAULT
    if rate:
        app.add_middleware(Rates, per_minute=rate, costs=_COSTS, address=callers.proxies.address)
    app.add_middleware(RequestCounter, metrics=metrics, routes=app)
    return app


def _add_unknown(app: FastAPI) -> None:
    """Answer unknown paths of the API here, because the page mounted behind it does not answer errors in JSON."""

    async def unknown(request: Request) -> None:
        path = request.url.path[:200]
        raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no {path} here; /api/openapi.json lists the routes")

    for prefix in ("/api", "/v1"):
        for path in (prefix, f"{prefix}/{{rest:path}}"):
            app.add_api_route(
                path, unknown, methods=_METHODS, name=UNKNOWN, include_in_schema=False, response_model=None
            )
