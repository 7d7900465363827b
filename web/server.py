"""Serve an application on a free port, with headers that keep the page's requests on this host."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..api.access import is_loopback
from ..api.proxies import Proxies
from ..corpus.errors import InputError
from .connections import PatientProtocol
from .logs import limit_logs
from .visitors import VisitorCookie

_PORTS_TRIED = 20
_LAST_PORT = 65_535
_PATIENCE = 2  # seconds for which an open page can delay the server's shutdown
# Gradio's scripts are inline in its page and compile templates, hence the two `unsafe-`; the values shown are escaped.
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # No page of another origin (another port is one) can read or embed a response, or hold this page's window.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Middleware whose headers tell the browser to request nothing from other hosts."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and add the headers to the start of its response."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers)


class _Server(uvicorn.Server):
    def __init__(self, app: ASGIApp, ready: Callable[[], None], proxies: Proxies) -> None:
        class Protocol(PatientProtocol):
            @staticmethod
            def shared(address: str) -> bool:
                return is_loopback(address) or proxies.trusts(address)

        super().__init__(
            uvicorn.Config(
                SecurityHeaders(VisitorCookie(app)),
                http=Protocol,
                ws="none",  # nothing here uses websockets
                log_level="warning",
                timeout_graceful_shutdown=_PATIENCE,
                proxy_headers=False,  # `api.proxies` reads them, and believes those of named addresses only
                server_header=False,
                reset_contextvars=True,  # a request never inherits the stop signal of another one
            )
        )
        limit_logs()
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to `host` and to `port`, or to the next free port; port 0 takes any.

    Raises:
        InputError: no port is free, or the host is unknown.
    """
    reason: OSError | None = None
    for tried in range(port, min(port + _PORTS_TRIED, _LAST_PORT) + 1) if port else (0,):
        try:
            family, kind, proto, _, address = socket.getaddrinfo(host, tried, type=socket.SOCK_STREAM)[0]
            bound = socket.socket(family, kind, proto)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                bound.bind(address)
                bound.listen()
            except OSError:
                bound.close()
                raise
        except OSError as error:
            reason = error
        else:
            return bound
    raise InputError(f"cannot listen on {host}, port {port} ({reason}); name another host or port") from reason


def _address(host: str, bound: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else "localhost" if host == "0.0.0.0" else host
    return f"http://{name}:{bound.getsockname()[1]}"


def run(app: ASGIApp, host: str, port: int, proxies: Proxies | None = None) -> None:
    """Serve until Ctrl-C; print one line with the address when the page can be opened.

    `proxies`: those that may open any number of connections, because many visitors come through them.

    Raises:
        InputError: the host is unknown, or no port is free.
    """
    with contextlib.closing(listen(host, port)) as bound, contextlib.suppress(KeyboardInterrupt):
        taken = f" (port {port} is taken)" if port not in (0, bound.getsockname()[1]) else ""
        line = f"Dragoman is ready at {_address(host, bound)}{taken}. Ctrl-C stops it."
        _Server(app, lambda: print(line, flush=True), proxies or Proxies()).run(sockets=[bound])


@contextlib.contextmanager
def running(app: ASGIApp, host: str = "127.0.0.1", port: int = 0, proxies: Proxies | None = None) -> Iterator[str]:
    """Serve in a thread while the block runs; yield the address, at which the server answers already.

    Raises:
        InputError: the host is unknown, or no port is free.
    """
    ready = threading.Event()
    with contextlib.closing(listen(host, port)) as bound:
        server = _Server(app, ready.set, proxies or Proxies())
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while thread.is_alive() and not ready.wait(0.05):
            pass
        try:
            yield _address(host, bound)
        finally:
            server.should_exit = True
            thread.join()
