"""What the corpus holds: the list of documents, document sets, additions and removals."""

from typing import Literal

from pydantic import Field

from ...corpus import types
from ...index import document_list, ingest
from ...index.storage import document_sets
from .base import Shape
from .documents import Dated, DocumentReference, reference_fields


class ListedDocument(DocumentReference, Dated):
    """A document in the list."""

    language: str | None
    characters: int = Field(description="Unicode code points of its text.")
    passages: int
    sentences: int
    added: str = Field(description="UTC, ISO 8601.")
    state: Literal["ready", "waiting"] = Field(description="waiting: the fast search does not have it yet.")
    sets: tuple[str, ...] = Field(description="The document sets that users have put it in.")

    @classmethod
    def listed(cls, value: document_list.DocumentEntry) -> "ListedDocument":
        """Describe a row of the list."""
        return ListedDocument(
            id=value.id,
            **reference_fields(value),
            updated=value.updated,
            date_source=value.date_source,
            language=value.language,
            characters=value.characters,
            passages=value.passages,
            sentences=value.sentences,
            added=value.added.isoformat(),
            state=value.state,
            sets=value.sets,
        )


class DocumentPage(Shape):
    """A part of the list of documents."""

    total: int = Field(description="How many documents pass the filters.")
    offset: int = Field(description="How many documents come before this part.")
    limit: int = Field(description="How many documents this part may have.")
    documents: tuple[ListedDocument, ...]

    @classmethod
    def of(cls, value: document_list.Listing, limit: int) -> "DocumentPage":
        """Describe a part of the list that was asked for with this limit."""
        documents = tuple(map(ListedDocument.listed, value.documents))
        return DocumentPage(total=value.total, offset=value.start, limit=limit, documents=documents)


class DocumentSet(Shape):
    """A named set of documents."""

    name: str
    documents: int
    fixed: bool = Field(description="The set exists by itself and cannot be changed.")

    @classmethod
    def of(cls, value: document_sets.DocumentSet) -> "DocumentSet":
        """Describe a set."""
        return DocumentSet.model_validate(value)


class SetSize(Shape):
    """How many documents a set has after a change."""

    name: str
    documents: int


class DocumentSets(Shape):
    """All document sets."""

    sets: tuple[DocumentSet, ...]


class Failure(Shape):
    """A source that could not be read."""

    source: str
    error: str


class Ingested(Shape):
    """What became of the sources."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    documents: int
    sentences: int
    seconds: float
    skipped: tuple[Failure, ...] = Field(
        default=(), description="Links in a folder that lead out of it; they were left out, which is no failure."
    )

    @classmethod
    def of(cls, value: ingest.IngestReport) -> "Ingested":
        """Describe an ingestion."""
        return Ingested(
            added=value.added,
            updated=value.updated,
            unchanged=value.unchanged,
            failed=tuple(Failure(source=one.source, error=one.reason) for one in value.failed),
            documents=value.documents,
            sentences=value.sentences,
            seconds=value.seconds,
            skipped=tuple(Failure(source=one.source, error=one.reason) for one in value.skipped),
        )


class Removed(Shape):
    """The document that was removed."""

    removed: str = Field(description="Its id.")
    title: str

    @classmethod
    def of(cls, value: types.Document) -> "Removed":
        """Name a document."""
        return Removed(removed=value.id, title=value.title)
