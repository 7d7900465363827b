"""Dated events of the whole corpus, in catalogue tables that are filled on first use."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Integer, Row, String, Table, func, select

from ...corpus.errors import DamagedRow
from ...corpus.events import EVENTS, Event, events
from ...corpus.language.lexicon import TITLES
from ...corpus.language.names import same_person
from ...corpus.language.terms import terms
from ...corpus.progress import Progress
from ...corpus.types import Document, Span
from ..filters import UtteranceQuery
from ..home import Home
from ..retrieval.topic_scores import about
from ..storage.queries import allowed, documents_at
from ..storage.rows import day, number, sound, span, words
from ..storage.schema import documents, metadata
from .tables import DerivedTable, owner, read_table

happenings = Table(
    "happenings",
    metadata,
    Column("row", Integer, primary_key=True),
    owner(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("when_start", Integer, nullable=False),
    Column("when_end", Integer, nullable=False),
    Column("day", String, nullable=False, index=True),
    Column("until", String, nullable=False),
    Column("precision", String, nullable=False),
    Column("basis", String, nullable=False),
)

dated = read_table("dated")

_MARKS = " ,.;:“”\"'()"


class EventIndex:
    """The dated events of one home."""

    def __init__(self, home: Home) -> None:
        """`home` is open; missing tables are created."""
        self._home = home
        self._engine = home.catalogue.engine
        self._derived = DerivedTable(home, happenings, dated, EVENTS, _rows)

    def due(self) -> int:
        """Return how many documents have not been read by the current rules."""
        return len(self._derived.due())

    def read(self, progress: Progress | None = None) -> int:
        """Read the documents that the current rules have not read; return their number (`DerivedTable.read`)."""
        return self._derived.read(progress)

    def told(self, wanted: UtteranceQuery) -> tuple[Event, ...]:
        """Return the matching events, earliest first.

        `since` and `until` match events whose days lie at least partly between them, `speaker` events whose sentence
        names that person or body. `kind` and `spelled` have no effect, since they apply to utterances only.
        """
        rows = self._found(wanted)
        texts = documents_at(self._engine, {row.document for row in rows})
        # A document may have been replaced or removed in the meantime.
        return tuple(
            _event(row, texts[row.document])
            for row in rows
            if row.document in texts and max(row.end, row.when_end) <= len(texts[row.document].text)
        )

    def days(self, wanted: UtteranceQuery) -> list[tuple[date, int]]:
        """Return (first day, row number of the document) of each matching event, in order of days.

        Events of which only the month is known are left out, as are those that began before `wanted.since`.
        """
        return [
            (date.fromisoformat(row.day), row.document)
            for row in self._found(wanted)
            if row.precision != "month" and (wanted.since is None or row.day >= wanted.since.isoformat())
        ]

    def _found(self, wanted: UtteranceQuery) -> list[Row[Any]]:
        cut = func.substr(documents.c.text, happenings.c.start + 1, happenings.c.end - happenings.c.start)
        columns = [happenings, cut.label("words")] if wanted.speaker else [happenings]
        query = (
            select(*columns)
            .join(documents, documents.c.row == happenings.c.document)
            .order_by(happenings.c.day, happenings.c.document, happenings.c.start, happenings.c.when_start)
        )
        if wanted.since:
            query = query.where(happenings.c.until >= wanted.since.isoformat())
        if wanted.until:
            query = query.where(happenings.c.day <= wanted.until.isoformat())
        only = set(allowed(self._engine, wanted.document_filters)) if wanted.document_filters else None
        with self._engine.connect() as connection:
            found = sound(connection.execute(query), sound_event)
            rows = [row for row in found if only is None or row.document in only]
        if wanted.speaker:
            named = NameMatcher(wanted.speaker)
            rows = [row for row in rows if isinstance(row.words, str) and named.within(row.words)]
        if wanted.about:
            scores = about(self._home, wanted.about, [(row.document, Span(row.start, row.end)) for row in rows])
            rows = [row for score, row in zip(scores, rows, strict=True) if score > 0]
        return rows


class NameMatcher:
    """Find a person or body in texts, by all words of the name or by a run of words that is another spelling of it."""

    def __init__(self, wanted: str) -> None:
        """`wanted` is a name in any spelling."""
        self._wanted = wanted
        self._terms = set(terms(wanted))
        self._surname = (wanted.split() or [""])[-1]
        self._alike: dict[str, bool] = {}

    def within(self, text: str) -> bool:
        """Whether the text contains the name."""
        if self._terms and self._terms <= set(terms(text)):
            return True
        words = text.replace("’s", "").replace("'s", "").split()
        return any(self._is_surname(word) and self._ends_at(words, at) for at, word in enumerate(words))

    def _is_surname(self, word: str) -> bool:
        """Whether a word can be the surname; checked first and cached, since the rest of a name costs more."""
        found = self._alike.get(word)
        if found is None:
            bare = word.strip(_MARKS)
            # "al-Hayya" has its capital after the article.
            found = self._alike[word] = any(one.isupper() for one in bare[:4]) and same_person(bare, self._surname)
        return found

    def _ends_at(self, words: Sequence[str], at: int) -> bool:
        """Whether a name that ends with the word at `at` is the one searched for, in another spelling.

        A surname alone counts only if no given name precedes it: "Sara Netanyahu" is not Benjamin.
        """
        for first in range(max(0, at - 3), at + 1):
            name = " ".join(words[first : at + 1]).strip(_MARKS)
            if name[:1].isupper() and same_person(name, self._wanted):
                before = words[at - 1] if at else ""
                given = before[:1].isupper() and before[-1:].isalnum() and before.lower() not in TITLES and at > 1
                if first < at or not given:
                    return True
        return False


def _rows(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "start": event.span.start,
            "end": event.span.end,
            "when_start": event.when.start,
            "when_end": event.when.end,
            "day": event.day.isoformat(),
            "until": event.until.isoformat(),
            "precision": event.precision,
            "basis": event.basis,
        }
        for event in events(document)
    ]


def sound_event(row: Row[Any]) -> Row[Any]:
    """Return the row of an event unchanged.

    Raises:
        DamagedRow: one of its values cannot be read.
    """
    try:
        span(row.start, row.end)
        span(row.when_start, row.when_end)
        number(row.document, "document")
        if day(row.day, "day") is None or day(row.until, "last day") is None:
            raise ValueError("it has no day")
        words(row.precision, "precision")
        words(row.basis, "basis")
    except ValueError as error:
        raise DamagedRow(f"event {row.row} of document {row.document}", str(error)) from error
    return row


def _event(row: Row[Any], document: Document) -> Event:
    day, until = date.fromisoformat(row.day), date.fromisoformat(row.until)
    when = Span(row.when_start, row.when_end)
    return Event(document, Span(row.start, row.end), when, day, until, row.precision, row.basis)
