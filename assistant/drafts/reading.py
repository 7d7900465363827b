"""A draft file → its reading text with source lines."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.drafts.markup import from_html, from_markdown
from assistant.drafts.source import Paragraph, Source, assembled
from corpus.clean import clean, reflow
from corpus.errors import InputError, UnreadableSource
from corpus.readers import docx
from corpus.readers.decode import decode
from corpus.readers.origin import Origin

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_HTML = (".html", ".htm", ".xhtml")
_REFUSED = (".pdf", ".doc", ".odt", ".rtf", ".pages", ".zip", ".epub")
LARGEST = 20_000_000
"""Bytes of a draft; a newspaper's whole day has less."""


def read_draft(path: Path) -> Source:
    """The draft of a Markdown, text, HTML or DOCX file; a file of any other suffix is read as text.

    Raises:
        InputError: it cannot be read, or is none of these.
    """
    suffix = path.suffix.lower()
    if suffix in _REFUSED:
        raise InputError(f"{path}: drafts are read from Markdown, text, HTML or DOCX; save it as one of these")
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path} has more than {LARGEST // 1_000_000} MB; check its parts one by one")
        if suffix == ".docx":
            return assembled(_docx(path), "paragraph")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check the path") from error
    text = decode(data)
    if text is None or zipfile.is_zipfile(path):
        raise InputError(f"{path} is not text; drafts are read from Markdown, text, HTML or DOCX")
    text = text.removeprefix("\ufeff")
    if suffix in _HTML:
        return assembled(from_html(text))
    return assembled(from_markdown(text) if suffix in _MARKDOWN else from_text(text))


def _docx(path: Path) -> Iterator[Paragraph]:
    try:
        with path.open("rb") as stream:
            for number, (words, quoted) in enumerate(docx.paragraphs(stream, Origin(str(path), path.as_posix())), 1):
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
