"""The sources of documents (a path, an address, a visitor's link, an uploaded file) and how each is read."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from ...corpus.errors import InputError, UnreadableSource
from ...corpus.readers import read_one, sources, web
from ...corpus.readers.addresses import is_address, shown
from ...corpus.readers.dispatch import read_stream
from ...corpus.readers.origin import Origin, Results
from ...corpus.sandbox.sandbox import Run
from .ocr import with_ocr

LIBRARY = "library"
"""The name that stands for the bundled briefs."""

BRIEFS_FOLDER = Path(str(files("dragoman.corpus").joinpath("library")))
"""The folder of the bundled briefs."""

_PAGE = 50_000
"""The assumed size of a web page in bytes, before it is read."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: `name` is the client's in a safe form (`uploads.safe_name`), `path` holds its bytes.

    A document's key comes from the name, so the same name with other content is a newer version of the same report.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Link:
    """The address of a page, file or feed from a visitor; it is fetched only from hosts of the public web."""

    url: str

    @classmethod
    def of(cls, typed: str) -> "Link":
        """From the address as it was typed; without a scheme, https is assumed.

        Raises:
            InputError: it is not an http or https address, or has a password, which this server would come to know.
        """
        url = typed.strip()
        url = url if "://" in url else f"https://{url}"
        name = shown(url)
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            host = None
        if name != url:
            raise InputError(f"{name[:200]!r} was given with a password; download the file and upload it instead")
        if not host or parts.scheme.lower() not in ("http", "https") or not url.isprintable() or " " in url:
            raise InputError(f"{typed.strip()[:200]!r} is not an http or https address; give that of a page or a feed")
        return cls(url)


SourceInput = str | Path | Upload | Link | UnreadableSource
"""A path, address or `library` from the machine's owner, an upload or link from a visitor, or a source already refused."""


def parts(given: SourceInput, *, follow_links: bool = False) -> Sequence[SourceInput]:
    """The parts that are read one by one: the files of a folder, else the source itself.

    Links in a folder that lead out of it are errors among the parts, unless `follow_links`.
    """
    if isinstance(given, str | Path):
        return sources(BRIEFS_FOLDER if given == LIBRARY else given, follow_links=follow_links)
    return [given]


def needs_sandbox(part: SourceInput) -> bool:
    """Whether one of the `parts` is read in a process apart: all but our own briefs are."""
    if isinstance(part, UnreadableSource):
        return False
    return not (isinstance(part, Path) and part.is_relative_to(BRIEFS_FOLDER))


def weight(part: SourceInput) -> int:
    """The size of one of the `parts` in bytes, for progress; an estimate for what is not a file."""
    path = part.path if isinstance(part, Upload) else part
    return path.stat().st_size if isinstance(path, Path) and path.is_file() else _PAGE


def read(part: SourceInput, run: Run) -> Results:
    """The documents in one of the `parts`, read by `run`; a source that cannot be read is yielded as an error."""
    if isinstance(part, UnreadableSource):
        yield part
    elif isinstance(part, Link):
        from ...corpus.readers.public_web import PublicTransport  # here for start-up time: it loads httpx

        yield from web.read(part.url, transport=PublicTransport(), run=run)
    elif is_address(part):
        yield from web.read(part, run=run)
    elif isinstance(part, Upload):
        found = _apart(partial(_uploaded, part), part, run)
        yield from with_ocr(
            found, part.path, lambda path: _apart(partial(_uploaded, replace(part, path=path)), part, run)
        )
    elif needs_sandbox(part):
        found = _apart(partial(read_one, part), part, run)
        yield from with_ocr(found, Path(part), lambda path: _apart(partial(_recognised, Path(part), path), part, run))
    else:
        yield from read_one(part)


def _apart(work: Callable[[], Results], part: SourceInput, run: Run) -> Results:
    try:
        yield from run(work, source_name(part), weight(part))
    except UnreadableSource as error:
        yield error


def source_name(given: SourceInput) -> str:
    """The source's name for display."""
    if isinstance(given, UnreadableSource):
        return given.source
    if isinstance(given, Upload):
        return given.name
    return shown(given.url if isinstance(given, Link) else str(given))


def _recognised(scan: Path, result: Path) -> Results:
    """Read what OCR made of a scan, as if it were the scan."""
    origin = Origin(str(scan), Path(os.path.realpath(scan)).as_posix())
    try:
        with result.open("rb") as stream:
            yield from read_stream(stream, origin)
    except OSError as error:
        yield origin.unreadable(f"could not be read after OCR ({error.strerror}); try again.")


def _uploaded(upload: Upload) -> Results:
    origin = Origin(upload.name, f"upload:{upload.name}")
    try:
        with upload.path.open("rb") as stream:
            yield from read_stream(stream, origin)
    except OSError as error:
        yield origin.unreadable(f"could not be read again ({error.strerror}); upload it once more.")
