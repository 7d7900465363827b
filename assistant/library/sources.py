"""What may be given to be read: a path, an address, a visitor's address, an uploaded file; and how each is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from ...corpus.errors import InputError, UnreadableSource
from ...corpus.readers import read_one, sources, web
from ...corpus.readers.dispatch import read_stream
from ...corpus.readers.origin import Origin, Results

LIBRARY = "library"
"""What stands for the bundled briefs."""

BRIEFS = Path(str(files("dragoman.corpus").joinpath("library")))
"""Where they are."""

_PAGE = 50_000
"""Bytes that a page from the web is taken for, before it is read."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: `name` is the client's, made harmless (`assistant.library.uploads`); `path` is where its bytes are.

    A document's key comes from the name, so the same name with other content is a newer version of the same report.
    """

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Link:
    """The address of a page, file or feed that a visitor gave: only hosts of the public web are asked."""

    url: str

    @classmethod
    def of(cls, typed: str) -> "Link":
        """As it was typed; without a scheme it is taken for https.

        Raises:
            InputError: it is no http or https address.
        """
        url = typed.strip()
        url = url if "://" in url else f"https://{url}"
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            host = None
        if not host or parts.scheme.lower() not in ("http", "https") or not url.isprintable() or " " in url:
            raise InputError(f"{typed.strip()[:200]!r} is not an http or https address; give that of a page or a feed")
        return cls(url)


Given = str | Path | Upload | Link | UnreadableSource
"""A path, an address or `library`, from the person whose machine this is; what a visitor gave; or what was refused."""


def parts(given: Given) -> Sequence[Given]:
    """What is read one by one: the files of a folder, else the source itself."""
    if isinstance(given, str | Path):
        return sources(BRIEFS if given == LIBRARY else given)
    return [given]


def weight(part: Given) -> int:
    """What one of the `parts` has to do with the whole, in bytes."""
    path = part.path if isinstance(part, Upload) else part
    return path.stat().st_size if isinstance(path, Path) and path.is_file() else _PAGE


def read(part: Given) -> Results:
    """The documents of one of the `parts`; whatever cannot be read is yielded as an error."""
    if isinstance(part, UnreadableSource):
        yield part
    elif isinstance(part, Upload):
        yield from _uploaded(part)
    elif isinstance(part, Link):
        from ...corpus.readers.public_web import PublicTransport  # here for start-up time: it loads httpx

        yield from web.read(part.url, transport=PublicTransport())
    else:
        yield from read_one(part)


def named(given: Given) -> str:
    """What people call it."""
    if isinstance(given, UnreadableSource):
        return given.source
    if isinstance(given, Upload):
        return given.name
    return given.url if isinstance(given, Link) else str(given)


def _uploaded(upload: Upload) -> Results:
    origin = Origin(upload.name, f"upload:{upload.name}")
    try:
        with upload.path.open("rb") as stream:
            yield from read_stream(stream, origin)
    except OSError as error:
        yield origin.unreadable(f"could not be read again ({error.strerror}); upload it once more.")
