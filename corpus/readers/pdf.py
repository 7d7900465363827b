"""PDF: the text of each page in reading order, lines joined into paragraphs, and a mark for each page.

PDFium gives glyphs at positions. Columns, running heads, footnotes and paragraphs follow from these (`pdf_layout`).
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import Any, BinaryIO

from ..clean import one_line
from ..hyphens import words_of
from ..types import NOT_READ, Mark, Span
from ..wording import counted
from .document_head import document_head, own_author, own_title
from .fields import headline, parse_language, parse_url
from .line_numbers import without_line_numbers
from .origin import Origin, Results
from .pdf_layout.columns import Column, columns_of
from .pdf_layout.furniture import without_furniture
from .pdf_layout.notes import without_notes, without_signs
from .pdf_layout.paragraphs import PlacedLine, joined, placed
from .pdf_layout.words import PageWords, page_words

_HEADLINE = 1.2  # times the size of the text
_HEADLINE_LINES = 4

SCANNED = (
    "has no text, only pictures of pages; run OCR on it first, for example with 'ocrmypdf in.pdf out.pdf', "
    "or install ocrmypdf, which is then used."
)
"""The reason why a scan cannot be read."""


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a PDF file as one document, with a mark `page` for each page that has text; footnotes follow the text.

    Raises:
        UnreadableSource: it is damaged, locked by a password, or consists of scanned pages without text.
    """
    import pypdfium2 as pdfium  # here for start-up time

    try:
        with pdfium.PdfDocument(stream.read()) as file:
            described = _described(file)
            pages = list(_pages(file))
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD:
            raise origin.unreadable(
                "is locked by a password; save a copy without the password and give that."
            ) from error
        raise origin.unreadable(
            "is not a whole PDF file; open it in a PDF viewer and print it to a new PDF."
        ) from error
    bare = without_furniture(pages)
    content = _content(bare.pages)
    if not content.lines and not content.notes:
        raise origin.unreadable(SCANNED)
    text, marks = _laid_out(content)
    url = parse_url(bare.address)
    head = document_head(line.text for line in content.lines[:12] if line.page == content.lines[0].page)
    yield origin.document(
        text,
        described.title or content.title or headline(text),
        url=url,
        published=head.published,
        language=described.language,
        marks=marks,
        metadata=(("author", described.author or head.author), (NOT_READ, _not_read(pages))),
    )


@dataclass(frozen=True, slots=True)
class _Description:
    """What the file says of itself; a title that a program wrote is `None`.

    The creation date is not used: it is the day on which somebody printed the report to PDF, often years later.
    """

    title: str | None
    author: str | None
    language: str | None


def _described(file: Any) -> _Description:
    import pypdfium2.raw as pdfium  # here for start-up time

    fields = file.get_metadata_dict(skip_empty=True)
    size = pdfium.FPDFCatalog_GetLanguage(file, None, 0)
    language = None
    if 1 < size < 200:
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFCatalog_GetLanguage(file, buffer, size)
        language = bytes(buffer).decode("utf-16-le", "replace").strip("\0")
    return _Description(own_title(fields.get("Title")), own_author(fields.get("Author")), parse_language(language))


def _pages(file: Any) -> Iterator[PageWords]:
    for at in range(len(file)):
        page = file[at]
        try:
            yield page_words(page, at + 1)
        finally:
            page.close()


@dataclass(frozen=True, slots=True)
class _Content:
    """The lines of the text and of the footnotes, in order, and the largest headline of the first page with text."""

    lines: tuple[PlacedLine, ...]
    notes: tuple[PlacedLine, ...]
    title: str | None


def _content(pages: Sequence[PageWords]) -> _Content:
    columns = [(page.number, columns_of(page.words)) for page in pages]
    size = _text_size([column for _, here in columns for column in here])
    lines: list[PlacedLine] = []
    notes: list[PlacedLine] = []
    for page, here in columns:
        parted = [without_notes(column, size) for column in here]
        signs = frozenset(sign for one in parted for sign in one.signs)
        for number, one in enumerate(parted, start=page * 1000):
            lines += placed(without_signs(one.column, signs) if signs else one.column, page, number)
            notes += placed(one.notes, page, number)
    return _Content(tuple(_unnumbered(lines)), tuple(notes), _headline(lines, size))


def _text_size(columns: Sequence[Column]) -> float:
    """Return the size of most of the text."""
    sizes = [line.size for column in columns for line in column for _ in range(max(1, len(line.text) // 10))]
    return median(sizes) if sizes else 0.0


def _unnumbered(lines: Sequence[PlacedLine]) -> Iterator[PlacedLine]:
    """Take the line numbers of a court record off the lines of each page."""
    for _, page in groupby(lines, key=lambda line: line.page):
        here = list(page)
        bare = without_line_numbers("\n".join(line.text for line in here)).split("\n")
        yield from (replace(line, text=text) for line, text in zip(here, bare, strict=True) if text)


def _headline(lines: Sequence[PlacedLine], size: float) -> str | None:
    """Return the largest lines at the beginning of the first page, if they are larger than the text."""
    first = [line for line in lines if line.page == lines[0].page][:12] if lines else []
    largest = max((line.size for line in first), default=0.0)
    if not first or largest < _HEADLINE * size:
        return None
    start = next(at for at, line in enumerate(first) if line.size > 0.95 * largest)
    shown = []
    for line in first[start : start + _HEADLINE_LINES]:
        if line.size <= 0.95 * largest:
            break
        shown.append(line.text)
    return one_line(" ".join(shown)) if len(" ".join(shown)) <= 250 else None


def _laid_out(content: _Content) -> tuple[str, tuple[Mark, ...]]:
    """Return the text with the footnotes behind it, and a mark for each page that has text and for each page's footnotes."""
    words = words_of("\n".join(line.text for line in (*content.lines, *content.notes)))
    text = ""
    marks: list[Mark] = []
    for part in (content.lines, content.notes):
        text += "\n\n" if text and part else ""
        page = None
        for piece, line in joined(part, words):
            start = len(text) + len(piece) - len(piece.lstrip())
            text += piece
            if line.page == page:
                marks[-1] = replace(marks[-1], span=Span(marks[-1].span.start, len(text)))
            else:
                marks.append(Mark("page", Span(start, len(text)), str(line.page)))
            page = line.page
    return text, tuple(marks)


def _not_read(pages: Sequence[PageWords]) -> str:
    """Say what the document has that is no text."""
    blank = [page for page in pages if not page.words]
    scanned = sum(page.pictures > 0 for page in blank)
    pictures = sum(page.pictures for page in pages if page.words)
    turned = sum(page.turned for page in pages)
    parts = [
        counted(scanned, "page without text (a picture)", "pages without text (pictures)"),
        counted(pictures, "picture"),
        counted(turned, "line at an angle", "lines at an angle"),
    ]
    return ", ".join(part for part, count in zip(parts, (scanned, pictures, turned), strict=True) if count)
