"""Check the files that Chroma keeps in its folder before it opens them, and delete those that it no longer uses.

Chroma trusts the files of its vector index (hnswlib): with a shortened or overwritten one its compiled code reads outside
its memory, and the process dies. Their format is that of `HierarchicalNSW::saveIndex` and `loadIndex` in Chroma's hnswlib
(chroma-core/hnswlib). It keeps a folder for each collection's vectors, and leaves it there when the collection is deleted
(chroma-core/chroma issue 1309) or when the process is killed; every refill would leave a copy of all vectors behind.
"""

import shutil
import sqlite3
import struct
import uuid
from contextlib import closing
from pathlib import Path

import numpy as np

from .recognition import read_only

# Version; offset of level 0; maximum and number of elements; bytes of an element; offsets of its label and vector; top
# level; first element; links on upper levels, on level 0, and M; level factor; size of the construction list.
_HEADER = struct.Struct("<iQQQQQQiIQQQdQ")
_FILES = ("header.bin", "data_level0.bin", "length.bin", "link_lists.bin")
_AT_ONCE = 50_000  # elements read at a time


def fault(folder: Path) -> str | None:
    """Say what is wrong with the files inside Chroma's folder; `None` if they can be opened.

    Raises:
        OSError: a file cannot be read.
    """
    database = folder / "chroma.sqlite3"
    if database.exists() and not database.is_file():
        return "chroma.sqlite3 is not a file"
    for index in sorted({file.parent for name in _FILES for file in folder.glob(f"*/{name}")}):
        if found := _fault(index):
            return f"{index.name}: {found}"
    return None


def _fault(index: Path) -> str | None:
    for name in _FILES:
        if not (index / name).is_file():
            return f"{name} is missing"
    header = (index / "header.bin").read_bytes()
    if len(header) < _HEADER.size:
        return "header.bin is too short"
    _, at, most, count, size, label, vector, top, first, _, links, *_ = _HEADER.unpack(header[: _HEADER.size])
    # An element is its links on level 0 (their number, then 4 bytes each), the vector, and an 8-byte label.
    if not (count <= most and at < vector < label < size < 2**20 and 4 + 4 * links <= vector and top < 64):
        return "header.bin has impossible sizes"
    if count and first >= count:
        return "header.bin has an impossible entry point"
    data = index / "data_level0.bin"
    if data.stat().st_size < count * size:
        return f"data_level0.bin has {data.stat().st_size:,} bytes instead of {count * size:,}"
    return _links(data, count, size, at, links)


def _links(data: Path, count: int, size: int, at: int, links: int) -> str | None:
    """Check that every element's links on level 0 are to elements that exist."""
    if not count:
        return None
    elements = np.memmap(data, np.uint8, "r", shape=(count, size))
    for start in range(0, count, _AT_ONCE):
        part = np.ascontiguousarray(elements[start : start + _AT_ONCE, at : at + 4 + 4 * links])
        numbers = part[:, :2].copy().view(np.uint16)[:, 0]  # the other two bytes are flags
        if (numbers > links).any():
            return "data_level0.bin has an element with too many links"
        targets = part[:, 4:].copy().view(np.uint32)
        used = np.arange(links) < numbers[:, None]
        if (targets[used] >= count).any():
            return "data_level0.bin has a link to an element that does not exist"
    return None


def delete_unused(folder: Path) -> None:
    """Delete what Chroma does not use in its own folder, which no process may have open.

    Nothing is deleted if Chroma's own list of what it uses cannot be read.
    """
    database = folder / "chroma.sqlite3"
    if not database.is_file():
        return
    try:
        with closing(sqlite3.connect(read_only(database), uri=True)) as connection:
            used = {str(row[0]) for row in connection.execute("SELECT id FROM segments")}
    except sqlite3.Error:
        return  # Chroma itself will say what is wrong with it
    for path in folder.iterdir():
        if _is_segment(path) and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)


def _is_segment(path: Path) -> bool:
    try:
        return str(uuid.UUID(path.name)) == path.name and path.is_dir() and not path.is_symlink()
    except ValueError:
        return False
