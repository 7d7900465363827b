"""Verify, repair, reindex, rebuild, back up and restore an index."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, bindparam, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from ..corpus.errors import CorruptIndex, HomeBusy, HomeError, InputError
from ..corpus.progress import Progress
from ..corpus.segment import segment
from ..corpus.types import Document
from .home import Home, fingerprint
from .storage.catalogue import Catalogue, sentence_id, unpack
from .storage.conversation_tables import take_over
from .storage.conversations import Conversations
from .storage.queries import documents_at
from .storage.schema import documents, members, meta, passages, sets
from .storage.writes import Prepared

PROBED = 5_000  # records whose own vector must find them in Chroma; if there are more, an even sample
PAGE = 200  # rows or records read at a time
REFILLED = 3  # maximum number of times that Chroma is filled, until every record is found
REINDEXED = 20  # documents in one transaction
_UNREACHABLE = "do not find themselves"


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """The result of `verify`: counts, and a sentence for each problem and each note."""

    counts: dict[str, int]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Whether there is no problem."""
        return not self.problems


def verify(home: Home) -> IndexHealth:
    """Check the catalogue's consistency, and Chroma against it; the only change is to apply pending updates of Chroma."""
    problems = [*_integrity(home), *_contents(home), *_conversations(home)]
    notes: list[str] = []
    if home.connect_chroma():
        home.settle()
        problems += _chroma(home)
    else:
        notes.append("another process has the vectors open, so Chroma was not checked; stop it to check it too")
    return IndexHealth(home.catalogue.counts(), tuple(problems), tuple(notes))


def _integrity(home: Home) -> list[str]:
    with home.catalogue.engine.begin() as connection:
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        problems = [] if found == ["ok"] else [f"SQLite finds the catalogue damaged: {found[0]}; restore a backup"]
        lost = connection.execute(
            text("SELECT count(*) FROM passages WHERE row NOT IN (SELECT rowid FROM words)")
        ).scalar()
        stray = connection.execute(
            text("SELECT count(*) FROM words WHERE rowid NOT IN (SELECT row FROM passages)")
        ).scalar()
        bare = connection.execute(
            text("SELECT count(*) FROM documents WHERE row NOT IN (SELECT document FROM passages) AND length(text) > 0")
        ).scalar()
    if lost or stray:
        problems.append(
            f"full text and passages disagree ({lost} missing, {stray} stray); run 'dragoman index rebuild'"
        )
    if bare:
        problems.append(f"{bare} documents have no passages; run 'dragoman index rebuild'")
    return problems


def _contents(home: Home) -> list[str]:
    """Find spans outside their text, and passages without one unit vector per sentence."""
    problems = []
    query = select(
        passages.c.row, passages.c.start, passages.c.end, passages.c.bounds, passages.c.vectors, documents.c.id
    ).join(documents, documents.c.row == passages.c.document)
    lengths = dict.fromkeys([""], 0)
    with home.catalogue.engine.connect() as connection:
        for name, length in connection.execute(select(documents.c.id, text("length(documents.text)"))):
            lengths[name] = length
        for row in connection.execution_options(yield_per=PAGE).execute(query):
            bounds = np.frombuffer(row.bounds, np.int32).reshape(-1, 2)
            flat = bounds.ravel()
            inside = len(flat) and row.start <= flat[0] and flat[-1] <= row.end <= lengths[row.id]
            if not inside or (np.diff(flat) < 0).any():
                problems.append(
                    f"a passage of document {row.id} does not lie in its text; run 'dragoman index rebuild'"
                )
                continue
            if len(row.vectors) % (4 * len(bounds)):
                problems.append(f"a passage of document {row.id} lacks vectors; run 'dragoman index rebuild'")
                continue
            norms = np.linalg.norm(unpack(row.vectors, row.bounds), axis=1)
            if np.abs(norms - 1).max() > 1e-3:
                problems.append(f"a vector of document {row.id} is not of unit length; run 'dragoman index rebuild'")
    return problems[:20]


