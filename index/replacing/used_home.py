"""A home that has been used is never taken for a new one.

`home.json` says that there was a catalogue once. If the catalogue is lost after that, opening the home is an error that
names the copies there are. Homes of earlier versions have no such file; what Dragoman makes later than the catalogue
tells as much.
"""

import json
import shlex
from contextlib import suppress
from pathlib import Path

from ...corpus.errors import CorruptIndex, HomeError
from ..folder import durable
from ..storage.recognition import FileKind, kind_of
from .kept_backups import restorable

MARKER = "home.json"
FORMAT = 1
_SIGNS = (MARKER, "chroma", "backups", "rebuilt.sqlite", "restored.sqlite")


def admit(home: Path, catalogue: Path) -> None:
    """Check that the home can be opened: it has a catalogue, or has never had one.

    Raises:
        HomeError: the catalogue is missing or empty; the message names the backups there are.
        CorruptIndex: the file is not a catalogue.
    """
    used = [name for name in _SIGNS if (home / name).exists()]  # first: another process may be making the home
    kind = kind_of(catalogue)
    if catalogue.is_dir():
        raise HomeError(f"{catalogue} is a folder; move it away, then {advice(home)}")
    if kind in (FileKind.FOREIGN, FileKind.DAMAGED):
        raise CorruptIndex(f"{catalogue} is not a Dragoman catalogue (it is {kind.value}); {advice(home)}")
    if kind is not FileKind.CATALOGUE and used:
        raise HomeError(f"{home} has been used, but its {catalogue.name} is {kind.name.lower()}; {advice(home)}")


def advice(home: Path) -> str:
    """Say how a lost catalogue is got back."""
    command = f"dragoman --home {shlex.quote(str(home))} index"
    copies = restorable(home)
    if not copies:
        return f"restore a backup with '{command} restore FILE', or use another home"
    others = f" (or another of the {len(copies)} that '{command} backups' lists)" if len(copies) > 1 else ""
    return f"get it back with '{command} restore {shlex.quote(str(copies[0]))}'{others}"


def mark(home: Path) -> None:
    """Note that the home has a catalogue; a home that can only be read is left as it is."""
    marker = home / MARKER
    if not marker.exists():
        with suppress(OSError):
            durable.write(marker, json.dumps({"format": FORMAT}).encode())
