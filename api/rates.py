"""How often one visitor may ask: a bucket of tokens for each, filled again at a steady rate (GCRA, ITU-T I.371).

One number is stored for each visitor, in memory. The packages for this start a thread for each request or need a server
of their own.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from .errors import kind_of, problem
from .paths import under

DEFAULT = 300
"""Requests a minute of one visitor, by default; all of them may come at once."""

VISITORS = 20_000
"""Visitors that are remembered, the last ones."""

_COUNTED = ("/api", "/v1", "/page", "/mcp", "/gradio_api/queue/join", "/gradio_api/upload")


class RateLimit:
    """The buckets of all visitors. It belongs to one thread."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Each bucket holds `per_minute` tokens, and is filled in a minute."""
        self._interval = 60.0 / per_minute
        self._clock = clock
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, visitor: str, cost: int = 1) -> float:
        """Take `cost` tokens; returns 0, or, without taking any, the seconds until there are enough."""
        now = self._clock()
        full_at = max(now, self._full_at.get(visitor, now)) + cost * self._interval
        if full_at - now > 60.0:
            return full_at - now - 60.0
        self._full_at[visitor] = full_at
        self._full_at.move_to_end(visitor)
        if len(self._full_at) > VISITORS:
            self._full_at.popitem(last=False)
        return 0.0


class Rates:
    """Middleware that answers 429 with `Retry-After` to visitors who ask too often."""

    def __init__(
        self, app: ASGIApp, per_minute: int, costs: Mapping[str, int], address: Callable[[Scope], str]
    ) -> None:
        """Wrap `app`.

        `costs` gives the requests that a POST counts for, by the beginning of its path, if more than one. `address` tells
        a client's address, which behind a proxy is not that of the connection.
        """
        self._app = app
        self._address = address
        self._limit = RateLimit(per_minute)
        self._per_minute = per_minute
        self._costs = costs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        path: str = scope.get("path", "")
        if scope["type"] != "http" or not under(path, _COUNTED):
            await self._app(scope, receive, send)
            return
        posted = scope["method"] == "POST"
        cost = max((n for prefix, n in self._costs.items() if posted and under(path, (prefix,))), default=1)
        seconds = self._limit.wait(visitor_of(self._address(scope)), min(cost, self._per_minute))
        if not seconds:
            await self._app(scope, receive, send)
            return
        status = HTTPStatus.TOO_MANY_REQUESTS
        wait = math.ceil(seconds)
        message = f"more than {self._per_minute} requests a minute came from you; ask again in {wait} s"
        refusal = problem(path, status, kind_of(status), message, headers={"Retry-After": str(wait)})
        await refusal(scope, receive, send)


def visitor_of(host: str) -> str:
    """Name the visitor whose requests are counted together: the address, for IPv6 the network of 64 bits."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
