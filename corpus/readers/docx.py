"""Word documents: paragraphs and tables in order, then text boxes, notes, headers, footers and comments.

Corpus and drafts read a file with the same walk (`docx_walk`).
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

from ..types import NOT_READ
from .document_head import document_head, own_author, own_title
from .docx_walk import WordParagraph, walk
from .emphasis import emphasis_marks, signs_for, unmarked
from .fields import headline, parse_date, parse_language, parse_title
from .origin import Origin, Results
from .package_xml import counted_elements

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_LARGEST = 500_000_000  # bytes unpacked; no real text is longer, but an archive made to exhaust memory is
_TEMPLATE_DAY = date(2013, 12, 23)  # python-docx writes it into every new file as the creation date
_TITLES = ("Title", "Heading1", "Titel", "berschrift1", "Titre", "Titre1")  # the styles' identifiers in three languages
_HEAD_LINES = 10
_COUNTED = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "picture",
    "{urn:schemas-microsoft-com:vml}imagedata": "picture in an old format",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "formula",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}commentReference": "comment",
}
_PUBLISHED = ("text", "text box", "footnote", "endnote")  # headers and footers repeat, and comments are not printed


def read(stream: BinaryIO, origin: Origin) -> Results:
    """Read a .docx file as one document, dated by its head or else its creation date; text boxes and notes follow the text.

    Raises:
        UnreadableSource: it is damaged, protected, or empty.
    """
    with _opened(stream, origin) as word:
        plain = "".join(one.text or "" for one in word.element.body.iter(_WORDS))
        signs = signs_for(plain)
        found = [one for one in walk(word, signs) if one.part in _PUBLISHED]
        text, runs = unmarked("\n".join(one.text for one in found), signs)
        properties = word.core_properties
        title, author, language = properties.title, properties.author, properties.language
        created = parse_date(properties.created)
        left_out = counted_elements(word.element.body, _COUNTED)
    shown = next((one.text for one in found if one.style in _TITLES and one.text.strip()), None)
    named = own_title(title) or parse_title(unmarked(shown or "", signs)[0]) or _headline(text)
    head = document_head(line for line in text.split("\n")[: _HEAD_LINES + 1] if parse_title(line) != named)
    yield origin.document(
        text,
        named,
        published=head.published or (None if created == _TEMPLATE_DAY else created),
        language=parse_language(language),
        marks=emphasis_marks(text, named or "", runs),
        metadata=(("author", own_author(author) or head.author), (NOT_READ, left_out)),
    )


def _headline(text: str) -> str | None:
    """Return the first line if it is a headline, not the first row of a table."""
    found = headline(text)
    return None if found and " | " in found else found


def paragraphs(stream: BinaryIO, origin: Origin) -> list[WordParagraph]:
    """Return every paragraph of a .docx file, empty ones included.

    Raises:
        UnreadableSource: it is damaged or protected.
    """
    with _opened(stream, origin) as word:
        return list(walk(word))


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
    # Besides its own errors, python-docx passes on those that zipfile, zlib, lxml and Python raise for damaged parts.
    except (OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, ArithmeticError, AttributeError, LookupError,
            EOFError, OSError, RuntimeError, TypeError, ValueError) as error:  # fmt: skip
        raise origin.unreadable("is not a whole .docx file; open it in a word processor and save it again.") from error
