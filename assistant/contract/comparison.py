"""Reports side by side, and events with several reports."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from ...corpus import types
from .. import comparison
from .base import OFFSETS, Identified, Shape
from .documents import DocumentReference, QuotedWords
from .timeline import Utterance


class ReportedEvent(Shape):
    """An event with several reports, oldest first."""

    title: str
    first: date | None
    last: date | None
    documents: tuple[DocumentReference, ...]

    @classmethod
    def of(cls, value: comparison.EventGroup) -> "ReportedEvent":
        """Describe an event."""
        return ReportedEvent(
            title=value.title,
            first=value.first,
            last=value.last,
            documents=tuple(map(DocumentReference.of, value.documents)),
        )


class EventList(Shape):
    """The events found, newest first."""

    events: tuple[ReportedEvent, ...]
    looked_at: int = Field(description="How many of the newest reports were compared.")
    documents: int = Field(description="How many reports the corpus has.")

    @classmethod
    def of(cls, value: comparison.EventGroups) -> "EventList":
        """List events."""
        return EventList(
            events=tuple(map(ReportedEvent.of, value.found)), looked_at=value.looked_at, documents=value.documents
        )


class SilentCell(Shape):
    """A report that says nothing of a statement."""

    document_id: str
    stand: Literal["silent"]
    reasons: tuple[str, ...]


class SpokenCell(Shape):
    """What a report says of a statement."""

    document_id: str
    stand: Literal["says", "same", "differs"] = Field(description="`says` leads the row; others are compared with it.")
    reasons: tuple[str, ...] = Field(description="How it differs: `here` is the row's statement, `there` this report.")
    start: int = Field(description=OFFSETS)
    end: int
    quote: str


def _cell(value: comparison.Cell) -> SilentCell | SpokenCell:
    if value.span is None or value.stand == "silent":
        return SilentCell(document_id=value.document.id, stand="silent", reasons=value.reasons)
    return SpokenCell(
        document_id=value.document.id,
        stand=value.stand,
        reasons=value.reasons,
        start=value.span.start,
        end=value.span.end,
        quote=value.quote,
    )


class Statement(Shape):
    """A row: a cell for each report."""

    differs: bool
    reports: int = Field(description="How many reports speak of it.")
    cells: tuple[SpokenCell | SilentCell, ...]

    @classmethod
    def of(cls, value: comparison.ComparisonRow) -> "Statement":
        """Describe a row."""
        return Statement(differs=value.differs, reports=value.speaking, cells=tuple(map(_cell, value.cells)))


class Voice(Shape):
    """A speaker of the reports."""

    speaker: str
    role: str | None
    reports: int = Field(description="How many of the reports quote the speaker.")
    said: tuple[Utterance, ...]

    @classmethod
    def of(cls, value: comparison.Voice) -> "Voice":
        """Describe a speaker."""
        said = tuple(Utterance.of(one) for part in value.said for one in part)
        return Voice(speaker=value.speaker, role=value.role, reports=value.reports, said=said)


class Alone(Shape):
    """The sentences that only one of the reports has."""

    document_id: str
    sentences: tuple[QuotedWords, ...]

    @classmethod
    def of(cls, document: types.Document, spans: Sequence[types.Span]) -> "Alone":
        """Cut a report's own sentences."""
        return Alone(document_id=document.id, sentences=tuple(QuotedWords.of(document, span) for span in spans))


class Comparison(Shape):
    """Reports side by side, oldest first."""

    topic: str | None
    documents: tuple[DocumentReference, ...]
    statements: tuple[Statement, ...] = Field(description="First those where reports differ.")
    voices: tuple[Voice, ...]
    alone: tuple[Alone, ...]
    silent: tuple[DocumentReference, ...] = Field(description="Reports that were found but say nothing of the topic.")
    left_out: int = Field(description="Reports that were found or named but not compared.")

    @classmethod
    def of(cls, value: comparison.Comparison) -> "Comparison":
        """Describe a comparison."""
        return Comparison(
            topic=value.topic,
            documents=tuple(map(DocumentReference.of, value.documents)),
            statements=tuple(map(Statement.of, value.statements)),
            voices=tuple(map(Voice.of, value.voices)),
            alone=tuple(
                Alone.of(document, spans) for document, spans in zip(value.documents, value.alone, strict=True)
            ),
            silent=tuple(map(DocumentReference.of, value.silent)),
            left_out=value.left_out,
        )


class ComparisonReply(Comparison, Identified):
    """Reports side by side, with the caller's id."""
