"""Counters for Prometheus: requests by route, answers, verdicts, and the size of the corpus.

Labels are route templates, statuses, modes and verdicts, never a path, a question or words of a document.
"""

import time
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.routing import APIRoute
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..assistant.quotes.report import QuoteReport
from ..assistant.types import Answer

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_CORPUS = ("documents", "passages", "sentences")


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        """Start from zero, in a registry of its own, so that two applications in one process do not add up."""
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "dragoman_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._request_seconds = Histogram(
            "dragoman_request_seconds",
            "Time to the end of a response.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._answers = Counter(
            "dragoman_answers", "Questions answered, or not.", ("mode", "abstained"), registry=registry
        )
        self._answer_seconds = Histogram(
            "dragoman_answer_seconds",
            "Time to an answer, waiting not counted.",
            ("mode",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._quotes = Counter("dragoman_quotes", "Quotations checked.", ("verdict",), registry=registry)
        self._working = Gauge("dragoman_working", "Requests that are being worked on.", registry=registry)
        self._waiting = Gauge("dragoman_waiting", "Requests that wait for others.", registry=registry)
        self._sizes = {
            name: Gauge(f"dragoman_{name}", f"{name.capitalize()} in the corpus.", registry=registry)
            for name in _CORPUS
        }

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Count an answered question."""
        self._answers.labels(answer.mode, str(answer.abstained).lower()).inc()
        self._answer_seconds.labels(answer.mode).observe(answer.seconds)

    def checked(self, *reports: QuoteReport) -> None:
        """Count checked quotations."""
        for report in reports:
            self._quotes.labels(report.verdict).inc()

    def text(self, counts: Mapping[str, int], working: int, waiting: int) -> bytes:
        """Give all counters in Prometheus's format.

        `counts` is the current size of the corpus, `working` and `waiting` the requests in progress.
        """
        self._working.set(working)
        self._waiting.set(waiting)
        for name, gauge in self._sizes.items():
            gauge.set(counts[name])
        return generate_latest(self._registry)


class RequestCounter:
    """Middleware that counts HTTP requests; the status is 499 if the client leaves before the response begins."""

    def __init__(self, app: ASGIApp, metrics: Metrics, routes: FastAPI) -> None:
        """Wrap `app`; `routes` is the application with the API's routes, everything else belongs to the page."""
        self._app = app
        self._metrics = metrics
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 499

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, seen)
        except Exception:  # counted, then raised again
            status = 500  # an outer layer answers with this status
            raise
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.request(method, self._route(scope), status, time.perf_counter() - started)

    def _route(self, scope: Scope) -> str:
        """Get the route's template; `page` for the page and its files, `other` for requests refused before routing."""
        route = scope.get("route")
        if isinstance(route, APIRoute) and route in self._routes.routes:
            return route.path_format if route.include_in_schema else "other"
        return "page" if "endpoint" in scope else "other"


_METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
