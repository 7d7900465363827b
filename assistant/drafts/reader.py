"""Read a draft file into a text with source lines; in a process apart, as the reports of strangers are read."""

import io
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from ...corpus.clean import clean, reflow
from ...corpus.errors import InputError, UnreadableSource
from ...corpus.readers import docx
from ...corpus.readers.decode import decode
from ...corpus.readers.origin import Origin
from ...corpus.sandbox.sandbox import Sandbox
from .line_map import DraftText, Paragraph, ParagraphKind, assemble
from .markup_reader import from_html, from_markdown

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_HTML = (".html", ".htm", ".xhtml")
_REFUSED = (".pdf", ".doc", ".odt", ".rtf", ".pages", ".zip", ".epub")
LARGEST = 20_000_000
"""The most bytes in a draft; a whole issue of a newspaper has fewer."""


def read_draft(path: Path) -> DraftText:
    """Read a Markdown, text, HTML or DOCX file; other suffixes are read as text.

    Raises:
        InputError: it cannot be read, or has none of these formats.
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
    """Read a draft from the bytes of a file; the suffix of `name` gives the format, and errors call the draft `name`.

    Raises:
        InputError: it is too large, has none of the formats, or takes too much memory or time to read.
    """
    _check_suffix(name)
    if len(data) > LARGEST:
        raise _too_large(name)
    try:
        return next(Sandbox().run(partial(_read, data, name), name, len(data)))
    except UnreadableSource as error:
        raise InputError(str(error)) from error


def _read(data: bytes, name: str) -> Iterator[DraftText]:
    yield parse(data, name)


def parse(data: bytes, name: str) -> DraftText:
    """Read a draft in this process, whatever that takes.

    Raises:
        InputError: it has none of the formats.
    """
    suffix = _check_suffix(name)
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
        for one in docx.paragraphs(io.BytesIO(data), origin):
            style = one.style.casefold()
            quoted = 1 if "quote" in style else None
            kind: ParagraphKind = "text"
            if style.startswith(("heading", "title", "subtitle")):
                kind = "heading"
            elif quoted and ("pull" in style or "intense" in style):
                kind = "pull-quote"
            yield Paragraph(((one.number, one.text),), quoted, joined=True, part=one.part, kind=kind)
    except UnreadableSource as error:
        raise InputError(str(error)) from error


def from_text(source: str) -> list[Paragraph]:
    """Return the paragraphs of plain text; lines that were only wrapped at a column are joined."""
    lines = [clean(line) for line in source.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line.replace("\n", " ") for line in lines]
    flowed = reflow("\n".join(lines))
    found: list[Paragraph] = []
    current: list[tuple[int, str]] = []
    at, empty = 0, True
    for number, line in enumerate(lines, 1):
        whole = flowed.startswith(line, at)
        words = line if whole else line[:-1]  # drop a hyphen at the end of the line that only split a word
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
