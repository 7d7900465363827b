"""The system of record: documents, their spans, full text and vectors, in one SQLite file.

A document becomes visible as a whole, in one transaction: with its passages, full text, vectors and the changes to send
to Chroma (`outbox`). If the process is killed, the document is either missing or complete.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from ...corpus.errors import CorruptIndex, FingerprintMismatch, HomeBusy
from ...corpus.types import Document
from ..likeness import is_place, same_report
from .earlier_versions import delete_for_good, drop_present, keep, purge, succeed
from .edits import follow
from .recognition import FileKind, kind_of
from .rows import as_document, sound, stacked, texts, vectors_at
from .schema import SCHEMA, connect, create, documents, members, meta, outbox, passages, shelf
from .writes import Prepared, folded, forget, inherited, store

_STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')
_LARGEST = 10_000  # sentences in a passage; a passage has a few


@dataclass(frozen=True, slots=True)
class Pending:
    """Changes that Chroma has not been told yet: row numbers of `new` passages, and the number of sentences of those `gone`."""

    new: frozenset[int]
    gone: Mapping[int, int]

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.new) + len(self.gone)


class Catalogue:
    """Documents in a SQLite file; safe for threads and, for reading, for processes."""

    def __init__(self, path: Path, fingerprint: dict[str, str] | None) -> None:
        """Open the file at `path`, or make it. `fingerprint`: the required encoder, segmenter and lexicon, `None` to accept any.

        Raises:
            FingerprintMismatch: it was made with another `fingerprint` (see `recorded`).
            HomeBusy: another program has locked the file.
            CorruptIndex: the file is damaged, or is not a catalogue.
        """
        kind = kind_of(path)
        if kind in (FileKind.FOREIGN, FileKind.DAMAGED):
            raise CorruptIndex(f"{path} is not a Dragoman catalogue (it is {kind.value}); use another home")
        self.path = path
        self.engine = connect(path)
        self._expected = {} if fingerprint is None else {"schema": SCHEMA, **fingerprint}
        try:
            with self.engine.begin() as connection:
                if kind is not FileKind.CATALOGUE:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")  # all tables or none
                create(connection)
                found = recorded(connection)
                if not found and self._expected:
                    connection.execute(insert(meta), [{"name": k, "value": v} for k, v in self._expected.items()])
        except OperationalError as error:
            self.close()
            if "locked" in str(error):
                raise HomeBusy(f"{path} is locked by another program; try again when it has finished") from error
            raise CorruptIndex(
                f"{path} cannot be opened ({error.orig}); restore a backup or use another home"
            ) from error
        except DatabaseError as error:
            self.close()
            raise CorruptIndex(f"{path} is not a Dragoman catalogue ({error.orig}); use another home") from error
        try:
            self.check_fingerprint()
        except FingerprintMismatch:
            self.close()
            raise

    def check_fingerprint(self) -> None:
        """Check that the index is made with what this process has: another one may have rebuilt it since.

        Raises:
            FingerprintMismatch: it is not.
        """
        with self.engine.connect() as connection:
            found = recorded(connection)
        differing = [name for name, value in self._expected.items() if found and found.get(name) != value]
        if differing:
            had = ", ".join(f"{name} {found.get(name, 'unknown')} (now {self._expected[name]})" for name in differing)
            raise FingerprintMismatch(
                f"the home {self.path.parent} was made with another version: {had}; "
                f"run 'dragoman --home {self.path.parent} index rebuild' to migrate it"
            )

    def close(self) -> None:
        """Close the file."""
        self.engine.dispose()

    # Writing

    def add(
        self,
        prepared: Sequence[Prepared],
        replaced: Mapping[str, str] | None = None,
        *,
        edited: bool = False,
        then: Callable[[Connection], None] = lambda _: None,
    ) -> None:
        """Store documents and take out older versions, in one transaction; these are kept (`earlier_versions`).

        `replaced` maps the id of each older version to that of the new one, which takes its place in the sets. A document
        that replaces itself is stored again in its own row. `edited`: only the description differs, so no version is kept.
        `then` writes what belongs to the change, in the same transaction.
        """
        replaced = replaced or {}
        with self.engine.begin() as connection:
            drop_present(connection, [one.document.id for one in prepared])
            purge(connection)
            before = inherited(connection, replaced)
            if not edited:
                keep(connection, list(replaced), "replaced", replaced)
            succeed(connection, replaced)
            follow(connection, replaced)
            for old in replaced:
                forget(connection, old)
            store(connection, prepared, before)
            if before.members:
                connection.execute(insert(members).prefix_with("OR IGNORE"), before.members)
            then(connection)

    def remove(self, document_id: str, *, for_good: bool = False) -> bool:
        """Take a document out; return whether it existed. It can be brought back for 30 days (`earlier_versions`).

        `for_good`: nothing is kept, neither of this document nor of its earlier versions, if it was removed before, too.
        """
        with self.engine.begin() as connection:
            purge(connection)
            if for_good:
                kept = delete_for_good(connection, document_id)
                return forget(connection, document_id) or kept
            keep(connection, [document_id], "removed", {})
            return forget(connection, document_id)

    # Reading

    def __len__(self) -> int:
        """Return the number of documents."""
        with self.engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(documents)) or 0)

    def __contains__(self, document_id: object) -> bool:
        """Whether there is a document with this id."""
        with self.engine.connect() as connection:
            return connection.scalar(select(documents.c.row).where(documents.c.id == document_id)) is not None

    def document(self, document_id: str) -> Document | None:
        """Return the document with this id, or with this `external_id` if it is unique."""
        with self.engine.connect() as connection:
            row = connection.execute(select(documents).where(documents.c.id == document_id)).first()
            if row is None:
                rows = connection.execute(
                    select(documents).where(documents.c.external_id == document_id).limit(2)
                ).all()
                row = rows[0] if len(rows) == 1 else None
        return None if row is None else as_document(row)

    def documents(self) -> Iterator[Document]:
        """Yield every document in the order in which they were added, read a page at a time."""
        last = 0
        while True:
            with self.engine.connect() as connection:
                page = connection.execute(
                    select(documents).where(documents.c.row > last).order_by(documents.c.row).limit(200)
                ).all()
            if not page:
                return
            last = page[-1].row
            yield from sound(page, as_document)

    def titles(self, most: int) -> list[tuple[str, str | None]]:
        """Return (title, publisher) of the first `most` documents."""
        with self.engine.connect() as connection:
            first = select(documents.c.title, documents.c.publisher).order_by(documents.c.row).limit(most)
            return [
                (title, publisher if isinstance(publisher, str) else None)
                for title, publisher in connection.execute(first)
                if isinstance(title, str)
            ]

    def has_title(self, title: str) -> bool:
        """Whether a document has this title; case, white space and the form of quotation marks are ignored."""
        straight = title.translate(_STRAIGHT)
        forms = {folded(form) for form in (title, straight, straight.replace("'", "’"))}
        found = select(shelf.c.document).where(shelf.c.title.in_(forms)).limit(1)
        with self.engine.connect() as connection:
            return connection.execute(found).first() is not None

    def made_with(self) -> dict[str, str]:
        """Return the schema, encoder, segmenter and lexicon that the index was made with, by name."""
        with self.engine.connect() as connection:
            found = recorded(connection)
        return {name: value for name, value in found.items() if name in ("schema", "encoder", "segmenter", "terms")}

    def recall(self, name: str) -> str | None:
        """Return the note with this name; `None` if there is none."""
        with self.engine.connect() as connection:
            value: object = connection.scalar(select(meta.c.value).where(meta.c.name == name))
        return value if isinstance(value, str) else None

    def remember(self, name: str, value: str) -> None:
        """Store a note in the catalogue."""
        with self.engine.begin() as connection:
            connection.execute(delete(meta).where(meta.c.name == name))
            connection.execute(insert(meta).values(name=name, value=value))

    def earlier(self, document: Document) -> list[str]:
        """Return the ids of the versions that `document` replaces: same `key`, or same `external_id` with the same title or URL.

        An external id alone is not enough: two corpora that both number their reports from 0 are not versions. Nor is the
        name of an uploaded file: what has the same name must be alike in its words (`index.likeness`).
        """
        same = documents.c.key == document.key
        if document.external_id is not None:
            alike = documents.c.title == document.title
            if document.url is not None:
                alike |= documents.c.url == document.url
            same |= (documents.c.external_id == document.external_id) & alike
        with self.engine.connect() as connection:
            found = connection.execute(
                select(documents.c.id, documents.c.key).where(same, documents.c.id != document.id)
            ).all()
            unsure = {row.id for row in found if row.key == document.key} if not is_place(document.key) else set()
            rows = connection.execute(select(documents).where(documents.c.id.in_(unsure))).all() if unsure else []
        sure = {one.id for one in sound(rows, as_document) if same_report(one, document)}
        return [one for one in texts(row.id for row in found) if one not in unsure or one in sure]

    def counts(self) -> dict[str, int]:
        """Count `documents`, `passages`, `sentences`, and changes not yet sent to Chroma (`unsent`)."""
        with self.engine.connect() as connection:
            size = func.sum(func.length(passages.c.bounds))
            return {
                "documents": int(connection.scalar(select(func.count()).select_from(documents)) or 0),
                "passages": int(connection.scalar(select(func.count()).select_from(passages)) or 0),
                "sentences": int(connection.scalar(select(size)) or 0) // 8,
                "unsent": int(connection.scalar(select(func.count()).select_from(outbox)) or 0),
            }

    def settle(
        self,
        tell: Callable[[list[str], NDArray[np.float32], list[str]], None],
        page: int = 256,
        stopped: Callable[[], bool] = lambda: False,
    ) -> int:
        """Send the pending changes to Chroma, until all are sent or `stopped` returns true; return their number.

        `tell(new_ids, vectors, gone_ids)` is called with at most `page` passages at a time, which are then marked as
        sent. After a crash in between a page is sent again, which is harmless: ids are never reused for other vectors.
        """
        settled = 0
        while True:
            with self.engine.connect() as connection:
                due = connection.execute(select(outbox).order_by(outbox.c.row).limit(page)).all()
                new_passages = [row.passage for row in due if not row.gone]
                rows = connection.execute(
                    select(passages.c.row, passages.c.vectors, passages.c.bounds)
                    .where(passages.c.row.in_(new_passages))
                    .order_by(passages.c.row)
                ).all()
            if not due or stopped():
                return settled
            sizes, vectors = stacked(sound(rows, vectors_at))
            new = [sentence_id(row, at) for row, size in sizes for at in range(size)]
            gone = [sentence_id(row.passage, at) for row in due if row.gone for at in range(_size(row.sentences))]
            tell(new, vectors, gone)
            with self.engine.begin() as connection:
                connection.execute(delete(outbox).where(outbox.c.row.in_([row.row for row in due])))
            settled += len(due)

    def pending(self) -> Pending:
        """Return the changes that Chroma has not been told yet."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(outbox.c.passage, outbox.c.sentences, outbox.c.gone)).all()
        return Pending(
            frozenset(row.passage for row in rows if not row.gone),
            {row.passage: _size(row.sentences) for row in rows if row.gone},
        )

    def generation(self) -> str:
        """Return the name of the last replacement of the whole index, empty if there was none (`index.replacing`)."""
        return self.recall("generation") or ""

    def changes(self) -> int:
        """Return a number that grows with every change to the searchable content."""
        with self.engine.connect() as connection:
            return int(connection.scalar(text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'outbox'")) or 0)

    def resend(self) -> None:
        """Mark every passage as not yet sent to Chroma, after its collection was deleted."""
        with self.engine.begin() as connection:
            connection.execute(delete(outbox))
            connection.execute(
                insert(outbox).from_select(
                    ["passage", "sentences", "gone"],
                    select(passages.c.row, func.length(passages.c.bounds) / 8, text("0")).order_by(passages.c.row),
                )
            )


def sentence_id(passage: int, at: int) -> str:
    """Return a sentence's id in Chroma: the row number of its passage and its position in the passage."""
    return f"{passage}:{at}"


def _size(sentences: object) -> int:
    """Return a number of sentences in the outbox; 0 if the row is damaged, which `verify` reports."""
    return sentences if isinstance(sentences, int) and 0 <= sentences < _LARGEST else 0


def choose(connection: Connection, rows: Iterable[int]) -> None:
    """Put row numbers of documents into the temporary table `chosen`, for a query to join with."""
    connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS chosen (row INTEGER PRIMARY KEY)"))
    connection.execute(text("DELETE FROM chosen"))
    if numbers := [{"row": row} for row in rows]:
        connection.execute(text("INSERT INTO chosen VALUES (:row)"), numbers)


def recorded(connection: Connection) -> dict[str, str]:
    """Return the table `meta` as a dictionary: what the catalogue was made with, and notes."""
    return {row.name: row.value for row in connection.execute(select(meta)) if isinstance(row.value, str)}
