"""Who said what, over the whole corpus: utterances in tables of the catalogue, read from documents when first asked for.

They are not made at ingest: reading speech costs about a twentieth of it, and most homes are never asked. A document is
read once, and again when the rules have changed (`UTTERANCES`); so homes of any age open as they are. A removed document
takes its utterances along, a rebuilt index reads them again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

import numpy as np
from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    true,
)

from corpus.names import same_person
from corpus.types import Document, Span, Utterance
from corpus.utterances import UTTERANCES, utterances
from index.home import Home
from index.lookup import Filters, allowed, documents_at, lexical, passages_at
from index.schema import documents, metadata
from index.terms import content_terms, match_expression, terms

PAGE = 50  # documents read between two commits
PROPOSED = 400  # passages and sentences that a topic proposes
CLOSE = 0.3  # cosine from which a sentence is about a topic though it shares no word with it

Kind = Literal["direct", "partial", "indirect"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Progress = Callable[[int, int], None]
"""Called with the documents read so far and how many are to be read."""

speech = Table(
    "speech",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.row", ondelete="CASCADE"), nullable=False, index=True),
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

# Which documents have been read, and by which rules.
heard = Table(
    "heard",
    metadata,
    Column("document", Integer, ForeignKey("documents.row", ondelete="CASCADE"), primary_key=True),
    Column("rules", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: utterances that pass everything given.

    `speaker` is a name in any spelling, or words of a role; `about` words or a topic; `publisher`, `language` and
    `within` as in `Filters`; `since` and `until` (inclusive) go by the day it was said, else by the day of publication.
    """

    speaker: str | None = None
    about: str | None = None
    publisher: str | tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    language: str | None = None
    within: str | None = None

    @property
    def documents(self) -> Filters:
        """What the documents have to be; the days are those of the utterances."""
        return Filters(self.publisher, language=self.language, within=self.within)


