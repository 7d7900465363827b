"""The utterances of a report in prose: what it quotes and what it reports, with the speakers' names."""

from datetime import date

from ..language.dates import said_on
from ..types import Document, Span, Utterance
from .reporters import BACK, Attributed, ReportReader, reader
from .speakers import Speakers

LEAST = 3
"""Minimum length of reported speech in words; nobody would search for anything shorter."""


def prose_utterances(document: Document, near: Span | None = None) -> tuple[Utterance, ...]:
    """Return the utterances of a document in order of `span.start`; one for each speaker where several speak together.

    `near`: only those of the paragraphs that this span touches. If somebody speaks there without a name, the paragraphs just
    before are read, too.
    What somebody did not say, or is only alleged or expected to say, is no utterance: quoted words have no speaker then, and
    a reported clause is left out.
    """
    published = document.published or (document.based_on.published if document.based_on else None)
    report = reader(document.text)
    paragraphs = None if near is None else report.paragraphs_at(near.start, near.end)
    speakers = Speakers(report)
    found = []
    attributed = report.read(paragraphs)
    if paragraphs and any(not one.phrases or any(not phrase.name for phrase in one.phrases) for one in attributed):
        attributed = report.read(range(max(0, paragraphs.start - BACK), paragraphs.stop))
    for one in attributed:
        names = speakers.named(one) if one.polarity == "said" else ()
        if paragraphs is not None and one.paragraph not in paragraphs:
            continue
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
