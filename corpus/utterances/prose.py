"""The utterances of a report in prose: what it quotes and what it reports, with the speakers' names."""

import re
from datetime import date

from ..language.dates import said_on
from ..types import Document, Span, Utterance
from . import arabic
from .attributed import Attributed
from .cues import VIEWS
from .days import says_when
from .reporters import ReportReader, reader
from .speakers import Speakers, somebody
from .voiced_nouns import may_voice
from .weights import forms

MARGIN = 4
"""How many paragraphs before a passage can decide who speaks in it."""

LEAST = 3
"""Minimum length of reported speech in words; nobody would search for anything shorter."""

_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile("[“”„‟«»\"＂‘‚]|``|(?<![^\\W_])'|['’](?![^\\W_])|[—–―]")


def prose_utterances(document: Document, around: Span | None = None) -> tuple[Utterance, ...]:
    """Return the utterances of a document in order of `span.start`; one for each speaker where several speak together.

    What somebody did not say, or is only alleged or expected to say, is no utterance: quoted words have no speaker then, and
    a reported clause is left out. What "they" said, whoever they are, is an utterance without a speaker.

    Args:
        document: a report; an English article of 1,000 words takes about 0.1 s.
        around: only the utterances of the paragraphs of this span; if somebody speaks there without a name, the `MARGIN`
            paragraphs before them are read, too. The names of people are looked for in the whole text, but a speaker's role
            that is given only further off is not known.
    """
    published = document.published or (document.based_on.published if document.based_on else None)
    report = reader(document.text)
    speakers = Speakers(report)
    found = []
    paragraphs = paragraphs_at(report, around) if around else None
    attributed = report.read(paragraphs)
    if paragraphs and any(not one.phrases or any(not phrase.name for phrase in one.phrases) for one in attributed):
        attributed = report.read(range(max(0, paragraphs.start - MARGIN), paragraphs.stop))
    for one in attributed:
        names = speakers.named(one) if one.polarity == "said" else ()
        if paragraphs is not None and one.paragraph not in paragraphs:
            continue
        known = names or (one.polarity == "said" and somebody(one.phrases))
        if one.kind == "indirect" and (not known or len(document.text[slice(*one.span)].split()) < LEAST):
            continue
        span = Span(report.parse(one.sentence).starts[one.verb or 0], one.span[1]) if one.act else Span(*one.span)
        day, basis = _day(report, one, published)
        via = speakers.relay(one)
        for name, role in names or ((None, None),):
            relayed = via if via != name else None
            found.append(Utterance(document, span, name, one.cue, one.kind, role, day, basis, relayed))
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))


def paragraphs_at(report: ReportReader, around: Span) -> range:
    """Return the numbers of the paragraphs that a span touches."""
    inside = [
        number for number, row in enumerate(report.rows) if row and row[0][0] < around.end and around.start < row[-1][1]
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def may_speak(text: str) -> bool:
    """Return whether a text can have an utterance at all: it has a quotation mark, a word of saying or Arabic; fast."""
    words = {one.group().lower() for one in _WORD.finditer(text)}
    spoken = may_voice(words) or not (forms().isdisjoint(words) and VIEWS.isdisjoint(words))
    return _MARK.search(text) is not None or arabic.present(text) or spoken


def _day(report: ReportReader, one: Attributed, published: date | None) -> tuple[date | None, str | None]:
    """Return the day that the words around an utterance name; a month in the speaker's own name is none."""
    verb, read = one.verb, report.parse(one.sentence) if one.verb is not None else None
    start, end = one.sentence if read and one.kind != "indirect" else one.frame
    around = report.blank[start:end]
    for phrase in one.phrases:
        low, high = max(phrase.start, start) - start, min(phrase.end, end) - start
        if low < high:
            around = around[:low] + "x" * (high - low) + around[high:]
    if read is None or verb is None:
        return said_on(around, 0, len(around), published)
    return said_on(
        around, 0, len(around), published, lambda low, high: says_when(read, verb, start + low, start + high)
    )
