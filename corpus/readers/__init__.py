"""Documents from files, folders, archives, web pages and feeds.

`read` yields a `Document` for each report and an `UnreadableSource` for each source that cannot be read, so that one bad
file does not stop the others. `sources` lists in advance what `read` will read, for a progress bar.
"""

import errno
import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from . import web
from .dispatch import read_stream
from .file_types import NO_REPORTS, reports
from .origin import Origin, Results

__all__ = ["read", "read_one", "sources"]

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_REASONS = {
    errno.ENOENT: "does not exist; check the path.",
    errno.ENOTDIR: "does not exist; check the path.",
    errno.EACCES: "may not be opened by this user; change its permissions.",
    errno.ELOOP: "is a link that leads in a circle; give the file itself.",
}


def read(source: str | Path) -> Results:
    """Read a file, a folder with its subfolders, an archive, or the http(s) address of a page or feed.

    Yields a `Document` or an `UnreadableSource` for each report; an unreadable source never raises.
    """
    for single in sources(source):
        yield from read_one(single)


def sources(source: str | Path) -> Sequence[str | Path]:
    """List what `read` reads one by one, in order: the files of a folder, or the source itself.

    No file is opened. An empty folder is listed itself, so that `read_one` can report it.
    """
    if isinstance(source, str) and _URL.match(source):
        return [source]
    if not os.path.isdir(source):  # noqa: PTH112  # Path.is_dir raises where a name is too long
        return [Path(source)]
    names: list[str] = []
    unlisted: list[str] = []
    # Links to folders are not followed: they may lead in a circle.
    for folder, folders, files in os.walk(source, onerror=lambda error: unlisted.append(error.filename)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names += [Path(folder, name).relative_to(source).as_posix() for name in files]
    return [Path(source, name) for name in reports(names)] + [Path(name) for name in unlisted] or [Path(source)]


def read_one(source: str | Path) -> Results:
    """Read one of the `sources`; an unreadable source is yielded as an error, never raised."""
    if isinstance(source, str) and _URL.match(source):
        yield from web.read(source)
        return
    path = Path(source)
    origin = Origin(str(path), path.as_posix())
    try:
        mode = path.stat().st_mode
        origin = Origin(str(path), Path(os.path.realpath(path)).as_posix())
        if stat.S_ISDIR(mode):
            next(path.iterdir(), None)  # raises where the folder cannot be listed
            yield origin.unreadable(NO_REPORTS)
        elif stat.S_ISREG(mode):
            with path.open("rb") as stream:
                yield from read_stream(stream, origin)
        else:
            yield origin.unreadable("is a device, pipe or socket; give a file.")
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); check the disk and the path."
        yield origin.unreadable(_REASONS.get(error.errno or 0, reason))