def _conversations(home: Home) -> list[str]:
    """Find documents that conversations quote but that are no longer stored."""
    lost = Conversations(home.catalogue).lost()
    return [f"{lost} documents that kept conversations quote are lost; restore a backup"] if lost else []


def _chroma(home: Home) -> list[str]:
    """Find ids that differ from the catalogue's, and records that their own vectors do not find."""
    chroma = home.chroma
    with home.catalogue.engine.connect() as connection:
        rows = connection.execute(select(passages.c.row, passages.c.vectors, passages.c.bounds)).all()
    expected = [sentence_id(row.row, at) for row in rows for at in range(len(row.bounds) // 8)]
    found = chroma.ids()
    problems = []
    if lacking := len(set(expected) - found):
        problems.append(f"{lacking} sentences are missing in Chroma; run 'dragoman index repair'")
    if stray := len(found - set(expected)):
        problems.append(f"{stray} sentences in Chroma are not in the catalogue; run 'dragoman index repair'")
    if problems or not expected:
        return problems
    vectors = np.concatenate([unpack(row.vectors, row.bounds) for row in rows])
    probed = np.unique(np.linspace(0, len(expected) - 1, min(PROBED, len(expected))).astype(int))
    where = {name: at for at, name in enumerate(expected)}
    unreachable = 0
    for start in range(0, len(probed), PAGE):
        page = probed[start : start + PAGE]
        for at, names in zip(page, chroma.nearest_ids(vectors[page], 1), strict=True):
            # Equal sentences have equal vectors, and any of them may come first.
            unreachable += not names or float(vectors[where[names[0]]] @ vectors[at]) < 1 - 1e-4
    if unreachable:
        problems.append(f"{unreachable} of {len(probed)} sentences {_UNREACHABLE}; run 'dragoman index repair'")
    return problems


def repair(home: Home) -> IndexHealth:
    """Refill Chroma from the catalogue, then verify.

    Raises:
        HomeBusy: another process is writing to the home, or has its vectors open.
    """
    with home.writing():
        if not home.connect_chroma():
            raise HomeBusy(f"the vectors in {home.path} are in use by another process; stop it and try again")
        return _refilled(home)


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
                home.catalogue.add([_prepared(home, document)])
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


def reindex(home: Home, progress: Progress | None = None, stopped: Callable[[], bool] = lambda: False) -> IndexHealth:
    """Derive all spans, full text and vectors again from the stored documents while the home stays in use, then verify.

    They are written in batches of documents, each in one transaction; then Chroma is refilled. When `stopped` returns
    true the work ends between two batches, and nothing is lost.

    Raises:
        HomeBusy: another process is writing to the home, or has its vectors open.
    """
    with home.writing():
        if not home.connect_chroma():
            raise HomeBusy(f"the vectors in {home.path} are in use by another process; stop it and try again")
        with home.catalogue.engine.connect() as connection:
            rows = list(connection.scalars(select(documents.c.row).order_by(documents.c.row)))
        for at in range(0, len(rows), REINDEXED):
            if stopped():
                break
            page = documents_at(home.catalogue.engine, rows[at : at + REINDEXED])
            prepared = [_prepared(home, document) for document in page.values()]
            home.catalogue.add(
                prepared,
                {prepared_document.document.id: prepared_document.document.id for prepared_document in prepared},
            )
            if progress:
                progress(at + len(page), len(rows))
        with home.catalogue.engine.begin() as connection:
            connection.execute(text("DELETE FROM words WHERE rowid NOT IN (SELECT row FROM passages)"))
        return _refilled(home)


def _refilled(home: Home) -> IndexHealth:
    """Refill Chroma, again if it misses records: its graph is built at random, and the next one may find them."""
    for _ in range(REFILLED):
        home.refill()
        found = verify(home)
        if not any(_UNREACHABLE in problem for problem in found.problems):
            break
    return found


def _prepared(home: Home, document: Document) -> Prepared:
    segments = segment(document.text)
    return Prepared(document, segments, home.encoder.encode([span.of(document.text) for span in segments.sentences]))


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
