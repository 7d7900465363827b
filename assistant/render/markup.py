"""What every piece of HTML is made with: escaping, counting, and the buttons that open words in the source panel."""

from html import escape

from assistant.render.text import attribution
from corpus.types import Document, Span


def escaped(value: str) -> str:
    """The value as text in HTML, also inside an attribute."""
    # A browser reads a carriage return as a line feed, so it is spelled out to stay what the document has.
    return escape(value, quote=True).replace("\r", "&#13;")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def place(document: Document, span: Span) -> str:
    """The attributes that name words of a document; on a button with `data-open` a press opens them."""
    return f'data-document="{escaped(document.id)}" data-start="{span.start}" data-end="{span.end}"'


def opener(document: Document, span: Span, shown: str | None = None, kind: str = "read") -> str:
    """A button that opens these words in the source panel; it shows whose they are, or `shown`."""
    told = escaped(shown if shown is not None else attribution(document))
    title = escaped(f"{document.title}, {attribution(document)}")
    return (
        f'<button type="button" class="{kind}" data-open {place(document, span)} title="{title}">'
        f'<bdi>{told}</bdi><span class="unseen"> (opens the report)</span></button>'
    )


def problem(message: str) -> str:
    """The card for what could not be done: what is wrong and what to do next."""
    message = f"{message[:1].upper()}{message[1:].rstrip('.')}."
    return f'<div class="a problem"><h3>That did not work.</h3><p dir="auto">{escaped(message)}</p></div>'
