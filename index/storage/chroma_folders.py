"""Delete the folders of vector indexes that Chroma no longer uses.

Chroma keeps a folder for each collection's vectors, and leaves it there when the collection is deleted (chroma-core/chroma
issue 1309) or when the process is killed. Every refill would leave a copy of all vectors behind.
"""

import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from .recognition import read_only


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
