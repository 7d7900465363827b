"""Zip and gzip archives: each member goes to the reader for its file type.

Nothing is unpacked to disk, so a member's name (`../../etc/passwd`) can do no harm. Limits on size and nesting stop
archives that were made to exhaust memory or time.
"""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from ..errors import UnreadableSource
from ..types import Document
from .file_types import NO_REPORTS, reports
from .origin import Origin, Reader, Results

LARGEST_MEMBER = 256 * 2**20  # bytes, unpacked
LARGEST_ARCHIVE = 2 * 2**30  # bytes, unpacked, with the archives inside it
_PIECE = 2**20  # bytes
_ENCRYPTED = 0x1  # a bit of a member's flags
# Besides its own errors, zipfile passes on those of its decompressors; NotImplementedError means a compression method
# that Python does not support.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError)


def read_zip(stream: BinaryIO, origin: Origin, read_member: Reader) -> Results:
    """Read the members of a zip, and of zips inside it, one level deep.

    Raises:
        UnreadableSource: it is not a zip, or zips are nested more than one level deep.
    """
    yield from _members(stream, origin, read_member, LARGEST_ARCHIVE)


def read_gzip(stream: BinaryIO, origin: Origin, read_member: Reader) -> Results:
    """Read a single file compressed with gzip, for example `corpus.jsonl.gz`.

    Raises:
        UnreadableSource: the file is damaged, or unpacks to more than `LARGEST_MEMBER` bytes.
    """
    data = io.BytesIO()
    try:
        with gzip.open(stream) as unpacked:
            while data.tell() <= LARGEST_MEMBER and (piece := unpacked.read(_PIECE)):
                data.write(piece)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise origin.unreadable("is a damaged gzip file; make or download it again.") from error
    if data.tell() > LARGEST_MEMBER:
        raise origin.unreadable("unpacks to more than 256 MB; unpack it and give the file itself.")
    name = origin.stem if origin.suffix == ".gz" else origin.filename
    data.seek(0)
    yield from read_member(data, origin.member(name))


def _members(
    stream: BinaryIO, origin: Origin, read_member: Reader, left: int
) -> Generator[Document | UnreadableSource, None, int]:
    """Yield the documents of a zip, unpacking at most `left` bytes; return how many of these bytes remain."""
    if origin.depth > 1:
        raise origin.unreadable("is an archive inside an archive inside an archive; unpack the outer ones first.")
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise origin.unreadable("is not a whole zip archive; make or download it again.") from error
    with archive:
        names = reports(archive.namelist())
        if not names:
            yield origin.unreadable(NO_REPORTS)
        for name in names:
            member, here = archive.getinfo(name), origin.member(name)
            left -= member.file_size
            if left < 0:
                yield origin.unreadable("unpacks to more than 2 GB; unpack it and give the folder.")
                return 0
            try:
                data = unpacked_member(archive, member, here)
                if name.lower().endswith(".zip"):
                    left = yield from _members(data, here, read_member, left)
                else:
                    yield from read_member(data, here)
            except UnreadableSource as error:
                yield error
    return left


@contextmanager
def opened_package(stream: BinaryIO, origin: Origin, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open a document that is a zip of parts; `kind` names it, for the error of a damaged one.

    Raises:
        UnreadableSource: it is damaged, or unpacks to more than `LARGEST_MEMBER` bytes.
    """
    try:
        with zipfile.ZipFile(stream) as package:
            if sum(member.file_size for member in package.infolist()) > LARGEST_MEMBER:
                raise origin.unreadable("unpacks to more than 256 MB; save its text alone, as .txt.")
            yield package
    except (*_BROKEN, LookupError, SyntaxError) as error:  # lxml's errors of syntax are SyntaxErrors
        raise origin.unreadable(f"is not a whole {kind} file; open it in its program and save it again.") from error


def unpacked_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: Origin) -> BinaryIO:
    """Return a member, decompressed piece by piece: at once, zipfile would unpack more than the headers claim.

    Raises:
        UnreadableSource: it is locked, damaged, or unpacks to more than `LARGEST_MEMBER` bytes.
    """
    if member.flag_bits & _ENCRYPTED:
        raise origin.unreadable("is locked by a password; unpack the archive and give the folder.")
    if member.file_size > LARGEST_MEMBER:
        raise origin.unreadable("unpacks to more than 256 MB; unpack the archive and give the file itself.")
    data = io.BytesIO()
    try:
        with archive.open(member) as unpacked:
            while piece := unpacked.read(_PIECE):
                data.write(piece)
    except _BROKEN as error:
        raise origin.unreadable("is damaged inside the archive; make or download the archive again.") from error
    data.seek(0)
    return data
