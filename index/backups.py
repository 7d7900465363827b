"""Replace an index as a whole: rebuild it from its documents, back it up, restore a backup."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import DatabaseError

from ..corpus.errors import CorruptIndex, HomeBusy, HomeError, InputError
from ..corpus.progress import Progress
from .home import Home, fingerprint
from .repair import prepared
from .storage.catalogue import Catalogue
from .storage.conversation_tables import take_over
from .storage.schema import documents, members, meta, sets


def rebuild(path: Path, model: str | None = None, progress: Progress | None = None) -> dict[str, int]:
    """Rebuild the index in `path` from its stored documents, after a change of encoder, segmenter or version.

    The new catalogue is a separate file and replaces the old one when it is complete, so nothing is lost if the work is
    interrupted. Conversations are copied unchanged. Returns the counts of `Catalogue.counts`.

    Raises:
        HomeError: there is no index in `path`.
        HomeBusy: another process is writing to the home, or has its vectors open.
    """
    current, fresh = path / "catalogue.sqlite", path / "rebuilt.sqlite"
    if not current.exists():
        raise HomeError(f"there is no index in {path}; run 'dragoman --home {path} ingest SOURCE' to make one")
    _drop(fresh)
    with Home(path, model=model, catalogue=fresh) as home, home.writing():
        if not home.connect_chroma():
            raise HomeBusy(f"the vectors in {path} are in use by another process; stop it and try again")
        old = Catalogue(current, None)
        try:
            total = len(old)
            for done, document in enumerate(old.documents(), 1):
                home.catalogue.add([prepared(home, document)])
                if progress:
                    progress(done, total)
            take_over(old.engine, home.catalogue.engine)
            _carry(old.engine, home.catalogue.engine)
        finally:
            old.close()
        home.catalogue.close()
        _checkpoint(fresh)
        _drop(current)
        fresh.replace(current)
        home.catalogue = Catalogue(current, fingerprint(None, model))
        home.refill()
        return home.catalogue.counts()


def backup(home: Home, to: Path) -> None:
    """Write the whole catalogue in its present state to the new file `to`, from which Chroma can be refilled.

    Raises:
        InputError: the file exists already.
    """
    if to.exists():
        raise InputError(f"{to} exists already; name a new file")
    to.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(home.catalogue.path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def restore(path: Path, source: Path, model: str | None = None) -> dict[str, int]:
    """Replace the index in `path` with a backup.

    Conversations that the backup lacks, or has in an older state, are copied from the index that it replaces. Returns
    the counts of `Catalogue.counts`.

    Raises:
        InputError: the source is not a file, or not a backup of a Dragoman index.
        FingerprintMismatch: the backup was made with another encoder, segmenter or schema.
        HomeBusy: another process is writing to the home.
    """
    if not source.is_file():
        raise InputError(f"{source} is not a file; name one that 'dragoman index backup' wrote")
    path.mkdir(parents=True, exist_ok=True)
    fresh, current = path / "restored.sqlite", path / "catalogue.sqlite"
    _drop(fresh)
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(fresh)) as new,
        ):
            old.backup(new)
        restored = Catalogue(fresh, fingerprint(None, model))
    except (sqlite3.DatabaseError, CorruptIndex) as error:
        _drop(fresh)
        raise InputError(f"{source} is not a backup of a Dragoman index; name one that 'index backup' wrote") from error
    try:
        if current.exists():
            _take_over(current, restored)
    finally:
        restored.close()
    _checkpoint(fresh)
    _drop(current)
    fresh.replace(current)
    with Home(path, model=model) as home, home.writing():
        if home.connect_chroma():
            home.refill()
        return home.catalogue.counts()


def _take_over(current: Path, restored: Catalogue) -> None:
    """Copy conversations if the present index can be read; it may be damaged, which may be why it is restored."""
    try:
        with closing(Catalogue(current, None)) as present:
            take_over(present.engine, restored.engine)
    except (CorruptIndex, DatabaseError):
        logging.getLogger(__name__).warning(
            "%s cannot be read: conversations kept since the backup was made are lost", current
        )


def _carry(source: Engine, target: Engine) -> None:
    """Copy the data that cannot be derived from the documents' texts: notes, sets, and when documents were added."""
    with source.connect() as old, target.begin() as new:
        when = [{"name": row.id, "when": row.added} for row in old.execute(select(documents.c.id, documents.c.added))]
        if when:
            came = update(documents).where(documents.c.id == bindparam("name")).values(added=bindparam("when"))
            new.execute(came, when)
        for table in (meta, sets, members):
            if rows := [dict(row) for row in old.execute(select(table)).mappings()]:
                new.execute(insert(table).prefix_with("OR IGNORE"), rows)  # the new index's own fingerprint stays


def _checkpoint(path: Path) -> None:
    """Write everything from the write-ahead log into the file itself, so that it can be moved."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")


def _drop(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)
