"""What surrounds words in a document: who says them there and when, and whether two pieces belong to one utterance."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from assistant.quotes.values import Check, Confirmation, Place, Selector
from corpus.names import same_person, same_publisher
from corpus.types import Document, Span, Utterance
from corpus.utterances import utterances

REPORTED = 12
"""Words of the reporter's that may interrupt one utterance: who says it, and when."""

CONTEXT = 32
"""Characters before and behind that a selector has at the least."""


@lru_cache(maxsize=128)
def _said(document: Document) -> tuple[Utterance, ...]:
    return utterances(document)


def place(document: Document, span: Span) -> Place:
    """The words at `span`, with whoever says most of them."""
    best, most = None, 0
    for utterance in _said(document):
        shared = min(span.end, utterance.span.end) - max(span.start, utterance.span.start)
        narrower = (
            best is not None
            and shared == most
            and utterance.span.end - utterance.span.start < (best.span.end - best.span.start)
        )
        if shared > most or (shared > 0 and narrower):
            best, most = utterance, shared
    if best is None or 2 * most < min(span.end - span.start, 2 * (best.span.end - best.span.start)):
        return Place(document, span, said_on=best.said_on if best else None)
    return Place(document, span, best.speaker, best.role, best.said_on)


def own_words(one: Place) -> Span | None:
    """Somebody's whole words in quotation marks that a place is a part of."""
    spans = [u.span for u in _said(one.document) if u.kind == "direct"]
    return next((span for span in spans if span.start <= one.span.start and one.span.end <= span.end), None)


def together(pieces: Sequence[Place]) -> bool:
    """Whether pieces of one document, in order, can be one utterance of one speaker.

    They can inside one paragraph, unless different people are named as saying them; and across paragraphs where one
    person's words go on, with no more than who says them in between.
    """
    document = pieces[0].document
    speakers = [piece.speaker for piece in pieces if piece.speaker]
    if any(not same_person(speakers[0], other) for other in speakers[1:]):
        return False
    for before, after in pairwise(pieces):
        between = document.text[before.span.end : after.span.start]
        if "\n" in between and (len(speakers) < 2 or _told(document, before.span.end, after.span.start) > REPORTED):
            return False
    return True


def _told(document: Document, start: int, end: int) -> int:
    """How many words between two offsets are the reporter's own, outside quotation marks."""
    kept = list(document.text[start:end])
    for utterance in _said(document):
        if utterance.kind == "direct":
            low, high = max(start, utterance.span.start) - start, min(end, utterance.span.end) - start
            kept[low:high] = " " * max(0, high - low)
    return sum(any(c.isalnum() for c in word) for word in "".join(kept).split())


def asked_speaker(asked: str | None, places: Sequence[Place]) -> Check:
    """Whether the one who is asked for says the words at any of the places."""
    found = [one.speaker for one in places if one.speaker]
    if asked is None:
        return Check(None, found[0] if found else None, "not_asked")
    match = next((name for name in found if same_person(asked, name)), None)
    return Check(asked, match or (found[0] if found else None), _confirmed(match is not None, bool(found)))


def asked_publisher(asked: str | None, places: Sequence[Place]) -> Check:
    """Whether any of the places is in that publisher's own words; a brief's words are never the report's publisher's."""
    found = [one.document.publisher for one in places if one.document.publisher]
    if asked is None:
        return Check(None, found[0] if found else None, "not_asked")
    match = next((name for name in found if same_publisher(asked, name)), None)
    return Check(asked, match or (found[0] if found else None), _confirmed(match is not None, bool(found)))


def asked_date(asked: date | None, places: Sequence[Place]) -> Check:
    """Whether the words were said on that day, at any of the places; what came later than the report is different."""
    found = [one.said_on for one in places if one.said_on]
    first = found[0].isoformat() if found else None
    if asked is None:
        return Check(None, first, "not_asked")
    if asked in found:
        return Check(asked.isoformat(), asked.isoformat(), "confirmed")
    published = [one.document.published for one in places]
    too_late = bool(places) and all(day is not None and asked > day for day in published)
    return Check(asked.isoformat(), first, "different" if found or too_late else "unknown")


def _confirmed(match: bool, told: bool) -> Confirmation:
    return "confirmed" if match else "different" if told else "unknown"


def fits(one: Place, speaker: str | None, publisher: str | None, said_on: date | None) -> int:
    """How much of what was asked for a place bears out."""
    named = one.document.publisher
    return (
        2 * bool(speaker and one.speaker and same_person(speaker, one.speaker))
        + bool(publisher and named and same_publisher(publisher, named))
        + bool(said_on and one.said_on == said_on)
    )


def selector(one: Place) -> Selector:
    """What finds the place again; see `Selector`."""
    text, span = one.document.text, one.span
    width = CONTEXT
    while True:
        prefix, suffix = text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
        alone = text.find(prefix + one.text + suffix, text.find(prefix + one.text + suffix) + 1) < 0
        if alone or width > len(text):
            return Selector(one.text, prefix, suffix)
        width *= 2


def resolve(wanted: Selector, text: str) -> Span | None:
    """Where a selector's words stand in a text: the first place with its surroundings, else with the words alone."""
    at = text.find(wanted.prefix + wanted.exact + wanted.suffix)
    if at >= 0:
        at += len(wanted.prefix)
    elif text.count(wanted.exact) == 1:
        at = text.find(wanted.exact)
    return Span(at, at + len(wanted.exact)) if at >= 0 else None
