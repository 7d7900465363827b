"""The surroundings of words in a document: who says them and when, and a selector that locates them again."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ...corpus.language.names import same_person, same_publisher
from ...corpus.types import Document, Span
from ...corpus.utterances.turns import turns
from ...corpus.utterances.turns.spelling import is_office
from .report import Check, Confirmation, Fit, Place, Selector
from .utterance_bounds import utterances_at

CONTEXT = 32
"""The least number of characters that a selector has before and after the words."""


def place_at(document: Document, span: Span) -> Place:
    """Return the words at `span`, with the speaker of most of them."""
    best, most = None, 0
    shares: Counter[int] = Counter()
    for utterance in utterances_at(document, span):
        shared = min(span.end, utterance.span.end) - max(span.start, utterance.span.start)
        if shared > 0 and utterance.turn is not None:  # a turn has one utterance for each paragraph
            shares[utterance.turn] += shared
            shared = shares[utterance.turn]
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


def check_speaker(asked: str | None, places: Sequence[Place]) -> Check:
    """Check whether the named speaker says the words at any of the places.

    If a transcript calls the speaker only by an office ("The Prime Minister"), any name may be that person's, except those of
    others who speak in it.
    """
    found = [one.speaker for one in places if one.speaker]
    if asked is None:
        return Check(None, found[0] if found else None, "not_asked")
    match = next((name for name in found if same_person(asked, name)), None)
    known = [one for one in places if one.speaker and not _may_be(asked, one)]
    return Check(asked, match or (found[0] if found else None), _confirmed(match is not None, bool(known)))


def _may_be(asked: str, one: Place) -> bool:
    """Whether the name can be that of a speaker whom a transcript calls only by an office."""
    if not one.speaker or not is_office(one.speaker):
        return False
    spoken = {turn.speaker for turn in turns(one.document)}
    return one.speaker in spoken and not any(same_person(asked, other) for other in spoken if other)


def check_publisher(asked: str | None, places: Sequence[Place]) -> Check:
    """Check whether the named publisher published any of the places.

    The words of a brief belong to the brief's publisher, never to that of the report it summarises.
    """
    found = [one.document.publisher for one in places if one.document.publisher]
    if asked is None:
        return Check(None, found[0] if found else None, "not_asked")
    match = next((name for name in found if same_publisher(asked, name)), None)
    return Check(asked, match or (found[0] if found else None), _confirmed(match is not None, bool(found)))


def check_date(asked: date | None, places: Sequence[Place]) -> Check:
    """Check whether the words were said on that day at any of the places. A day later than the report's own is `different`."""
    found = [one.said_on for one in places if one.said_on]
    first = found[0].isoformat() if found else None
    if asked is None:
        return Check(None, first, "not_asked")
    if asked in found:
        return Check(asked.isoformat(), asked.isoformat(), "confirmed")
    published = [one.document.published for one in places]
    too_late = bool(places) and all(day is not None and asked > day for day in published)
    return Check(asked.isoformat(), first, "different" if found or too_late else "unknown")


def _confirmed(match: bool, known: bool) -> Confirmation:
    return "confirmed" if match else "different" if known else "unknown"


def fits(one: Place, speaker: str | None, publisher: str | None, said_on: date | None) -> int:
    """Score how much of what was asked a place confirms: 2 for the speaker, 1 each for publisher and day."""
    named = one.document.publisher
    return (
        2 * bool(speaker and one.speaker and same_person(speaker, one.speaker))
        + bool(publisher and named and same_publisher(publisher, named))
        + bool(said_on and one.said_on == said_on)
    )


def place_order(one: Place, fit: Fit) -> tuple[int, str, str, Span]:
    """Return a sort key for places: best match for what was asked first, then by date, undated ones last."""
    return -fit(one) if fit else 0, str(one.document.published or "9999"), one.document.id, one.span


def selector_of(one: Place) -> Selector:
    """Return the selector that locates the place again."""
    text, span = one.document.text, one.span
    width = CONTEXT
    while True:
        prefix, suffix = text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
        alone = text.find(prefix + one.text + suffix, text.find(prefix + one.text + suffix) + 1) < 0
        if alone or width > len(text):
            return Selector(one.text, prefix, suffix)
        width *= 2
