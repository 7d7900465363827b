"""Word documents: paragraphs, headings and tables in document order."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

from ..clean import clean
from .fields import headline, parse_date, parse_language, parse_title
from .origin import Origin, Results

_LARGEST = 500_000_000  # bytes unpacked; no real text is longer, but an archive made to exhaust memory is
# python-docx's own `Paragraph.text` leaves out insertions that are still marked as changes, and content controls;
# deletions (w:del) and hidden words (w:vanish) are not what the document says.
_WAYS = ("./", "./w:hyperlink//", "./w:ins//", "./w:sdt//", "./w:smartTag//", "./w:fldSimple//")
_RUNS = " | ".join(f"{way}w:r[not(w:rPr/w:vanish) and not(ancestor::w:del)]" for way in _WAYS)
_BLOCKS = "./w:p | ./w:tbl | ./w:sdt/w:sdtContent/w:p | ./w:sdt/w:sdtContent/w:tbl"
_TEMPLATE_DAY = date(2013, 12, 23)  # python-docx writes it into every new file as the creation date


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a .docx file as one document, dated by the creation date in the file.

    Raises:
        UnreadableSource: it is damaged, protected, or empty.
    """
    with _opened(stream, origin) as word:
        text = clean("\n".join(words for words, _ in _paragraphs(word.element.body)))
        properties = word.core_properties
        title, author, language = properties.title, properties.author, properties.language
        created = parse_date(properties.created)
    yield origin.document(
        text,
        parse_title(title) or headline(text),
        published=None if created == _TEMPLATE_DAY else created,
        language=parse_language(language),
        metadata=(("author", author),) if author else (),
    )


def paragraphs(stream: BinaryIO, origin: Origin) -> list[tuple[str, bool]]:
    """Return (text, is quotation) for each paragraph of a .docx file, empty ones included; the style decides.

    Raises:
        UnreadableSource: it is damaged or protected.
    """
    with _opened(stream, origin) as word:
        return list(_paragraphs(word.element.body))


@contextmanager
def _opened(stream: BinaryIO, origin: Origin) -> Iterator[Any]:
    """Open the file with python-docx; report any error inside the `with` block as a file that is not whole."""
    import docx  # here for start-up time
    from docx.opc.exceptions import OpcError
    from lxml import etree  # type: ignore[import-untyped]  # the package has no types

    try:
        with zipfile.ZipFile(stream) as package:
            size = sum(member.file_size for member in package.infolist())
        if size > _LARGEST:
            raise origin.unreadable("unpacks to more than 500 MB; save the text alone as .docx.")
        yield docx.Document(stream)
    # Besides its own errors, python-docx lets through what zipfile, zlib, lxml and Python raise over damaged parts.
    except (OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, ArithmeticError, AttributeError, LookupError,
            EOFError, OSError, RuntimeError, TypeError, ValueError) as error:  # fmt: skip
        raise origin.unreadable("is not a whole .docx file; open it in a word processor and save it again.") from error


def _paragraphs(container: Any) -> Iterator[tuple[str, bool]]:  # an element of the body's XML, which has no types
    """Yield the text of each paragraph and whether it is styled as a quotation; for a table row, its cells joined by bars."""
    for block in container.xpath(_BLOCKS):
        if block.tag.endswith("}p"):
            style = "".join(block.xpath("./w:pPr/w:pStyle/@w:val"))
            yield "".join(run.text for run in block.xpath(_RUNS)), "quote" in style.lower()
        else:
            for row in block.xpath("./w:tr"):
                cells = [" ".join(words for words, _ in _paragraphs(cell)) for cell in row.xpath("./w:tc")]
                yield " | ".join(cells), False
