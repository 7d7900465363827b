"""What every piece of HTML is made with: escaping, counting, and the buttons that open words in the source panel."""

import unicodedata
from collections.abc import Sequence
from html import escape
from urllib.parse import quote, urlsplit

from ...corpus.types import Document, Span
from ...corpus.wording import attribution
from ..answering.answer_text import label, quoted_because
from ..types import Checked, Claim, Trace, Written


def escaped(value: str) -> str:
    """The value as text in HTML, also inside an attribute."""
    # A browser reads a carriage return as a line feed, so it is spelled out to stay what the document has.
    return escape(value, quote=True).replace("\r", "&#13;")


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


_QUOTATION_MARKS = frozenset('“”„"«»')


def _safe_url(url: str | None) -> str | None:
    """The address if it is a web page's, else None: `javascript:` and `data:` never become a link."""
    if not url or any(character.isspace() or ord(character) < 32 for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def marks(words: str) -> tuple[str, str]:
    """Quotation marks to put around the words: others than they hold themselves, so that no word has to change."""
    strong = (unicodedata.bidirectional(character) for character in words)
    if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L":
        return ("“", "”") if "«" in words else ("«", "»")
    return ("‘", "’") if _QUOTATION_MARKS & set(words) else ("“", "”")


def original(document: Document, words: str) -> str | None:
    """The address of the report, or None where there is none that is safe to open.

    Where the document is the report itself, the address points at the words by a text fragment
    (wicg.github.io/scroll-to-text-fragment); a brief's words do not stand in the report.
    """
    url = _safe_url(document.url) or _safe_url(document.based_on.url if document.based_on else None)
    tokens = words.split()
    if url is None or document.based_on or not tokens:
        return url
    # A long quotation is named by how it begins and ends: one unlike character in the middle would lose it.
    ends = [" ".join(tokens)] if len(tokens) <= 12 else [" ".join(tokens[:5]), " ".join(tokens[-5:])]
    fragment = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def copyable(document: Document, span: Span) -> str:
    """The words as they are pasted elsewhere: in quotation marks, with whose they are and where they stand."""
    words = span.of(document.text)
    before, after = marks(words)
    url = original(document, words)
    return f"{before}{words}{after} — {attribution(document)}" + (f", {url}" if url else "")


def permanent(document: Document, span: Span | None = None) -> str:
    """The address of these words on our own page, for as long as the document is held: its id never changes its words."""
    place = f"&start={span.start}&end={span.end}" if span else ""
    return f"/?document={quote(document.id, safe='')}{place}"


def written_claim(claim: Claim, chips: str) -> str:
    """One claim; `chips` are its citations, as HTML already."""
    told = label(claim)
    if told is None:
        return f'<p class="prose" dir="auto">{escape(claim.text)} {chips}</p>'
    struck = f'<s aria-label="not supported">{escape(claim.text)}</s>'
    return (
        f'<p class="prose unsupported" dir="auto">{struck} {chips}</p><p class="doubt" dir="auto">{escape(told)}.</p>'
    )


def instead(trace: Trace | None) -> str:
    """A line above a quoting answer that says why nothing was written; empty where nothing was to be."""
    if trace is None or not trace.fallback:
        return ""
    return f'<p class="doubt instead">{escape(quoted_because(trace.fallback))}</p>'


def in_writing(events: Sequence[Written | Checked]) -> str:
    """The card of an answer that is being written: checked claims with their marks, then the words that are not yet."""
    last: dict[int, Written | Checked] = {event.place: event for event in events}
    parts = [_piece(last[place]) for place in sorted(last)]
    told = '<p class="said">Writing; each sentence is checked against the reports when it is complete.</p>'
    return f'<div class="a waiting writing">{"".join(parts)}{told}</div>'


def _piece(event: Written | Checked) -> str:
    if isinstance(event, Written):
        return f'<p class="prose unchecked" dir="auto">{escape(event.text)}</p>' if event.text else ""
    if event.claim is None:
        return ""
    # No buttons: there is nothing to open before the answer is complete.
    chips = "".join(f'<span class="cite">{citation.marker}</span>' for citation in event.claim.citations)
    return written_claim(event.claim, chips)
