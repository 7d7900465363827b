"""E-books: the pages of an EPUB in reading order, as one document."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import unquote

from ..types import NOT_READ
from ..wording import counted
from .archive import opened_package, unpacked_member
from .decode import decode
from .fields import parse_date, parse_language, parse_title
from .html import visible
from .origin import Origin, Results
from .package_xml import DUBLIN_CORE, parsed_part, words_of

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read an EPUB as one document, with the title, author, publisher, day and language that it gives.

    Raises:
        UnreadableSource: it is damaged, locked, or has no words.
    """
    with opened_package(stream, origin, "EPUB") as package:
        if "META-INF/encryption.xml" in package.namelist() and "META-INF/rights.xml" in package.namelist():
            raise origin.unreadable("is locked by its shop (DRM); get a copy without it.")
        root = parsed_part(package, "META-INF/container.xml", origin)
        name, *_ = (one.get("full-path") for one in root.iter(f"{_CONTAINER}rootfile"))
        book = parsed_part(package, name, origin)
        text = "\n\n".join(_pages(package, book, name, origin))
        pictures = sum((one.get("media-type") or "").startswith("image/") for one in book.iter(f"{_OPF}item"))
    fields = {
        tag: words_of(book.find(f".//{DUBLIN_CORE}{tag}"))
        for tag in ("title", "creator", "publisher", "date", "language")
    }
    yield origin.document(
        text,
        parse_title(fields["title"]),
        publisher=parse_title(fields["publisher"]),
        published=parse_date(fields["date"]),
        language=parse_language(fields["language"]),
        metadata=(("author", fields["creator"]), (NOT_READ, counted(pictures, "picture") if pictures else None)),
    )


def _pages(package: zipfile.ZipFile, book: Any, name: str, origin: Origin) -> Iterator[str]:
    """Yield the words of the pages in the order of the spine, without the table of contents."""
    items = {item.get("id"): item for item in book.iter(f"{_OPF}item")}
    there = set(package.namelist())
    for reference in book.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(item.get("href") or "")))
        if path in there:
            source = decode(unpacked_member(package, package.getinfo(path), origin).read())
            if source and (words := visible(source).strip()):
                yield words
