"""Utterances of the whole corpus, in catalogue tables that are filled on first use.

They are not filled at ingest (`index.extracted.tables`), to which extraction would add about a twentieth of the time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Integer,
    Row,
    String,
    Table,
    and_,
    func,
    inspect,
    or_,
    select,
    true,
)

from ...corpus.errors import DamagedRow
from ...corpus.language.names import same_person
from ...corpus.language.terms import terms
from ...corpus.progress import Progress
from ...corpus.types import Document, Span, Utterance
from ...corpus.utterances import UTTERANCES, utterances
from ...corpus.utterances.turns import turn_at
from ..filters import KINDS, Kind, UtteranceQuery
from ..home import Home
from ..retrieval.topic_scores import about
from ..storage.queries import allowed, documents_at
from ..storage.rows import day, maybe_words, number, sound, span, texts
from ..storage.schema import documents, metadata
from .tables import DerivedTable, owner, read_table

speech = Table(
    "speech",
    metadata,
    Column("row", Integer, primary_key=True),
    owner(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", String, index=True),
    Column("role", String),
    Column("cue", String),
    Column("kind", String, nullable=False),
    Column("said_on", String),
    Column("basis", String),
    Column("via", String),
)

heard = read_table("heard")

# The day on which an utterance was made, as far as is known.
_when = func.coalesce(speech.c.said_on, documents.c.published)


@dataclass(frozen=True, slots=True)
class UtteranceEntry:
    """One utterance without its words.

    `day` is the day on which it was made, else published; `publishers` are those of the document and of the report that
    it is based on. `document` is the id of the document and `title` its title.
    """

    speaker: str
    role: str | None
    kind: Kind
    day: date | None
    publishers: tuple[str, ...]
    document: str = ""
    title: str = ""


class UtteranceIndex:
    """The utterances of one home."""

    def __init__(self, home: Home) -> None:
        """`home` is open; missing tables are created."""
        self._home = home
        self._engine = home.catalogue.engine
        self._derived = DerivedTable(home, speech, heard, UTTERANCES, _rows)

    def due(self) -> int:
        """Return how many documents have not been read by the current rules."""
        return len(self._derived.due())

    def version(self) -> tuple[int, int]:
        """Return a value that changes whenever a document is added, removed or read."""
        with self._engine.connect() as connection:
            read = connection.scalar(select(func.count()).select_from(heard)) or 0
        return self._home.catalogue.changes(), int(read)

    def read(self, progress: Progress | None = None) -> int:
        """Read the documents that the current rules have not read; return their number (`DerivedTable.read`)."""
        return self._derived.read(progress)

    def said(self, wanted: UtteranceQuery, limit: int = 50) -> tuple[Utterance, ...]:
        """Return at most `limit` matching utterances: best first if a topic is given, else newest first."""
        rows = self._found(wanted, limit)
        found = documents_at(self._engine, {row.document for row in rows})
        # A document may have been replaced or removed in the meantime.
        return tuple(
            _utterance(row, found[row.document])
            for row in rows
            if row.document in found and row.end <= len(found[row.document].text)
        )

    def days(self, wanted: UtteranceQuery) -> list[tuple[date, int]]:
        """Return (day, row number of the document) of each matching utterance; the day it was made, else published.

        Undated utterances are left out.
        """
        return [(date.fromisoformat(row.on), row.document) for row in self._found(wanted) if row.on]

    def speakers(self, wanted: UtteranceQuery) -> tuple[UtteranceEntry, ...]:
        """Return the matching utterances that have a speaker, unordered and without their words."""
        return tuple(
            UtteranceEntry(
                row.speaker,
                row.role,
                row.kind,
                date.fromisoformat(row.on) if row.on else None,
                tuple(texts((row.publisher, row.about))),
                row.document_id,
                row.title if isinstance(row.title, str) else "",
            )
            for row in self._found(wanted)
            if row.speaker
        )

    def _found(self, wanted: UtteranceQuery, limit: int | None = None) -> list[Row[Any]]:
        only = set(allowed(self._engine, wanted.document_filters)) if wanted.document_filters else None
        condition = and_(self._spoken(wanted), _on(wanted), _kind(wanted.kind))
        query = (
            select(
                speech,
                _when.label("on"),
                documents.c.publisher,
                documents.c.about,
                documents.c.id.label("document_id"),
                documents.c.title,
            )
            .join(documents, documents.c.row == speech.c.document)
            .where(condition)
            .order_by(_when.desc(), speech.c.document.desc(), speech.c.start, speech.c.end)
        )
        # No limit here if Python filters further, by document or by topic.
        if limit is not None and only is None and not wanted.about:
            query = query.limit(limit)
        with self._engine.connect() as connection:
            found = sound(connection.execute(query), sound_utterance)
            rows = [row for row in found if only is None or row.document in only]
        if wanted.about:
            scores = about(self._home, wanted.about, [(row.document, Span(row.start, row.end)) for row in rows])
            scored = [(score, row) for score, row in zip(scores, rows, strict=True) if score > 0]
            rows = [row for _, row in sorted(scored, key=lambda pair: -pair[0])]
        return rows[:limit]

    def _spoken(self, wanted: UtteranceQuery) -> ColumnElement[bool]:
        if wanted.spelled:
            return speech.c.speaker.in_(wanted.spelled)
        if wanted.speaker is None:
            return true()
        with self._engine.connect() as connection:
            rows = connection.execute(select(speech.c.speaker, speech.c.role).distinct())
            known_speakers = [(row.speaker, row.role) for row in rows if isinstance(row.speaker, str)]
        return _spoken_by(wanted.speaker, known_speakers)


def stored_utterances(engine: Engine, found: Mapping[int, Document]) -> dict[int, tuple[Utterance, ...]]:
    """Return the utterances of documents (by row number) that the current rules have read, in order; others are left out."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(heard.name):
            return {}
        read = connection.scalars(
            select(heard.c.document).where(heard.c.document.in_(found), heard.c.rules == UTTERANCES)
        )
        kept: dict[int, list[Utterance]] = {row: [] for row in read}
        query = select(speech, speech.c.said_on.label("on")).where(speech.c.document.in_(kept))
        for row in sound(connection.execute(query), sound_utterance):
            if row.end <= len(found[row.document].text):
                kept[row.document].append(_utterance(row, found[row.document]))
    return {row: tuple(sorted(said, key=lambda one: (one.span.start, -one.span.end))) for row, said in kept.items()}


