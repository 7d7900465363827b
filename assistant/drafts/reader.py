"""A draft file → its reading text with source lines."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ...corpus.clean import clean, reflow
from ...corpus.errors import InputError, UnreadableSource
from ...corpus.readers import docx
from ...corpus.readers.decode import decode
from ...corpus.readers.origin import Origin
from .line_map import DraftText, Paragraph, assemble
from .markup_reader import from_html, from_markdown

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_HTML = (".html", ".htm", ".xhtml")
_REFUSED = (".pdf", ".doc", ".odt", ".rtf", ".pages", ".zip", ".epub")
LARGEST = 20_000_000
"""Bytes of a draft; a newspaper's whole day has less."""


def read_draft(path: Path) -> DraftText:
    """The draft of a Markdown, text, HTML or DOCX file; a file of any other suffix is read as text.

    Raises:
        InputError: it cannot be read, or is none of these.
    """
    _check_suffix(str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(str(path))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check the path") from error
    return from_bytes(data, str(path))


def from_bytes(data: bytes, name: str) -> DraftText:
    """The draft in a file's bytes; `name` says by its suffix what it is, and names it in errors.

    Raises:
        InputError: it is too large, or none of what is read.
    """
    suffix = _check_suffix(name)
    if len(data) > LARGEST:
        raise _too_large(name)
    if suffix == ".docx":
        return assemble(_docx(data, name), "paragraph")
    text = decode(data)
    if text is None or zipfile.is_zipfile(io.BytesIO(data)):
        raise InputError(f"{name} is not text; drafts are read from Markdown, text, HTML or DOCX")
    text = text.removeprefix("\ufeff")
    if suffix in _HTML:
        return assemble(from_html(text))
    return assemble(from_markdown(text) if suffix in _MARKDOWN else from_text(text))


def _check_suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _REFUSED:
        raise InputError(f"{name}: drafts are read from Markdown, text, HTML or DOCX; save it as one of these")
    return suffix


def _too_large(name: str) -> InputError:
    return InputError(f"{name} has more than {LARGEST // 1_000_000} MB; check its parts one by one")


def _docx(data: bytes, name: str) -> Iterator[Paragraph]:
    try:
        origin = Origin(name, name)
        for number, (words, quoted) in enumerate(docx.paragraphs(io.BytesIO(data), origin), 1):
            yield Paragraph(((number, words),), 1 if quoted else None, joined=True)
    except UnreadableSource as error:
        raise InputError(str(error)) from error


def from_text(source: str) -> list[Paragraph]:
    """The paragraphs of plain text: lines that were only wrapped at a column's edge are one paragraph."""
    lines = [clean(line) for line in source.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line.replace("\n", " ") for line in lines]
    flowed = reflow("\n".join(lines))
    found: list[Paragraph] = []
    current: list[tuple[int, str]] = []
    at, empty = 0, True
    for number, line in enumerate(lines, 1):
        whole = flowed.startswith(line, at)
        words = line if whole else line[:-1]  # a hyphen at the line's end that only split a word
        at += len(words)
        if words:
            current.append((number, words))
        if flowed[at : at + 1] in ("\n", ""):
            if current:
                found.append(Paragraph(tuple(current), joined=not empty))
            empty = not words
            current = []
            at += 1
        elif flowed[at] == " ":
            at += 1
    return found
