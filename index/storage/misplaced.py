"""Find what stands in the place of Dragoman's own files and folders: a folder where a file belongs, or a file for a folder."""

from collections.abc import Iterator
from pathlib import Path

_FILES = (
    *(f"{name}.sqlite{log}" for name in ("catalogue", "users") for log in ("", "-wal", "-shm", "-journal")),
    *(f"{name}.lock" for name in ("home", "writer", "deriving", "chroma")),
    "home.json",
)
_FOLDERS = ("backups", "damaged", "uploads")  # a file in the place of `chroma` is moved away by `repair`


def misplaced(home: Path) -> Iterator[str]:
    """Yield a sentence for each of them."""
    for name in _FILES:
        path = home / name
        if path.is_dir():
            yield f"{path} is a folder where a file belongs; move it away"
    for name in _FOLDERS:
        path = home / name
        if path.is_file():
            yield f"{path} is a file where a folder belongs; move it away"
