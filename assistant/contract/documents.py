"""Documents: references to them, their words at offsets, whole texts and excerpts."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import Field

from ...corpus import excerpt as excerpts
from ...corpus import types
from ...index import document_list
from .base import OFFSETS, Shape


class BasedOn(Shape):
    """The report that a brief is about; the brief's words are not that publisher's."""

    publisher: str
    title: str | None
    url: str | None
    published: date | None


class Described(Shape):
    """What is known about a document, apart from its id."""

    external_id: str | None = Field(description="The id that the document's owner gave it.")
    title: str
    publisher: str | None = Field(description="Who wrote these words.")
    url: str | None
    published: date | None
    based_on: BasedOn | None = Field(description="The report that this document is about, if it is a brief.")


class _HasId(Shape):
    id: str


class _HasDocumentId(Shape):
    document_id: str


class DocumentReference(Described, _HasId):
    """A document without its text."""

    @classmethod
    def of(cls, value: types.Document) -> "DocumentReference":
        """Describe a document."""
        return DocumentReference(id=value.id, **reference_fields(value))


class PlacedIn(Described, _HasDocumentId):
    """Something that stands in a document."""


class QuotedWords(Shape):
    """Words of a document, by their offsets."""

    start: int = Field(description=OFFSETS)
    end: int
    text: str

    @classmethod
    def of(cls, document: types.Document, span: types.Span) -> "QuotedWords":
        """Cut the words of a span."""
        return QuotedWords(start=span.start, end=span.end, text=span.of(document.text))


class Mark(Shape):
    """Where a page of a PDF (`label` is its number) or a turn of a transcript (`label` is its time) begins."""

    kind: Literal["page", "cue", "emphasis"]
    start: int
    end: int
    label: str
    speaker: str | None

    @classmethod
    def of(cls, value: types.Mark) -> "Mark":
        """Describe a mark."""
        return Mark(
            kind=value.kind, start=value.span.start, end=value.span.end, label=value.label, speaker=value.speaker
        )


class Dated(Shape):
    """What is known about a document's dates, beside the day of publication."""

    updated: date | None = Field(None, description="The day of the last change, if the source tells it.")
    date_source: str | None = Field(None, description="Where the day of publication was found, in words.")


class Document(DocumentReference, Dated):
    """A whole document, as citations refer to it: `text[start:end]` are the words of a citation."""

    text: str
    language: str | None = Field(description="An ISO 639-1 code.")
    marks: tuple[Mark, ...]
    metadata: dict[str, str]

    @classmethod
    def of(cls, value: types.Document) -> "Document":
        """Give the whole document."""
        return Document(**document_fields(value))


def document_fields(value: types.Document) -> dict[str, Any]:
    """The fields of `Document`, for it and for shapes that add to it."""
    return {
        "id": value.id,
        **reference_fields(value),
        "updated": value.updated,
        "date_source": value.date_source,
        "text": value.text,
        "language": value.language,
        "marks": tuple(map(Mark.of, value.marks)),
        "metadata": dict(value.other_metadata),
    }


class Excerpt(PlacedIn, Dated):
    """A part of a document's text."""

    characters: int = Field(description="The length of the whole text, in Unicode code points.")
    start: int = Field(description=OFFSETS)
    end: int
    text: str = Field(description="The document's text from start to end.")
    words: QuotedWords | None = Field(description="The words that were asked for by start and end.")
    next_start: int | None = Field(description="Where the text goes on; null if this part reaches its end.")
    language: str | None
    marks: tuple[Mark, ...]
    metadata: dict[str, str]

    @classmethod
    def of(cls, value: excerpts.Excerpt) -> Self:
        """Give an excerpt, with the marks that overlap it."""
        document, span = value.document, value.span
        return cls(
            **place_fields(document),
            characters=len(document.text),
            start=span.start,
            end=span.end,
            text=value.text,
            words=QuotedWords.of(document, value.words) if value.words else None,
            next_start=value.next_start,
            language=document.language,
            marks=tuple(Mark.of(mark) for mark in document.marks if mark.span.overlaps(span)),
            metadata=dict(document.other_metadata),
            updated=document.updated,
            date_source=document.date_source,
        )


def reference_fields(value: types.Document | document_list.DocumentEntry) -> dict[str, Any]:
    """The fields of `Described`."""
    source = value.based_on
    return {
        "external_id": value.external_id,
        "title": value.title,
        "publisher": value.publisher,
        "url": value.url,
        "published": value.published,
        "based_on": BasedOn.model_validate(source) if source else None,
    }


def place_fields(value: types.Document) -> dict[str, Any]:
    """The fields of `PlacedIn`."""
    return {"document_id": value.id, **reference_fields(value)}
