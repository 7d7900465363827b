"""PDF: the text of each page, lines joined into paragraphs, and a mark for each page.

A PDF has lines at positions on a page, not paragraphs; `corpus.clean.reflow` finds the paragraphs, also across pages.
"""

import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING, BinaryIO

from ..clean import PAGE, clean, letters, reflow
from ..types import Mark, Span
from .fields import headline, parse_language, parse_title
from .line_numbers import without_line_numbers
from .origin import Origin, Results

if TYPE_CHECKING:  # imported where it is used, for start-up time
    from pypdf import PdfReader

_EDGE = 2  # lines at the top and at the bottom of a page that may be a running header or footer
_REPEATED = 0.6  # share of pages with a running line; odd and even pages may differ, and the first often has none
_LEAST_WRAPPED = 0.1  # a PDF has only visual lines, so little evidence is needed that they are wrapped
_PAGE_NUMBER = re.compile(r"\W*(?:page )?#(?:\W*(?:of|/|de|von|من)?\W*#)?\W*", re.I)
# Titles that programs write, not people: "Microsoft Word - draft3.docx", "untitled", "report_v2.pdf".
_NO_TITLE = re.compile(r"(microsoft|powerpoint|untitled|document\d*$|.*\.(docx?|pdf|indd|rtf|odt|tmp|html?)$)", re.I)


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a PDF file as one document, with a mark `page` for each page that has text.

    Raises:
        UnreadableSource: it is damaged, locked by a password, or consists of scanned pages without text.
    """
    import pypdf  # here for start-up time
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise origin.unreadable("is locked by a password; save a copy without the password and give that.")
        pages = [clean(letters(page.extract_text())) for page in reader.pages]
        title, author, language = _described(reader)
    # Besides its own errors, pypdf passes on those that zlib and Python raise for damaged objects.
    except (PyPdfError, DependencyError, zlib.error, ArithmeticError, AssertionError, AttributeError, LookupError,
            NotImplementedError, OSError, RecursionError, TypeError, ValueError) as error:  # fmt: skip
        raise origin.unreadable(
            "is not a whole PDF file; open it in a PDF viewer and print it to a new PDF."
        ) from error
    text, marks = _laid_out([clean(without_line_numbers(page)) for page in _without_running_lines(pages)])
    if not marks:
        raise origin.unreadable("has no text, only pictures of pages; run OCR on it first, for example with ocrmypdf.")
    yield origin.document(
        text,
        title or headline(text),
        language=language,
        marks=marks,
        metadata=(("author", author),) if author else (),
    )


def _described(reader: "PdfReader") -> tuple[str | None, str | None, str | None]:
    """Return the title, author and language from the file's metadata; `None` for a missing one and for a program's title.

    The creation date is not used: it is the day on which somebody printed the report to PDF, often years later.
    """
    information = reader.metadata
    title = parse_title(information.title) if information else None
    author = parse_title(information.author) if information else None
    return (
        None if title and _NO_TITLE.match(title) else title,
        author,
        parse_language(reader.root_object.get("/Lang")),
    )


def _without_running_lines(pages: list[str]) -> list[str]:
    """Remove page numbers, and the lines that most pages have at the top or bottom.

    Lines count as the same if they differ only in their digits.
    """
    if len(pages) < 2:
        return pages
    split = [page.split("\n") for page in pages]
    common = Counter(form for lines in split for form in {_form(line) for line in lines[:_EDGE] + lines[-_EDGE:]})
    least = max(3, _REPEATED * len(pages))
    running = {form for form, count in common.items() if count >= least or (count > 1 and _PAGE_NUMBER.fullmatch(form))}
    kept = []
    for lines in split:
        start, end = 0, len(lines)
        while start < min(_EDGE, end) and _form(lines[start]) in running:
            start += 1
        while end > max(start, len(lines) - _EDGE) and _form(lines[end - 1]) in running:
            end -= 1
        kept.append(clean("\n".join(lines[start:end])))
    return kept


def _form(line: str) -> str:
    """Replace each number in a line by `#`."""
    return re.sub(r"\d+", "#", line)


def _laid_out(pages: list[str]) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of all pages, and a mark for each page that has text.

    `reflow` keeps the sign before each page, so that a sentence that continues on the next page stays whole.
    """
    numbered = [(number, page) for number, page in enumerate(pages, start=1) if page]
    parts = reflow("\n".join(PAGE + page for _, page in numbered), _LEAST_WRAPPED).split(PAGE)[1:]
    text = ""
    marks = []
    for (number, _), part in zip(numbered, parts, strict=True):
        marks.append(Mark("page", Span(len(text), len(text) + len(part.rstrip())), str(number)))
        text += part
    return text, tuple(marks)
