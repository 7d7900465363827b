"""Replace an index as a whole: rebuild it from its documents, back it up, restore a backup.

What replaces it is made in a file of its own and checked there (`index.replacing`). Until it is in place, nothing of the
old index is changed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import DatabaseError

from ..corpus.errors import CorruptIndex, HomeError, InputError
from ..corpus.progress import Progress
from .encoding.encoder import Encoder
from .folder import durable, privacy
from .folder.locks import PATIENCE, Waiting, ignore, writers
from .home import Home, fingerprint
from .repair import prepared
from .replacing import backup_file
from .replacing.exchange import put_in_place
from .replacing.kept_backups import DAMAGED, KeptBackup, kept
from .replacing.used_home import admit
from .storage.catalogue import Catalogue
from .storage.conversation_tables import TABLES, take_over
from .storage.disk import disk_errors, explained
from .storage.earlier_versions import carry_over
from .storage.recognition import FileKind, kind_of, read_only
from .storage.schema import documents, members, meta, metadata, sets


def rebuild(
    path: Path,
    model: str | None = None,
    progress: Progress | None = None,
    *,
    encoder: Encoder | None = None,
    patience: float | None = PATIENCE,
    waiting: Waiting = ignore,
) -> dict[str, int]:
    """Rebuild the index in `path` from its stored documents, after a change of encoder, segmenter or version.

    The present state becomes a backup in the home. Conversations, document sets and notes stay. Other processes may have
    the home open. `encoder`, `patience` and `waiting` are as for `Home`. Returns the counts of `Catalogue.counts`.

    Raises:
        HomeError: there is no index in `path`, or it cannot be backed up.
        HomeBusy: another process is writing to the home.
        CorruptIndex: the stored documents cannot be read.
    """
    current = path / "catalogue.sqlite"
    with disk_errors(path):
        if path.exists():
            admit(path, current)
        kind = kind_of(current)
    if kind is not FileKind.CATALOGUE:
        raise HomeError(f"there is no index in {path}; run 'dragoman --home {path} ingest SOURCE' to make one")
    with disk_errors(path), writers(path, patience, waiting), _scratch(path, "rebuilding") as fresh:
        _derive(path, current, fresh, model, encoder, progress)
        put_in_place(path, fresh, "before-rebuild", whole=False, patience=patience, waiting=waiting)
        return _refilled(path, model, encoder)


def backup(home: Home, to: Path) -> None:
    """Write the whole catalogue in its present state to the new file `to`, from which Chroma can be refilled.

    Raises:
        InputError: the file exists already, lies where Chroma keeps its own, or cannot be written.
    """
    if to.exists() or to.is_symlink():
        raise InputError(f"{to} exists already; name a new file")
    if (home.path / "chroma").resolve() in to.resolve().parents:
        raise InputError(f"{to} is inside the folder of the vectors, which is made anew at times; name another place")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        backup_file.write(home.catalogue.path, to)
    except (OSError, sqlite3.Error, ValueError) as error:
        raise explained(error, to) or InputError(f"{to} cannot be written ({error}); there is no backup") from error


def restore(
    path: Path,
    source: Path,
    model: str | None = None,
    progress: Progress | None = None,
    *,
    encoder: Encoder | None = None,
    patience: float | None = PATIENCE,
    waiting: Waiting = ignore,
) -> dict[str, int]:
    """Replace the index in `path` with a backup, which is checked first.

    The present state becomes a backup in the home. Conversations that the backup lacks, or has in an older state, stay.
    A backup that was made with another encoder, segmenter or version is rebuilt from its documents. Other processes may
    have the home open. Returns the counts of `Catalogue.counts`.

    Raises:
        InputError: the source is not a file, or not a backup of a Dragoman index, or damaged.
        HomeError: the home cannot be used, or the present index cannot be backed up.
        HomeBusy: another process is writing to the home, or it is damaged and others have it open.
    """
    current = path / "catalogue.sqlite"
    if not source.is_file():
        raise InputError(f"{source} is not a file; name one that 'dragoman index backup' wrote")
    if current.exists() and current.samefile(source):
        raise InputError(f"{source} is the index of this home itself; name a backup of it")
    with disk_errors(source):
        kind = kind_of(source)
    if kind is not FileKind.CATALOGUE:
        raise backup_file.not_a_backup(str(source), kind)
    if current.is_dir():
        admit(path, current)
    try:
        privacy.make_home(path)
    except OSError as error:
        raise explained(error, path) or HomeError(
            f"{path} cannot be used as a home ({error.strerror}); name another with --home"
        ) from error
    with disk_errors(path), writers(path, patience, waiting), _scratch(path, "restoring") as fresh:
        _copy(source, fresh)
        backup_file.check(fresh, str(source))
        if _made_with(fresh) != fingerprint(encoder.name if encoder else None, model):
            with _scratch(path, "rebuilding") as derived:
                _derive(path, fresh, derived, model, encoder, progress)
                put_in_place(path, derived, "before-restore", whole=True, patience=patience, waiting=waiting)
        else:
            put_in_place(path, fresh, "before-restore", whole=True, patience=patience, waiting=waiting)
        return _refilled(path, model, encoder)


def latest(path: Path) -> KeptBackup:
    """Return the newest backup that the home at `path` keeps by itself.

    Raises:
        InputError: there is none.
    """
    for one in kept(path):
        if one.reason != DAMAGED:
            return one
    raise InputError(f"there are no backups in {path}; name a file that 'dragoman index backup' wrote")


def _copy(source: Path, fresh: Path) -> None:
    """Copy a backup, so that it is checked and used as it is now; one that is being written to, in a consistent state."""
    log = source.with_name(source.name + "-wal")
    try:
        if log.exists() and log.stat().st_size:
            with (
                closing(sqlite3.connect(read_only(source), uri=True)) as old,
                closing(sqlite3.connect(fresh)) as new,
            ):
                old.backup(new)
        else:
            durable.copy(source, fresh)
    except (OSError, sqlite3.Error) as error:
        raise explained(error, fresh.parent) or InputError(
            f"{source} cannot be copied to {fresh.parent} ({error}); nothing was replaced"
        ) from error


def _made_with(catalogue: Path) -> dict[str, str]:
    with closing(Catalogue(catalogue, None)) as opened:
        found = opened.made_with()
    return {name: found.get(name, "") for name in fingerprint(None, None)}


def _derive(
    path: Path, old: Path, fresh: Path, model: str | None, encoder: Encoder | None, progress: Progress | None
) -> None:
    """Make the catalogue `fresh` from the documents of the catalogue `old`, with all that cannot be derived from them."""
    try:
        with Home(path, encoder, model=model, catalogue=fresh) as home, closing(Catalogue(old, None)) as source:
            total, done = len(source), 0
            for done, document in enumerate(source.documents(), 1):
                home.catalogue.add([prepared(home, document)])
                if progress:
                    progress(done, total)
            if done < total:  # damaged rows are passed over, and would be lost
                raise CorruptIndex(
                    f"{total - done} documents in {old} are damaged; run 'dragoman --home {path} index repair' first"
                )
            with source.engine.begin() as reading, home.catalogue.engine.begin() as writing:
                for connection in (reading, writing):
                    metadata.create_all(connection, tables=TABLES)
                take_over(reading, writing)
                _carry(reading, writing)
                carry_over(reading, writing)
    except DatabaseError as error:
        raise CorruptIndex(
            f"the documents in {old} cannot be read ({error.orig}); the index was not rebuilt: restore a backup"
        ) from error


def _carry(old: Connection, new: Connection) -> None:
    """Copy the data that cannot be derived from the documents' texts: notes, sets, and when documents were added."""
    when = [{"name": row.id, "when": row.added} for row in old.execute(select(documents.c.id, documents.c.added))]
    if when:
        came = update(documents).where(documents.c.id == bindparam("name")).values(added=bindparam("when"))
        new.execute(came, when)
    for table in (meta, sets, members):
        if rows := [dict(row) for row in old.execute(select(table)).mappings()]:
            new.execute(insert(table).prefix_with("OR IGNORE"), rows)  # the new index's own fingerprint stays


def _refilled(path: Path, model: str | None, encoder: Encoder | None) -> dict[str, int]:
    """Fill Chroma for the new index, unless another process has it open, which does so itself; return the counts."""
    with Home(path, encoder, model=model) as home:
        if home.vectors.connect():
            home.vectors.refill()
        return home.catalogue.counts()


@contextmanager
def _scratch(path: Path, name: str) -> Iterator[Path]:
    """A file in the home that does not outlive the block; one that a killed process has left is removed."""
    fresh = path / f"fresh.sqlite-{name}"
    try:
        durable.drop(fresh)
        durable.make_private(fresh)
    except OSError as error:
        raise explained(error, path) or HomeError(
            f"{path} cannot be written to ({error.strerror}); the index was not replaced"
        ) from error
    try:
        yield fresh
    finally:
        durable.drop(fresh)
