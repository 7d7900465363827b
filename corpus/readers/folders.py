"""The files in a folder that may be reports, and where its links lead."""

import os
from collections.abc import Sequence
from pathlib import Path

from ..errors import SkippedLink
from .file_types import reports, wanted

_OUTSIDE = "is a link that leads out of the folder, and was left out; name what it leads to, or give --follow-links."


def folder_sources(source: Path, follow_links: bool) -> Sequence[Path | SkippedLink]:
    """List the files of a folder and its subfolders in order, those that may be reports; the folder itself if it has none.

    Hidden folders are left out. A link to a file is followed if that lies in the folder, too; others are listed as
    errors. A link to a folder is never followed if that lies in the folder, since its files are listed where they are.
    With `follow_links` all links are followed, and a folder is listed once, however many links lead to it.
    """
    root = os.path.realpath(source)
    names: list[str] = []
    apart: list[Path | SkippedLink] = []
    seen: set[str] = set()
    walked = os.walk(source, onerror=lambda error: apart.append(Path(error.filename)), followlinks=follow_links)
    for folder, folders, files in walked:
        visible = [name for name in folders if not name.startswith(".")]
        if follow_links:
            visible = _unseen(folder, visible, seen, root)
        else:
            apart += _outside(folder, visible, root)
            left_out = _outside(folder, [name for name in files if wanted(name)], root)
            files = _without(files, left_out)
            apart += left_out
        folders[:] = visible
        names += [Path(folder, name).relative_to(source).as_posix() for name in files]
    return [Path(source, name) for name in reports(names)] + apart or [source]


def _outside(folder: str, names: Sequence[str], root: str) -> list[SkippedLink]:
    """Return the links of these names that lead to something outside the root; a link to nothing is not one of them."""
    found = []
    for name in names:
        path = Path(folder, name)
        if path.is_symlink() and os.path.exists(path) and not _inside(os.path.realpath(path), root):  # noqa: PTH110
            found.append(SkippedLink(str(path), _OUTSIDE))
    return found


def _without(names: list[str], links: Sequence[SkippedLink]) -> list[str]:
    gone = {os.path.basename(link.source) for link in links}  # noqa: PTH119  # a name, not a path
    return [name for name in names if name not in gone] if gone else names


def _unseen(folder: str, names: Sequence[str], seen: set[str], root: str) -> list[str]:
    """Return the subfolders that have not been listed, and remember them; a link may lead to one of them again."""
    seen.add(root)
    kept = []
    for name in names:
        real = os.path.realpath(Path(folder, name))
        if real not in seen:
            seen.add(real)
            kept.append(name)
    return kept


def _inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
