"""Pass a stream of bytes to the reader of its file type."""

import io
from collections.abc import Mapping
from functools import partial
from typing import BinaryIO

from ..errors import UnreadableSource
from . import (
    archive,
    docx,
    epub,
    feeds,
    html,
    mail,
    mailbox_file,
    markdown,
    opendocument,
    pdf,
    rtf,
    tables,
    text,
    transcript,
)
from .file_types import HEAD, kind_of
from .origin import Origin, Reader, Results

MOST_ERRORS = 200
"""The most errors of one file that are reported one by one."""

_DEEPEST = 4  # archives and mails around a file; an archive can be made to contain itself


def read_stream(stream: BinaryIO, origin: Origin, promised: str | None = None) -> Results:
    """Read a seekable stream; unreadable content is yielded as an error, never raised.

    `promised` is the file type that a web server declares (a value of `file_types.KINDS`); by default the suffix decides.
    The first `MOST_ERRORS` errors of a file are yielded, and one more that counts the others.
    """
    results = _read(stream, origin, promised)
    return results if origin.depth else _few_errors(results, origin)


def _few_errors(results: Results, origin: Origin) -> Results:
    errors = 0
    for result in results:
        errors += isinstance(result, UnreadableSource)
        if errors <= MOST_ERRORS or not isinstance(result, UnreadableSource):
            yield result
    if errors > MOST_ERRORS:
        yield origin.unreadable(f"has {errors - MOST_ERRORS:,} more parts that cannot be read; correct the first ones.")


def _read(stream: BinaryIO, origin: Origin, promised: str | None) -> Results:
    head = stream.read(HEAD)
    stream.seek(0)
    kind, reason = kind_of(origin.suffix, head, promised)
    if not head:
        kind, reason = None, "is empty; check that it was saved or downloaded whole."
    elif origin.depth > _DEEPEST:
        kind, reason = None, "lies too deep inside archives and mails; unpack the outer ones first."
    if kind is None:
        yield origin.unreadable(reason)
        return
    try:
        yield from _READERS[kind](stream, origin)
    except UnreadableSource as error:
        yield error


def read_bytes(data: bytes, origin: Origin, promised: str | None = None) -> Results:
    """Read the bytes of a file, as `read_stream` does."""
    return read_stream(io.BytesIO(data), origin, promised)


_READERS: Mapping[str, Reader] = {
    "markdown": markdown.read,
    "text": text.read,
    "html": html.read,
    "pdf": pdf.read,
    "docx": docx.read,
    "transcript": transcript.read,
    "epub": epub.read,
    "opendocument": opendocument.read,
    "rtf": rtf.read,
    "mailbox": partial(mailbox_file.read, read_part=read_stream),
    "mail": partial(mail.read, read_part=read_stream),
    "feed": feeds.read,
    "jsonl": tables.read_jsonl,
    "json": tables.read_json,
    "csv": tables.read_csv,
    "zip": partial(archive.read_zip, read_member=read_stream),
    "gzip": partial(archive.read_gzip, read_member=read_stream),
}
