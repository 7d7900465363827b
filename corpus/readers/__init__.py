"""Documents from files, folders, archives, web pages and feeds.

`read` yields a `Document` for each report and an `UnreadableSource` for each source that cannot be read, so that one bad
file does not stop the others. `sources` lists in advance what `read` will read, for a progress bar.
"""

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from ..errors import SkippedLink, UnreadableSource
from . import web
from .addresses import is_address
from .dispatch import read_stream
from .file_types import NO_REPORTS
from .folders import folder_sources
from .origin import Origin, Results

__all__ = ["read", "read_one", "sources"]

_REASONS = {
    errno.ENOENT: "does not exist; check the path.",
    errno.ENOTDIR: "does not exist; check the path.",
    errno.EACCES: "may not be opened by this user; change its permissions.",
    errno.ELOOP: "is a link that leads in a circle; give the file itself.",
}


def read(source: str | Path, *, follow_links: bool = False) -> Results:
    """Read a file, a folder with its subfolders, an archive, or the http(s) address of a page or feed.

    Yields a `Document` or an `UnreadableSource` for each report; an unreadable source never raises. `follow_links` is
    that of `sources`.
    """
    for single in sources(source, follow_links=follow_links):
        if isinstance(single, UnreadableSource):
            yield single
        else:
            yield from read_one(single)


def sources(source: str | Path, *, follow_links: bool = False) -> Sequence[str | Path | SkippedLink]:
    """List what `read` reads one by one, in order: the files of a folder, or the source itself.

    No file is opened. An empty folder is listed itself, so that `read_one` can report it. Links in a folder that lead out
    of it are listed as errors, unless `follow_links`.
    """
    if is_address(source):
        return [source]
    if not os.path.isdir(source):  # noqa: PTH112  # Path.is_dir raises where a name is too long
        return [Path(source)]
    return folder_sources(Path(source), follow_links)


def read_one(source: str | Path) -> Results:
    """Read one of the `sources`; an unreadable source is yielded as an error, never raised."""
    if is_address(source):
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
