"""How cited words leave Dragoman: the quotation marks around them, the address of their report, and text to paste."""

import unicodedata
from urllib.parse import quote, urlsplit

from ...corpus.types import Document, Span
from ...corpus.wording import attribution

_QUOTATION_MARKS = frozenset('“”„"«»')


def _safe_url(url: str | None) -> str | None:
    """Return the address of a web page, else None: `javascript:` and `data:` never become a link."""
    if not url or any(character.isspace() or ord(character) < 32 for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def marks(words: str) -> tuple[str, str]:
    """Return the opening and closing mark for the words: a pair that they do not contain, so that no word has to change."""
    strong = (unicodedata.bidirectional(character) for character in words)
    if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L":
        return ("“", "”") if "«" in words else ("«", "»")
    inner = [character for character in words if character in "“”"]
    if inner and (inner[0], inner[-1]) == (
        "”",
        "“",
    ):  # cut from a quotation with an attribution inside: “We go,” she said, “now”
        return "“", "”"
    return ("‘", "’") if _QUOTATION_MARKS & set(words) else ("“", "”")


def original(document: Document, words: str) -> str | None:
    """Return the address at which these words stand on the web, or None without one that is safe to open.

    It points at the words by a text fragment (wicg.github.io/scroll-to-text-fragment). The words of a brief are ours and stand
    in no report; see `about_url`.
    """
    url = None if document.based_on else _safe_url(document.url)
    tokens = words.split()
    if url is None or not tokens:
        return url
    # A long quotation is given by its beginning and end: one different character in the middle would break the link.
    ends = [" ".join(tokens)] if len(tokens) <= 12 else [" ".join(tokens[:5]), " ".join(tokens[-5:])]
    fragment = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def about_url(document: Document) -> str | None:
    """Return the address of the report that a brief is about, which does not have the brief's words; else None."""
    source = document.based_on
    return (_safe_url(source.url) or _safe_url(document.url)) if source else None


def copyable(document: Document, span: Span) -> str:
    """Return the words to paste elsewhere: in quotation marks, with their attribution and address.

    The address of the report that a brief is about is named as such: these words are not in it.
    """
    words = span.of(document.text)
    before, after = marks(words)
    return f"{before}{words}{after} — {attribution(document)}{address(document, words)}"


def address(document: Document, words: str = "") -> str:
    """Return the address of a report, to follow its attribution: of these words in it, or of the report that a brief is about."""
    url, subject = original(document, words), about_url(document)
    return f", {url}" if url else f" (about {subject})" if subject else ""


def permanent(document: Document, span: Span | None = None) -> str:
    """Return the address of these words on our own page. It stays valid while the document is kept: an id fixes the text."""
    place = f"&start={span.start}&end={span.end}" if span else ""
    return f"/?document={quote(document.id, safe='')}{place}"
