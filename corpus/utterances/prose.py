"""The utterances of a report in prose: what it quotes and what it reports, with the speakers' names."""

from dataclasses import dataclass
from datetime import date

from ..language.dates import said_on
from ..types import Document, Span, Utterance
from .reporters import Attributed, ReportReader, reader
from .speakers import Speakers

LEAST = 3
"""Minimum length of reported speech in words; nobody would search for anything shorter."""


def prose_utterances(document: Document) -> tuple[Utterance, ...]:
    """Return the utterances of a document in order of `span.start`; one for each speaker where several speak together.

    What somebody did not say, or is only alleged or expected to say, is no utterance: quoted words have no speaker then, and
    a reported clause is left out.
    """
    published = document.published or (document.based_on.published if document.based_on else None)
    report = reader(document.text)
    speakers = Speakers(report)
    found = []
    for one in report.read():
        names = speakers.named(one) if one.polarity == "said" else ()
        if one.kind == "indirect" and (not names or len(document.text[slice(*one.span)].split()) < LEAST):
            continue
        day, basis = _day(report, one, published)
        via = speakers.relay(one)
        for name, role in names or ((None, None),):
            found.append(
                Utterance(
                    document, Span(*one.span), name, one.cue, one.kind, role, day, basis, via if via != name else None
                )
            )
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))


def _day(report: ReportReader, one: Attributed, published: date | None) -> tuple[date | None, str | None]:
    """Return the day that the words around an utterance name; a month in the speaker's own name is none."""
    start, end = one.frame
    around = report.blank[start:end]
    for phrase in one.phrases:
        low, high = max(phrase.start, start) - start, min(phrase.end, end) - start
        if low < high:
            around = around[:low] + "x" * (high - low) + around[high:]
    return said_on(around, 0, len(around), published)
