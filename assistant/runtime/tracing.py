"""OpenTelemetry spans, where the program that Dragoman runs in has loaded OpenTelemetry; else nothing, at no cost.

Nothing is exported unless that program (or `opentelemetry-instrument dragoman …`) has set an exporter up. Spans carry
names, counts and times, never a question, a document or a reply.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Note = Callable[[str, object], None]


@contextmanager
def spanned(name: str, attributes: Mapping[str, str] | None = None) -> Iterator[Note]:
    """A span around the block; the value notes a further attribute (`None` is passed over)."""
    # Not imported: whoever wants spans has loaded it, and all others need not wait for it.
    api = sys.modules.get("opentelemetry.trace")
    if api is None:
        yield lambda _key, _value: None
        return
    # Not made the current span: a stream is read by several threads, and what is current belongs to one.
    span = api.get_tracer("dragoman").start_span(name, attributes=dict(attributes or {}))
    try:
        yield lambda key, value: span.set_attribute(key, value) if value is not None else None
    finally:
        span.end()