class Speech:
    """The utterances of one home."""

    def __init__(self, home: Home) -> None:
        """Of an open home; makes the tables where they are missing."""
        self._home = home
        self._engine = home.catalogue.engine
        metadata.create_all(self._engine, tables=[speech, heard])

    def read(self, progress: Progress | None = None) -> int:
        """Read the documents that have not been read by today's rules; returns how many these were.

        Each page of documents is one commit, so a run that is cut short goes on where it stopped.

        Raises:
            HomeBusy: there are some, but another process has been writing to the home for more than ten seconds.
        """
        if not self._due():
            return 0
        done = 0
        with self._home.writing():
            due = self._due()
            for at in range(0, len(due), PAGE):
                page = due[at : at + PAGE]
                self._store(documents_at(self._engine, page))
                done += len(page)
                if progress:
                    progress(done, len(due))
        return done

    def said(self, wanted: Wanted, limit: int = 50) -> tuple[Utterance, ...]:
        """The utterances that are wanted: the best first where a topic is given, else the newest first."""
        only = set(allowed(self._engine, wanted.documents)) if wanted.documents else None
        with self._engine.connect() as connection:
            told = list(connection.execute(select(speech.c.speaker, speech.c.role).distinct()))
        condition = and_(_spoken_by(wanted.speaker, told), _on(wanted), _kind(wanted.kind))
        day = func.coalesce(speech.c.said_on, documents.c.published)
        # Nothing is limited here where Python decides further: by document or by topic.
        query = (
            select(speech)
            .join(documents, documents.c.row == speech.c.document)
            .where(condition)
            .order_by(day.desc(), speech.c.document.desc(), speech.c.start, speech.c.end)
        )
        if only is None and not wanted.about:
            query = query.limit(limit)
        with self._engine.connect() as connection:
            rows = [row for row in connection.execute(query) if only is None or row.document in only]
        if wanted.about:
            rows = self._about(wanted.about, rows)
        rows = rows[:limit]
        held = documents_at(self._engine, {row.document for row in rows})
        # A document may have been replaced or removed meanwhile.
        return tuple(_utterance(row, held[row.document]) for row in rows if row.document in held)

    def _due(self) -> list[int]:
        current = select(heard.c.document).where(heard.c.rules == UTTERANCES)
        with self._engine.connect() as connection:
            due = select(documents.c.row).where(documents.c.row.not_in(current)).order_by(documents.c.row)
            return list(connection.scalars(due))

    def _store(self, page: dict[int, Document]) -> None:
        rows = [_columns(number, one) for number, document in page.items() for one in utterances(document)]
        with self._engine.begin() as connection:
            connection.execute(delete(speech).where(speech.c.document.in_(page)))
            connection.execute(delete(heard).where(heard.c.document.in_(page)))
            connection.execute(insert(heard), [{"document": number, "rules": UTTERANCES} for number in page])
            if rows:
                connection.execute(insert(speech), rows)

    def _about(self, topic: str, rows: list[Row[Any]]) -> list[Row[Any]]:
        """Those about a topic, best first: half the share of its words that are said, half the meaning's cosine."""
        searched = content_terms(topic)
        among = {row.document for row in rows}
        if not searched or not among:
            return []
        vector = self._home.encoder.encode([topic])[0]
        proposed = set(lexical(self._engine, match_expression(searched), PROPOSED, among))
        proposed.update(number for number, _ in self._home.nearest(among).nearest(vector, PROPOSED))
        near: dict[int, list[tuple[Span, float]]] = {}
        for found in passages_at(self._engine, proposed):
            cosines = np.asarray(found.vectors @ vector).tolist()
            near.setdefault(found.document, []).extend(zip(found.sentences, cosines, strict=True))
        texts = documents_at(self._engine, among & near.keys())
        scored = []
        for row in rows:
            if row.document not in texts:
                continue
            span = Span(row.start, row.end)
            cosine = max((c for one, c in near.get(row.document, ()) if one.overlaps(span)), default=0.0)
            if cosine == 0.0:
                continue
            words = set(terms(span.of(texts[row.document].text)))
            share = sum(term in words for term in searched) / len(searched)
            if share > 0 or cosine >= CLOSE:
                scored.append((share + cosine, row))
        return [row for _, row in sorted(scored, key=lambda pair: -pair[0])]


def _spoken_by(speaker: str | None, told: Iterable[Row[Any, Any]]) -> ColumnElement[bool]:
    """By this person, in any spelling; where nobody has the name, by whoever has its words as a role."""
    if speaker is None:
        return true()
    pairs = [(row.speaker, row.role) for row in told if row.speaker]
    names = {name for name, _ in pairs if same_person(speaker, name)}
    if names:
        return speech.c.speaker.in_(names)
    words = set(terms(speaker))
    roles = {role for _, role in pairs if role and words and words <= set(terms(role))}
    unnamed = {name for name, _ in pairs if words and words <= set(terms(name))}
    return or_(speech.c.role.in_(roles), speech.c.speaker.in_(unnamed))


def _on(wanted: Wanted) -> ColumnElement[bool]:
    day = func.coalesce(speech.c.said_on, documents.c.published)
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.since:
        conditions.append(day >= wanted.since.isoformat())
    if wanted.until:
        conditions.append(day <= wanted.until.isoformat())
    return and_(*conditions)


def _kind(kind: Kind | None) -> ColumnElement[bool]:
    return speech.c.kind == kind if kind else true()


def _columns(document: int, one: Utterance) -> dict[str, Any]:
    return {
        "document": document,
        "start": one.span.start,
        "end": one.span.end,
        "speaker": one.speaker,
        "role": one.role,
        "cue": one.cue,
        "kind": one.kind,
        "said_on": one.said_on.isoformat() if one.said_on else None,
        "basis": one.said_on_basis,
        "via": one.via,
    }


def _utterance(row: Row[Any], document: Document) -> Utterance:
    said_on = date.fromisoformat(row.said_on) if row.said_on else None
    return Utterance(
        document, Span(row.start, row.end), row.speaker, row.cue, row.kind, row.role, said_on, row.basis, row.via
    )
