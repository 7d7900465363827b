"""The gate: finds out what a request requires and who sends it, and passes it on or refuses it.

It is the only place where permissions are checked, apart from those of single tools (`api.mcp`). It also writes the log of
changes. The API has one gate and the page another, with a table each.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..assistant.accounts import Permission
from ..corpus.errors import DragomanError
from .authentication import BadCredentials, Caller, Callers, caller_of, set_caller
from .change_log import changes_of
from .errors import kind_of, problem, status_of
from .origins import ELSEWHERE, from_elsewhere, opens_a_page
from .permissions import Rule, Rules

LOG = logging.getLogger(__name__)

SIGN_IN = "sign in on the page, or send a token as 'Authorization: Bearer TOKEN' (see 'dragoman token add')"

_MAY_NOT: dict[Permission, str] = {
    "read": "this needs the role reader, analyst or editor",
    "check": "this needs the role analyst or editor",
    "edit": "this needs the role editor, and with a token its scope 'write'",
}

Refuse = Callable[[Scope, int, str], Response]
"""Makes the response for a status and a sentence that says what is wrong."""


def as_problem(scope: Scope, status: int, message: str) -> Response:
    """Refuse as the API does, in JSON."""
    headers = {"WWW-Authenticate": 'Bearer realm="dragoman"'} if status == HTTPStatus.UNAUTHORIZED else None
    return problem(scope["path"], status, kind_of(status), message, headers=headers)


class Gate:
    """Middleware for the paths of one table."""

    def __init__(
        self, app: ASGIApp, rules: Rules, covers: Callable[[str], bool], callers: Callers, refuse: Refuse = as_problem
    ) -> None:
        """Wrap `app`: requests to paths that `covers` names need what `rules` say; all others are passed on."""
        self._app = app
        self._rules = rules
        self._covers = covers
        self._callers = callers
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket") or not self._covers(scope["path"]):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # nothing here uses one
            return
        rule = self._rules.find(scope["method"], scope["path"])
        refused = await self._refused(scope, rule)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self._pass(scope, receive, send, rule)

    async def _refused(self, scope: Scope, rule: Rule) -> Response | None:
        """Return a refusal, or `None` after noting who sends the request."""
        headers = Headers(scope=scope)
        if rule.requires == "closed":
            message = f"there is no {scope['path'][:200]} here; /api/openapi.json lists the routes"
            return self._refuse(scope, HTTPStatus.NOT_FOUND, message)
        if from_elsewhere(headers) and not opens_a_page(scope["method"], headers):
            return self._refuse(scope, HTTPStatus.FORBIDDEN, ELSEWHERE)
        if rule.requires == "open":
            set_caller(scope, Caller(None, frozenset(), self._callers.proxies.address(scope)))
            return None
        try:
            caller = await self._identified(scope)
        except BadCredentials as error:
            return self._refuse(scope, HTTPStatus.UNAUTHORIZED, error.message)
        except DragomanError as error:
            return self._refuse(scope, status_of(error), str(error))
        if caller is None:
            return self._refuse(scope, HTTPStatus.UNAUTHORIZED, SIGN_IN)
        set_caller(scope, caller)
        if rule.requires in caller.permissions:
            return None
        return self._refuse(
            scope, HTTPStatus.FORBIDDEN, f"{_MAY_NOT[rule.requires]}; ask the administrator of this server"
        )

    async def _identified(self, scope: Scope) -> Caller | None:
        if not self._callers.required:
            return self._callers.identify(scope)
        return await to_thread.run_sync(self._callers.identify, scope)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, rule: Rule) -> None:
        private = self._callers.required and rule.requires != "open"

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                if rule.requires == "edit" and rule.method != "GET" and 200 <= message["status"] < 300:
                    await to_thread.run_sync(self._record, scope, rule.action)
                if private:
                    # Neither a proxy's cache nor the back button after signing out may show it.
                    MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, watched)

    def _record(self, scope: Scope, action: str) -> None:
        accounts = self._callers.accounts
        if accounts is None:
            return
        caller = caller_of(scope)
        try:
            accounts.audit.record(caller.logged, caller.address, action, changes_of(scope))
        except DragomanError as error:  # the change is made already
            LOG.error("a change is missing in the log: %s", error)
