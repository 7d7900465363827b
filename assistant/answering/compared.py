"""Answer a question that compares reports by their words: both sides quoted, and what they differ in.

All reports: the rows of `comparison.side_by_side` on the topic, those that differ first. Two outlets or two speakers: the best
sentences of each, and of these the two that contradict each other, if any do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, product

from ...corpus.language.synonyms import covered, with_groups
from ...corpus.language.terms import content_terms, terms
from ...corpus.types import Document, Span
from ...corpus.utterances.turns.replies import is_question
from ...corpus.wording import counted
from ...index.filters import Filters
from ...index.home import Home
from ...index.retrieval.ranking import Query
from ...index.retrieval.search import EvidenceSentence, Hit, Searcher
from ...index.storage.queries import heading, publishers
from ..comparison import compare_on_topic
from ..comparison.related import EmbeddedSentence, relate
from ..comparison.side_by_side import Comparison, ComparisonRow
from ..types import Citation, Claim, Difference
from .answer_kinds import prefer_kind
from .asked_comparison import AskedComparison, outlets
from .extractive import quoted_claims
from .pointing import says

READ = 20
"""Passages in which the topic is looked for."""

OF_A_SIDE = 5
"""The best sentences of a side that are compared with those of the other."""

COVERED, COVERED_SAID = 0.5, 0.6
"""The least share of the topic's terms, or close synonyms of them, that a quoted sentence has; the second for speakers.

