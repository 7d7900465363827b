"""Methods that a known path does not take, and HEAD for every GET.

Starlette looks for the method only in the routes of its own application, and the page mounted behind the API takes every
path: without this middleware `DELETE /health` would be answered by the page, as a path that does not exist.
"""

from http import HTTPStatus

from fastapi import FastAPI
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .errors import kind_of, problem

UNKNOWN = "unknown"
"""The name of routes that answer for paths that do not exist."""


class MethodCheck:
    """Middleware that answers 405 for a wrong method on a known path, and passes HEAD on as GET."""

    def __init__(self, app: ASGIApp, routes: FastAPI) -> None:
        """Wrap `app`; `routes` is the application whose routes are known."""
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, method = scope["path"], scope["method"]
        allowed = {one for route in self._routes.routes if _known(route, path) for one in _methods(route)}
        if not allowed or method in allowed:
            await self._app(scope, receive, send)
        elif method == "HEAD" and "GET" in allowed:
            # A copy, because the server looks into its own scope to leave out the body.
            asked = {**scope, "method": "GET"}
            await self._app(asked, receive, send)
            scope.update({name: asked[name] for name in ("route", "endpoint") if name in asked})
        else:
            listed = sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))
            message = (
                f"{path[:200]} takes {' and '.join(sorted(allowed - {'HEAD'}))}, not {method[:20]}; "
                "/api/openapi.json lists the routes"
            )
            status = HTTPStatus.METHOD_NOT_ALLOWED
            refused = problem(path, status, kind_of(status), message, headers={"Allow": ", ".join(listed)})
            await refused(scope, receive, send)


def _known(route: BaseRoute, path: str) -> bool:
    """Whether a route is one of ours, and for this path."""
    return isinstance(route, Route) and route.name != UNKNOWN and route.path_regex.match(path) is not None


def _methods(route: BaseRoute) -> set[str]:
    return set(route.methods or ()) if isinstance(route, Route) else set()
