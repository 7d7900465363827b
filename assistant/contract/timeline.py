"""Who said what, who speaks, and what happened on which day."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from ...corpus import types
from ...corpus.language.dates import Precision
from ...corpus.utterances.turns.replies import question_before
from ...index.filters import Kind
from ..timeline import days as daily
from ..timeline import speakers
from ..timeline.speakers import SpeakerKind
from .answers import Citation, citation_fields
from .base import OFFSETS, Identified, Shape
from .documents import BasedOn


class Utterance(Shape):
    """Words that a report attributes to somebody."""

    document_id: str
    external_id: str | None
    title: str
    publisher: str | None
    published: date | None
    url: str | None
    based_on: BasedOn | None = Field(description="The report that the document is about, if it is a brief.")
    start: int = Field(description=OFFSETS)
    end: int
    text: str
    speaker: str | None
    role: str | None
    cue: str | None = Field(description="The word that says that somebody spoke.")
    kind: Kind = Field(
        description="direct: whole quoted words; partial: a quoted fragment; indirect: without quotation marks."
    )
    said_on: date | None
    said_on_basis: str | None = Field(description="What the day was read from.")
    via: str | None = Field(description="Who relayed the words, if the speaker was not heard directly.")
    part: Literal["speaker", "question", "moderator", "narration"] | None = Field(
        None, description="In a transcript, the part of the speaker: a `question` is a reporter's, never an answer."
    )

    question: str | None = Field(
        None, description="In a transcript, the question that these words reply to, in the document's own words."
    )

    @classmethod
    def of(cls, value: types.Utterance) -> "Utterance":
        """Describe an utterance."""
        document = value.document
        asked = question_before(document, value.span) if value.part == "speaker" else None
        return Utterance(
            document_id=document.id,
            external_id=document.external_id,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            url=document.url,
            based_on=BasedOn.model_validate(document.based_on) if document.based_on else None,
            start=value.span.start,
            end=value.span.end,
            text=value.text,
            speaker=value.speaker,
            role=value.role,
            cue=value.cue,
            kind=value.kind,
            said_on=value.said_on,
            said_on_basis=value.said_on_basis,
            via=value.via,
            part=value.part,
            question=asked.of(document.text) if asked else None,
        )


class Said(Shape):
    """What `said` lists."""

    utterances: tuple[Utterance, ...]
    seconds: float

    @classmethod
    def of(cls, found: Iterable[types.Utterance], seconds: float) -> "Said":
        """List utterances."""
        return Said(utterances=tuple(map(Utterance.of, found)), seconds=seconds)


class SaidReply(Said, Identified):
    """What `said` lists, with the caller's id."""


class SpeakerTalk(Shape):
    """A document in which somebody speaks."""

    document: str = Field(description="The id of the document.")
    title: str
    day: date | None = Field(description="The first day of these words.")
    utterances: int


class Speaker(Shape):
    """Somebody who speaks in the reports."""

    name: str = Field(description="The most usual full spelling.")
    kind: SpeakerKind
    spellings: tuple[str, ...]
    roles: tuple[str, ...]
    utterances: int
    direct: int
    partial: int
    indirect: int
    first: date | None
    last: date | None
    days: tuple[tuple[date, int], ...] = Field(description="Pairs of a day and the number of utterances on it.")
    reports: int = Field(0, description="The number of talks and reports in which they speak.")
    talks: tuple[SpeakerTalk, ...] = Field((), description="The newest of these, the newest first.")

    @classmethod
    def of(cls, value: speakers.Speaker) -> "Speaker":
        """Describe a speaker."""
        return Speaker.model_validate(value)


class SpeakerList(Shape):
    """What `people` lists."""

    people: tuple[Speaker, ...]
    seconds: float

    @classmethod
    def of(cls, found: Iterable[speakers.Speaker], seconds: float) -> "SpeakerList":
        """List speakers."""
        return SpeakerList(people=tuple(map(Speaker.of, found)), seconds=seconds)


class PeopleReply(SpeakerList, Identified):
    """What `people` lists, with the caller's id."""


class DatedCitation(Citation):
    """A sentence that tells of an event."""

    basis: str = Field(description="How the day was read from the sentence.")


class Entry(Shape):
    """An event that one or several reports cover."""

    text: str
    day: date
    until: date = Field(description="The last day of the event.")
    precision: Precision
    citations: tuple[DatedCitation, ...]

    @classmethod
    def of(cls, value: daily.TimelineEntry) -> "Entry":
        """Describe an event."""
        return Entry(
            text=value.text,
            day=value.day,
            until=value.until,
            precision=value.precision,
            citations=tuple(
                DatedCitation(**citation_fields(one), basis=basis)
                for one, basis in zip(value.citations, value.bases, strict=True)
            ),
        )


class DayReport(Shape):
    """A report published on a day."""

    document_id: str
    external_id: str | None
    title: str
    publisher: str | None


class Day(Shape):
    """One day: the reports published, the events, and what was said."""

    day: date
    headline: str | None = Field(description="The event that most reports cover.")
    reports: tuple[DayReport, ...]
    events: tuple[Entry, ...]
    utterances: tuple[Utterance, ...]

    @classmethod
    def of(cls, value: daily.Day) -> "Day":
        """Describe a day."""
        return Day(
            day=value.day,
            headline=value.headline.text if value.headline else None,
            reports=tuple(
                DayReport(document_id=one.id, external_id=one.external_id, title=one.title, publisher=one.publisher)
                for one in value.reports
            ),
            events=tuple(map(Entry.of, value.events)),
            utterances=tuple(map(Utterance.of, value.utterances)),
        )


class Timeline(Shape):
    """What `timeline` lists: days in order, and events of which only the month is known."""

    days: tuple[Day, ...]
    months: tuple[Entry, ...]

    @classmethod
    def of(cls, value: daily.Timeline) -> "Timeline":
        """Describe a timeline."""
        return Timeline(days=tuple(map(Day.of, value.days)), months=tuple(map(Entry.of, value.months)))


class TimelineReply(Timeline, Identified):
    """What `timeline` lists, with the caller's id."""