The sentence or its title has all names of the topic. All reports of an outlet are searched, but a speaker is named in many.
"""

BYLINE = 200
"""Characters at the beginning and the end of a report in which its agency is named."""


_NAME = re.compile(r"\b[A-Z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Compared:
    """What answers a comparison: claims, the leading one first, what differs from it, and notes on what was compared."""

    claims: tuple[Claim, ...]
    differing: tuple[Difference, ...]
    notes: tuple[str, ...]
    hits: tuple[Hit, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Topic:
    """The terms of a topic, and those of them that are names."""

    terms: frozenset[str]
    names: frozenset[str]
    least: float = COVERED

    @classmethod
    def read(cls, words: str) -> "_Topic":
        """Read the topic of a comparison."""
        names = " ".join(_NAME.findall(words))
        content = frozenset(content_terms(words))
        return cls(content, frozenset(terms(names)) & content)

    def covered(self, document: Document, text: str) -> bool:
        """Return whether a text has most of the terms, and with its title all names."""
        own = with_groups(terms(text))
        if sum(covered(term, own) for term in self.terms) < self.least * len(self.terms):
            return False
        titled = with_groups([*terms(text), *terms(heading(document))])
        return all(covered(name, titled) for name in self.names)


def compared(asked: AskedComparison, home: Home, searcher: Searcher, filters: Filters, threshold: float) -> Compared:
    """Compare what reports, outlets or speakers say; without claims if none of them says anything on the topic."""
    found = searcher.search(Query(asked.topic), READ, filters)
    wanted = _Topic.read(asked.topic)
    if asked.sides:
        return _of_sides(asked, wanted, home, searcher, filters, Compared((), (), (), found.hits, found.confidence))
    comparison = compare_on_topic(asked.topic, found, found.confidence >= threshold)
    scores = {(one.sentence.document.id, one.sentence.span): one.score for one in found.evidence}

    def score(row: ComparisonRow) -> float:
        return max(scores[cell.document.id, cell.span] for cell in row.cells if cell.span)

    rows = [row for row in comparison.statements if any(wanted.covered(one.document, one.quote) for one in row.cells)]
    rows.sort(key=score, reverse=True)
    rows.sort(key=lambda row: not row.differs)
    empty = Compared((), (), (), found.hits, found.confidence)
    if rows:
        return _of_rows(rows, comparison, empty)
    named = [one for one in found.evidence if _tells(one, wanted)]
    named = list(prefer_kind(asked.topic, named))
    return replace(empty, claims=quoted_claims(named, asked.topic), notes=_unopposed(_reports(named)) if named else ())


def _of_rows(rows: Sequence[ComparisonRow], comparison: Comparison, empty: Compared) -> Compared:
    markers = count(1)
    lead = rows[0]
    claims = [_row_claim(lead, markers)]
    differing = tuple(
        Difference(Citation(next(markers), cell.document, cell.span), cell.reasons)
        for cell in lead.cells
        if cell.stand == "differs" and cell.span
    )
    shown = {(one.document.id, one.span) for one in (*claims[0].citations, *(other.citation for other in differing))}
    for row in rows[1:3]:
        if row.lead.span and (row.lead.document.id, row.lead.span) not in shown:
            claims.append(_row_claim(row, markers))
    notes = () if differing else _unopposed(len(comparison.documents))
    return replace(empty, claims=tuple(claims), differing=differing, notes=notes)


def _row_claim(row: ComparisonRow, markers: "count[int]") -> Claim:
    cells = (row.lead, *(cell for cell in row.cells if cell.stand == "same"))
    return _claim([(cell.document, cell.span) for cell in cells if cell.span], markers)


def _claim(places: Sequence[tuple[Document, Span]], markers: "count[int]") -> Claim:
    citations = tuple(Citation(next(markers), document, span) for document, span in places)
    return Claim(citations[0].quote, citations, "supported", ("these are the document's own words",))


def _unopposed(reports: int) -> tuple[str, ...]:
    if reports < 2:
        return ("Only one report was found on this, so there is nothing to compare it with.",)
    return (f"{counted(reports, 'report')} were compared on this; no contradiction was recognised between them.",)


def _of_sides(
    asked: AskedComparison, wanted: _Topic, home: Home, searcher: Searcher, filters: Filters, empty: Compared
) -> Compared:
    known = publishers(home.catalogue.engine)
    named = [() if filters.publishers else outlets(side, known) for side in asked.sides]
    of_outlets = any(named)
    wanted = wanted if of_outlets else replace(wanted, least=COVERED_SAID)
    sides: list[list[EvidenceSentence]] = []
    for side, names in zip(asked.sides, named, strict=True):
        query = Query(asked.topic if of_outlets else f"{side} {asked.topic}")
        evidence = searcher.search(query, READ, replace(filters, publisher=names) if names else filters).evidence
        able = [one for one in evidence if _tells(one, wanted)]
        if not of_outlets:
            able = _own_words(side, asked.sides, able)
        elif not names:
            able = [one for one in able if _by_agency(side, one)]
        sides.append(able[:OF_A_SIDE])
    # The same words are not both sides: a report may name both.
    sides[1] = [one for one in sides[1] if all(_place(one) != _place(other) for other in sides[0])] or sides[1]
    lacking = [side for side, found in zip(asked.sides, sides, strict=True) if not found]
    notes = tuple(f"Nothing {'by' if of_outlets else 'of'} {side} was found on this." for side in lacking)
    if len(lacking) == len(asked.sides):
        return replace(empty, notes=notes)
    if lacking:
        only = next(found for found in sides if found)
        return replace(empty, claims=quoted_claims(only, asked.topic, most=2), notes=notes)
    one, other, reasons = _pair(*sides)
    markers = count(1)
    places = [(each.sentence.document, each.sentence.span) for each in (one, other)]
    claims = tuple(_claim([place], markers) for place in places)
    differing = (Difference(claims[1].citations[0], reasons),) if reasons else ()
    return replace(
        empty, claims=claims, differing=differing, notes=() if reasons else _unopposed(2) if of_outlets else ()
    )


def _pair(
    one: Sequence[EvidenceSentence], other: Sequence[EvidenceSentence]
) -> tuple[EvidenceSentence, EvidenceSentence, tuple[str, ...]]:
    """Return the two sentences that contradict each other, with the reasons; else the best of each, without reasons."""
    for a, b in product(one, other):
        judged = relate(EmbeddedSentence(a.sentence, a.vector), EmbeddedSentence(b.sentence, b.vector))
        if judged is not None and judged.kind == "differs":
            return a, b, judged.reasons
    return one[0], other[0], ()


def _tells(one: EvidenceSentence, wanted: _Topic) -> bool:
    sentence = one.sentence
    return wanted.covered(sentence.document, sentence.text) and not is_question(sentence.document, sentence.span)


def _by_agency(name: str, one: EvidenceSentence) -> bool:
    """Return whether a report names an agency in its dateline or byline: "(AP)"."""
    text = one.sentence.document.text
    return re.search(rf"\b{re.escape(name)}\b", f"{text[:BYLINE]}\n{text[-BYLINE:]}") is not None


def _own_words(speaker: str, speakers: Sequence[str], evidence: Sequence[EvidenceSentence]) -> list[EvidenceSentence]:
    """Return the sentences that tell a speaker's words or name nobody else compared: words first, and no other one's words."""
    own = [one for one in evidence if says(speaker, one)]
    others = [one for one in speakers if one != speaker]
    named = [
        one
        for one in evidence
        if one not in own and _names(speaker, one) and not any(_names(other, one) for other in others)
    ]
    return [*own, *named]


def _names(name: str, one: EvidenceSentence) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", one.sentence.text, re.IGNORECASE) is not None


def _place(one: EvidenceSentence) -> tuple[str, Span]:
    return one.sentence.document.id, one.sentence.span


def _reports(evidence: Sequence[EvidenceSentence]) -> int:
    return len({one.sentence.document.id for one in evidence})
