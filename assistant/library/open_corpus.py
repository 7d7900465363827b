"""An open home's documents: add, list, show, remove and maintain them. `Dragoman` adds answering and checking."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ...corpus.errors import UnknownDocument
from ...corpus.progress import Progress
from ...corpus.types import Document
from ...index import backups, editing, health, repair
from ...index.checks.damage import Readers
from ...index.document_list import DocumentList
from ...index.home import Home
from ...index.ingest import IngestReport
from ...index.readiness import HomeReadiness, readiness
from ...index.storage.document_sets import DocumentSets
from ...index.storage.earlier_versions import EarlierVersion, EarlierVersions
from ...index.storage.edits import Edit, Edits, Field
from ...index.storage.queries import publishers
from ..history.serialisation import thaw
from . import ingestion
from .job_log import read_log
from .sources import SourceInput

if TYPE_CHECKING:
    from .jobs import Jobs

READERS = Readers(lambda answer: thaw(answer, {}), read_log)
"""How `verify` and `repair` read answers and the log of jobs."""


class OpenCorpus:
    """The documents of an open home. Close it, or use it as a context manager; threads may share it."""

    def __init__(self, home: Home) -> None:
        """Take over an open home, which `close` closes."""
        self._home = home
        self._guard = threading.Lock()
        self._jobs: Jobs | None = None

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the home."""
        self.close()

    def close(self) -> None:
        """Stop background jobs, keep what they have done, and close the home."""
        with self._guard:
            jobs, self._jobs = self._jobs, None
        if jobs:
            jobs.close()
        self._home.close()

    def ingest(
        self, given: Iterable[SourceInput], progress: Progress | None = None, *, follow_links: bool = False
    ) -> IngestReport:
        """Add files, folders, archives, URLs and uploads, or the bundled briefs (`library`).

        Sources that cannot be read are listed in the report; the others are added. Links in a folder that lead out of it
        are left out, unless `follow_links`.
        """
        return ingestion.fill(self._home, given, progress, follow_links=follow_links)

    def welcome(self, progress: Progress | None = None) -> IngestReport | None:
        """Add the bundled briefs to a home that has never held a document, or finish adding them after an interruption.

        Returns `None` if there was nothing to do. A home with a user's own documents never gets the briefs unasked.
        """
        return ingestion.welcome(self._home, progress)

    def show(self, document_id: str) -> Document:
        """Return the document with this id, or with this external id if only one document has it.

        Raises:
            UnknownDocument: no document has it.
        """
        document = self._home.catalogue.document(document_id)
        if document is None:
            raise UnknownDocument(
                f"no document has the id {document_id!r}; ids are in the answers of 'search' and 'ask'"
            )
        return document

    def remove(self, document_id: str, *, for_good: bool = False) -> Document:
        """Remove a document and return it; `bring_back` undoes this for 30 days.

        `for_good`: delete it with its earlier versions, at once. The id may be that of a document that was removed before.

        Raises:
            UnknownDocument: no document has this id.
            HomeBusy: another process has been writing to the home for more than ten seconds.
        """
        kept = EarlierVersions(self._home.catalogue.engine).get(document_id) if for_good else None
        document = kept.document if kept else self.show(document_id)
        with self._home.writing():
            self._home.catalogue.remove(document.id, for_good=for_good)
            self._home.tell()
        return document

    def edit(self, document_id: str, values: Mapping[Field, str], by: str = "") -> Document:
        """Change title, publisher, day of publication or language, and return the document, which has a new id.

        An empty text is no value. The change is recorded under the name `by`, and is kept when the source is read again.

        Raises:
            UnknownDocument: no document has this id.
            InputError: a value is not a day or a language, or nothing is changed.
            HomeBusy: another process is writing to the home.
        """
        return editing.edit(self._home, self.show(document_id), values, by)

    def edits(self, document_id: str) -> tuple[Edit, ...]:
        """Return what users have changed in a document, the first change first."""
        return Edits(self._home.catalogue.engine).of(self.show(document_id).id)

    def versions(self, document_id: str) -> tuple[EarlierVersion, ...]:
        """Return the versions whose place a document took, the latest first."""
        return EarlierVersions(self._home.catalogue.engine).of(self.show(document_id).id)

    def removed(self) -> tuple[EarlierVersion, ...]:
        """Return the documents that were removed in the last 30 days, the latest first."""
        return EarlierVersions(self._home.catalogue.engine).removed()

    def bring_back(self, version_id: str) -> Document:
        """Bring an earlier version back in the place of the present one, or a removed document; return it.

        Raises:
            UnknownDocument: there is no such version.
            HomeBusy: another process is writing to the home.
        """
        return editing.bring_back(self._home, version_id)

    def documents(self) -> Iterator[Document]:
        """Iterate over every document in the order in which they were added, reading a page at a time."""
        return self._home.catalogue.documents()

    def document_count(self) -> int:
        """Count the documents."""
        return len(self._home.catalogue)

    @property
    def document_list(self) -> DocumentList:
        """The list of documents: sorted, searched and paged."""
        return DocumentList(self._home)

    @property
    def sets(self) -> DocumentSets:
        """The named sets of documents; `Filters.within` takes their names."""
        return DocumentSets(self._home.catalogue.engine)

    def publishers(self) -> list[str]:
        """List the publishers of the documents, and of the reports that they are based on, by name."""
        return publishers(self._home.catalogue.engine)

    @property
    def path(self) -> Path:
        """The home's folder."""
        return self._home.path

    def changes(self) -> int:
        """Return a number that grows with every change to the corpus, for caches."""
        return self._home.catalogue.changes()

    def stats(self) -> dict[str, int]:
        """Count documents, passages, sentences, and changes that the vector store does not have yet (`unsent`)."""
        return self._home.catalogue.counts()

    def made_with(self) -> dict[str, str]:
        """Return the versions of schema, encoder, segmenter and lexicon that the index was made with."""
        return self._home.catalogue.made_with()

    @property
    def jobs(self) -> "Jobs":
        """Background jobs that add and remove documents, with their uploads; created on first use."""
        from .jobs import Jobs  # not at the top: commands work in the foreground and need not load it

        with self._guard:
            if self._jobs is None:
                self._jobs = Jobs(self._home)
            return self._jobs

    def load_encoder(self) -> None:
        """Load the encoder alone, so that the first documents or questions do not wait for it."""
        self._home.encoder.encode(["warm up"])

    def readiness(self) -> HomeReadiness:
        """Tell whether the home can be asked and written to; this takes a few milliseconds."""
        return readiness(self._home)

    def verify(self) -> health.IndexHealth:
        """Check the index."""
        return health.verify(self._home, READERS)

    def repair(self) -> health.IndexHealth:
        """Mend what is damaged, fill the vector store again from the catalogue, and check the index."""
        return repair.repair(self._home, READERS)

    def backup(self, to: Path) -> None:
        """Write the whole index to one file.

        Raises:
            InputError: the file exists or cannot be written.
        """
        backups.backup(self._home, to)
