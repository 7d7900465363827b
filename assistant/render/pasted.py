"""Quoted words as they are pasted elsewhere: the marks around them, whose they are, and an address that leads to them."""

import unicodedata
from urllib.parse import quote, urlsplit

from assistant.render.text import attribution
from corpus.types import Document, Span

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
