"""Only its owner may read a home, whatever the umask: folders are 0700, files 0600.

Only names that Dragoman makes are touched, because a home may be made in a folder that has other files, too.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISLNK, S_ISREG

from .durable import PRIVATE_FILE, PRIVATE_FOLDER

FOLDERS = ("backups", "chroma", "chroma.broken", "damaged", "uploads")
FILES = (
    "catalogue.sqlite*",
    "users.sqlite*",
    "rebuilt.sqlite*",
    "restored.sqlite*",
    "fresh.sqlite*",
    "home.json",
    "*.lock",
)


def make_home(path: Path) -> None:
    """Make the home's folder if it is missing, for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def tighten(home: Path) -> None:
    """Take every permission of others from what Dragoman has made in `home`; what is not ours to change stays."""
    # The folder itself only if nothing else is in it: others may need to reach what is.
    with suppress(OSError):
        if all(_is_ours(name) for name in home.iterdir()):
            _restrict(home)
    for path in _ours(home):
        _restrict(path)


def _is_ours(path: Path) -> bool:
    return path.name in FOLDERS or any(path.match(pattern) for pattern in FILES)


def _ours(home: Path) -> Iterator[Path]:
    for pattern in FILES:
        yield from home.glob(pattern)
    for name in FOLDERS:
        for folder, _, files in os.walk(home / name):  # does not follow links
            yield Path(folder)
            yield from (Path(folder, file) for file in files)


def _restrict(path: Path) -> None:
    with suppress(OSError):  # another owner's, a read-only file system, gone by now
        found = path.lstat()
        if S_ISLNK(found.st_mode) or not (S_ISDIR(found.st_mode) or S_ISREG(found.st_mode)):
            return
        wanted = PRIVATE_FOLDER if S_ISDIR(found.st_mode) else PRIVATE_FILE
        if S_IMODE(found.st_mode) & 0o077:
            path.chmod(wanted)
