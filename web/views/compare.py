"""The Compare tab as HTML, and what other reports say of the words that are open in the source panel.

Reports that differ have a column each, with their own words and, in words, how they differ from the first. Of reports that
say the same, one is quoted and the others are named. The words of every report open in their source.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from ...assistant.comparison import Cell, Comparison, ComparisonRow, EventGroup, EventGroups, Voice
from ...assistant.comparison.related import RelatedSentence
from ...assistant.render.tables import when
from ...corpus.types import Document, Span, Utterance
from .templating import macros

ALONE = 6
"""The most sentences shown that only one report has, of each report."""

WORDS = 4
"""The most utterances shown of one speaker in one report; the tab "Who said what" has them all."""

_QUOTED = re.compile(r"(“[^”]*”)")

_html = macros("compare.html")


@dataclass(frozen=True, slots=True)
class EventLink:
    """An event in the list, which links to the comparison of its reports."""

    title: str
    when: str
    documents: tuple[Document, ...]
    address: str

    @classmethod
    def of(cls, one: EventGroup) -> "EventLink":
        """Return the link for an event."""
        return cls(one.title, when(one), one.documents, _address(one.documents))


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with the reports that say the `same`, those `differing` (each with its reasons) and the `silent` ones."""

    lead: Cell
    same: tuple[Cell, ...]
    differing: tuple[tuple[Cell, str], ...]
    silent: tuple[Document, ...]

    @classmethod
    def of(cls, row: ComparisonRow) -> "StatementRow":
        """Return the cells of a row, sorted by what they say."""
        return cls(
            row.lead,
            tuple(cell for cell in row.cells if cell.stand == "same"),
            tuple((cell, "; ".join(map(_placed, cell.reasons))) for cell in row.cells if cell.stand == "differs"),
            tuple(cell.document for cell in row.cells if cell.stand == "silent"),
        )


@dataclass(frozen=True, slots=True)
class SpeakerColumns:
    """A speaker with the utterances in each report that has any; `address` leads to everything that they said."""

    speaker: str
    role: str | None
    utterances: int
    reports: int
    said: tuple[tuple[Document, Sequence[Utterance]], ...]
    address: str

    @classmethod
    def of(cls, one: Voice, documents: Sequence[Document]) -> "SpeakerColumns":
        """Return the columns for a speaker; `said` of a voice has a place for each document."""
        said = tuple((document, rows) for document, rows in zip(documents, one.said, strict=True) if rows)
        address = f"/?{urlencode({'tab': 'said', 'speaker': one.speaker})}"
        return cls(one.speaker, one.role, sum(map(len, one.said)), one.reports, said, address)


def shell() -> Markup:
    """Return the initial HTML of the tab; the rest is loaded into it."""
    return _html.shell()


def events(found: EventGroups) -> Markup:
    """Return the events with several reports, each a link to the comparison of these."""
    if not found.found:
        return _html.no_events(found.documents)
    return _html.events([EventLink.of(one) for one in found.found], found.looked_at, found.documents)


def comparison(value: Comparison) -> Markup:
    """Return reports side by side."""
    if not value.documents:
        return _html.not_found(value.topic or "")
    rows = [(row.differs, StatementRow.of(row)) for row in value.statements]
    return _html.comparison(
        value.topic,
        [(one, _beginning(one)) for one in value.documents],
        value.left_out,
        [row for differs, row in rows if differs],
        [row for differs, row in rows if not differs],
        not rows and len(value.documents) > 1,
        [SpeakerColumns.of(one, value.documents) for one in value.voices],
        WORDS,
        [(document, spans) for document, spans in zip(value.documents, value.alone, strict=True) if spans],
        ALONE,
        [(one, _beginning(one)) for one in value.silent],
    )


def others(document: Document, found: Sequence[RelatedSentence]) -> Markup:
    """Return what other reports say about the words that are open; "here" in a reason means those words."""
    documents = {one.id: one for one in (document, *(each.sentence.document for each in found))}
    return _html.others(
        [one for one in found if one.kind == "differs"],
        [one for one in found if one.kind == "same"],
        _address(documents.values()),
    )


def _address(documents: Iterable[Document]) -> str:
    return f"/?{urlencode({'tab': 'compare', 'reports': ','.join(one.id for one in documents)})}"


def _beginning(document: Document) -> Span:
    """Return the first line of a report."""
    end = document.text.find("\n")
    return Span(0, end if end > 0 else len(document.text))


def _placed(reason: str) -> str:
    """Return a reason with "here" and "there" replaced by where the words are on the page; quoted words remain unchanged."""
    parts = _QUOTED.split(reason)
    parts[::2] = [re.sub(r"\bthere\b", "in this one", re.sub(r"\bhere\b", "in the first", part)) for part in parts[::2]]
    return "".join(parts)