def _spoken_by(speaker: str, known_speakers: Sequence[tuple[str, object]]) -> ColumnElement[bool]:
    """Match this person in any spelling; if nobody has the name, match speakers whose role or description has its words."""
    pairs = [(name, role if isinstance(role, str) else None) for name, role in known_speakers if name]
    names = {name for name, _ in pairs if same_person(speaker, name)}
    if names:
        return speech.c.speaker.in_(names)
    words = set(terms(speaker))
    roles = {role for _, role in pairs if role and words and words <= set(terms(role))}
    unnamed = {name for name, _ in pairs if words and words <= set(terms(name))}
    return or_(speech.c.role.in_(roles), speech.c.speaker.in_(unnamed))


def _on(wanted: UtteranceQuery) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.since:
        conditions.append(_when >= wanted.since.isoformat())
    if wanted.until:
        conditions.append(_when <= wanted.until.isoformat())
    return and_(*conditions)


def _kind(kind: Kind | None) -> ColumnElement[bool]:
    return speech.c.kind == kind if kind else true()


def _rows(document: Document) -> list[dict[str, Any]]:
    return [_columns(one) for one in utterances(document)]


def _columns(utterance: Utterance) -> dict[str, Any]:
    return {
        "start": utterance.span.start,
        "end": utterance.span.end,
        "speaker": utterance.speaker,
        "role": utterance.role,
        "cue": utterance.cue,
        "kind": utterance.kind,
        "said_on": utterance.said_on.isoformat() if utterance.said_on else None,
        "basis": utterance.said_on_basis,
        "via": utterance.via,
    }


def sound_utterance(row: Row[Any]) -> Row[Any]:
    """Return the row of an utterance unchanged.

    Raises:
        DamagedRow: one of its values cannot be read.
    """
    try:
        span(row.start, row.end)
        number(row.document, "document")
        for column in ("speaker", "role", "cue", "basis", "via"):
            maybe_words(getattr(row, column), column)
        if row.kind not in KINDS:
            raise ValueError("its kind is none of the three")
        day(row.said_on, "day")
        day(row.on, "day")
    except ValueError as error:
        raise DamagedRow(f"utterance {row.row} of document {row.document}", str(error)) from error
    return row


def _utterance(row: Row[Any], document: Document) -> Utterance:
    said_on = date.fromisoformat(row.said_on) if row.said_on else None
    found = turn_at(document, row.start)  # not stored, so that homes of any age have it
    number, part = (found[0], found[1].role) if found else (None, None)
    return Utterance(
        document,
        Span(row.start, row.end),
        row.speaker,
        row.cue,
        row.kind,
        row.role,
        said_on,
        row.basis,
        row.via,
        number,
        part,
    )
