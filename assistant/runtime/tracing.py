"""OpenTelemetry spans, if the surrounding program has loaded OpenTelemetry; otherwise nothing, at no cost.

Nothing is exported unless that program (or `opentelemetry-instrument dragoman …`) has set up an exporter. Spans carry
names, counts and times, never a question, a document or a reply.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Note = Callable[[str, object], None]
"""Sets an attribute of a span; `None` as its value is ignored."""


@contextmanager
def spanned(name: str, attributes: Mapping[str, str] | None = None) -> Iterator[Note]:
    """Record a span around the block; yields a function that sets a further attribute."""
    # Not imported: a program that wants spans has loaded it, and the others need not wait for it.
    api = sys.modules.get("opentelemetry.trace")
    if api is None:
        yield lambda _key, _value: None
        return
    # Not made the current span, which belongs to one thread: several threads may read a stream.
    span = api.get_tracer("dragoman").start_span(name, attributes=dict(attributes or {}))
    try:
        yield lambda key, value: span.set_attribute(key, value) if value is not None else None
    finally:
        span.end()
