"""Plain text: wrapped lines joined, headline and header lines (`Date: …`) recognised."""

import re
from collections.abc import Mapping
from typing import BinaryIO

from ..clean import clean, reflow
from ..sandbox.limits import MEBIBYTE
from .decode import decode
from .fields import headline, parse_date, parse_language, parse_url
from .line_numbers import without_line_numbers
from .origin import Origin, Results

LARGEST = 64 * MEBIBYTE
"""Bytes of a text; that is a thousand reports, and about as much as can be read in the memory allowed."""

LARGEST_MARKED = 20 * MEBIBYTE
"""Bytes of a text with markup or times, which takes more time and memory: a transcript of a week, for example."""

_HEADER = re.compile(
    r"(Title|Headline|Date|Published|Updated|Source|Publisher|URL|Link|Language|Author|By): ?(\S.*)", re.I
)


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a text file as one document.

    Raises:
        UnreadableSource: it is binary data, or empty.
    """
    headers, text = _split_headers(clean(text_of(stream, origin)))
    text = reflow(clean(without_line_numbers(text)))
    author = headers.get("author") or headers.get("by")
    yield origin.document(
        text,
        headers.get("title") or headers.get("headline") or headline(text),
        publisher=headers.get("publisher") or headers.get("source"),
        url=parse_url(headers.get("url") or headers.get("link")),
        published=parse_date(headers.get("published") or headers.get("date")),
        updated=parse_date(headers.get("updated")),
        date_source="the lines at the top of the file",
        language=parse_language(headers.get("language")),
        metadata=(("author", author),),
    )


def text_of(stream: BinaryIO, origin: Origin, largest: int = LARGEST) -> str:
    """Decode a stream; raise `UnreadableSource` for binary data, and for more than `largest` bytes."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise origin.unreadable(f"is larger than {largest // MEBIBYTE} MB; split it.")
    text = decode(data)
    if text is None:
        raise origin.unreadable("is not text; give a text file, or save it in a format such as .docx, .pdf or .html.")
    return text


def _split_headers(text: str) -> tuple[Mapping[str, str], str]:
    """Return the header lines at the very top, if there are two or more, and the text below them."""
    lines = text.split("\n")
    headers: dict[str, str] = {}
    while len(headers) < len(lines) and (found := _HEADER.fullmatch(lines[len(headers)])):
        if found[1].lower() in headers:
            break
        headers[found[1].lower()] = found[2]
    return (headers, "\n".join(lines[len(headers) :])) if len(headers) >= 2 else ({}, text)
