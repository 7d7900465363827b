"""The surroundings of words in a document: who says them and when, and a selector that locates them again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...corpus.language.names import same_person, same_publisher
from ...corpus.types import Document, Span
from ...corpus.utterances.people import is_body
from ...corpus.utterances.turns import turns
from ...corpus.utterances.turns.spelling import is_office
from .report import STATUSES, Check, Fit, Place, Selector
from .said_day import said_day
from .utterance_bounds import utterances_at
from .word_status import status_of

_AND = re.compile(r"\sand\s|\s&\s")
_JOINT = re.compile(r"\s*,\s+and\s+|\s+and\s+|\s*,\s+|\s*&\s*")

CONTEXT = 32
"""The least number of characters that a selector has before and after the words."""


def place_at(document: Document, span: Span, given: Sequence[str] = ()) -> Place:
    """Return the words at `span`, with their status and speaker; `given` as in `status_of`."""
    found = status_of(document, span, given)
    said = found.utterance
    if said is None:
        return Place(document, span, status=found.status)
    return Place(document, span, said.speaker, said.role, said_day(said), found.status)


def check_speaker(asked: str | None, places: Sequence[Place]) -> Check:
    """Check whether the named speaker says the words at any of the places.

    If several are named ("Ada Rehn and Olof Brandt"), all of them must. Words that are only reported are never `confirmed`, and
    narration says nothing about a speaker. If a transcript calls the
    speaker only by an office ("The Prime Minister"), any name may be that person's, except those of others who speak in it.
    """
    spoken = [one for one in places if one.speaker and one.status != "narration"]
    first = spoken[0].speaker if spoken else None
    if asked is None:
        return Check(None, first, "not_asked")
    matching = [one for one in spoken if _say(asked, speakers_at(one))]
    if not matching:
        known = any(not _may_be(asked, one) for one in spoken)
        return Check(asked, first, "different" if known else "unknown")
    best = min(matching, key=lambda one: STATUSES.index(one.status))
    return Check(asked, best.speaker, "confirmed" if best.status == "quoted" else "reported")


def speakers_at(one: Place) -> list[str]:
    """Return everybody who says the words at a place: several may say them together."""
    said = [
        other.speaker
        for other in utterances_at(one.document, one.span)
        if other.speaker
        and (other.kind != "indirect" or one.status == "reported")
        and other.span.start <= one.span.start
        and one.span.end <= other.span.end
    ]
    return list(dict.fromkeys(filter(None, (one.speaker, *said))))


def people(name: str) -> list[str]:
    """Return each of several people whom a name joins; the name alone if it joins none ("Minister of Trade and Industry")."""
    parts = _JOINT.split(name) if _AND.search(name) else []
    several = [part for part in parts if not is_body(part) and all(word[:1].isupper() for word in part.split())]
    whole = len(several) == len(parts) and len({" " in part for part in parts}) == 1
    return several if len(several) > 1 and whole else [name]


def _say(asked: str, speakers: Sequence[str]) -> bool:
    def says(name: str) -> bool:
        return any(same_person(name, one) for speaker in speakers for one in (speaker, *people(speaker)))

    named = people(asked)
    return all(map(says, named)) if len(named) > 1 else says(asked)


def _may_be(asked: str, one: Place) -> bool:
    """Whether the name can be that of a speaker whom a transcript calls only by an office."""
    if not one.speaker or not is_office(one.speaker):
        return False
    spoken = {turn.speaker for turn in turns(one.document)}
    return one.speaker in spoken and not any(same_person(asked, other) for other in spoken if other)


def check_publisher(asked: str | None, places: Sequence[Place]) -> Check:
    """Check whether the named publisher published any of the places.

    The words of a brief belong to the brief's publisher. To the publisher of the report that it summarises the answer is
    `brief`: it reports this, in other words.
    """
    found = [one.document.publisher for one in places if one.document.publisher]
    if asked is None:
        return Check(None, found[0] if found else None, "not_asked")
    if match := next((name for name in found if same_publisher(asked, name)), None):
        return Check(asked, match, "confirmed")
    about = [one.document.based_on.publisher for one in places if one.document.based_on]
    if match := next((name for name in about if same_publisher(asked, name)), None):
        return Check(asked, match, "brief")
    return Check(asked, found[0] if found else None, "different" if found else "unknown")


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


def fits(one: Place, speaker: str | None, publisher: str | None, said_on: date | None) -> int:
    """Score how much of what was asked a place confirms.

    The speaker counts most, then that the words are quoted (rather than reported), then publisher and day.
    """
    named, about = one.document.publisher, one.document.based_on
    reports = bool(publisher) and any(
        same_publisher(publisher or "", name) for name in (named, about and about.publisher) if name
    )
    return (
        6 * bool(speaker and one.speaker and _say(speaker, speakers_at(one)))
        + 3 * bool(one.status == "quoted")
        + reports
        + bool(said_on and one.said_on == said_on)
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked about a quotation; `None` for what was not. See `PlaceFit`."""

    speaker: str | None
    publisher: str | None
    said_on: date | None

    def __call__(self, place: Place, /) -> int:
        """Return the score of `fits`."""
        return fits(place, self.speaker, self.publisher, self.said_on)

    def satisfied(self, place: Place) -> bool:
        """Return whether the place has the highest score that there is."""
        return self(place) == 6 * bool(self.speaker) + 3 + bool(self.publisher) + bool(self.said_on)

    def promise(self, document: Document) -> int:
        """Return one point for the publisher and one for a text that has the last word of the speaker's name."""
        names = (document.publisher, document.based_on.publisher if document.based_on else None)
        published = any(same_publisher(self.publisher or "", name) for name in names if name)
        last = (self.speaker or "").split()[-1:]
        return published + bool(last and last[0].casefold() in document.text.casefold())


def place_order(one: Place, fit: Fit) -> tuple[int, int, str, str, Span]:
    """Return a sort key for places: best match for what was asked first, then quoted words, then by date, undated ones last."""
    published = str(one.document.published or "9999")
    return -fit(one) if fit else 0, STATUSES.index(one.status), published, one.document.id, one.span


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
