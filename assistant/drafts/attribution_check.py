"""Whether the corpus contradicts the speaker whom a draft names for a quotation.

A contradiction needs two people, or two bodies, that cannot be one. A role, a body and its spokesman, a paper that carries the
words, or a person whom the draft may not mean at all contradict nobody: a false alarm costs more trust than a missed one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...corpus.language.names import same_person, same_publisher
from ...corpus.utterances.people import is_body
from ..quotes.attribution import speakers_at
from ..quotes.report import Check, Confirmation, Place, QuoteReport
from ..quotes.utterance_bounds import utterances_of
from .speaker_names import NamedSpeaker, has_surname

_HAS_CALENDAR = re.compile(
    r"\b(?:Today|Tonight|Daily|Weekly|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
# Bodies of words: a draft that quotes one of these quotes the document's own words.
_TEXTS = frozenset(
    "statement report communique communiqué resolution agreement declaration text letter paper brief article document memo "
    "readout draft treaty charter note release announcement newspaper magazine agency website editorial leaflet study".split()
)


def with_speaker(report: QuoteReport, named: NamedSpeaker | None) -> QuoteReport:
    """Return the report with the verdict on the speaker whom the draft names, and the reason if it is another one."""
    if named is None:
        return report
    spoken = [one for one in _evidence(report) if one.speaker and one.status != "narration"]
    verdict, who = _judged(named, spoken, report)
    if verdict == "unknown" and report.speaker.verdict == "different" and report.speaker.found is None:
        return report  # the report names nobody else, but denies or doubts that this person said it
    found = who.speaker if who else report.speaker.found
    report = replace(report, speaker=Check(named.name, found, verdict))
    if verdict != "different" or who is None:
        return report
    title = who.document.title
    reason = f"{who.speaker} says this in “{title}”, not {named.name}."
    return replace(report, findings=(*report.findings, reason))


def proven(report: QuoteReport, named: NamedSpeaker) -> bool:
    """Whether the draft, or a document that has the words, shows that the name is a person's."""
    surnames = [name.split()[-1] for name in named.members]
    return not named.unproven or any(
        has_surname(one.document.text, surname) for one in _evidence(report) for surname in surnames
    )


def quotes_the_document(report: QuoteReport, named: NamedSpeaker | None) -> bool:
    """Whether the draft gives the words to the document itself, to its author or to its publisher."""
    if named is None:
        return False
    if named.is_role and _texts(named.name):
        return True
    return any(_published(named.name, one) for one in report.places)


def _texts(name: str) -> bool:
    head = re.split(r"\s(?:of|for|in|at|from|on|by)\s", name.casefold())[0].split()[-1]
    return head in _TEXTS


def _published(name: str, one: Place) -> bool:
    document = one.document
    author = next((value for key, value in document.metadata if key == "author"), "")
    publisher = document.publisher or ""
    # "the Courier" for the Ostrel Courier
    short = publisher.casefold().endswith(f" {name.casefold().removeprefix('the ')}")
    return bool(publisher and (short or same_publisher(name, publisher))) or bool(author and same_person(name, author))


def _evidence(report: QuoteReport) -> Sequence[Place]:
    if report.places or report.verdict in ("paraphrase", "not_found"):
        return report.places
    return (report.nearest,) if report.nearest else ()


def _judged(named: NamedSpeaker, spoken: Sequence[Place], report: QuoteReport) -> tuple[Confirmation, Place | None]:
    """Return the verdict, and the place that decides it."""
    matching = [one for one in spoken if any(_may_be(named, name) for name in speakers_at(one))]
    if matching and not any(_all_say(named, one) for one in matching):
        return "different", matching[0]
    if matching:
        quoted = next((one for one in matching if one.status == "quoted"), None)
        return ("confirmed" if quoted else "reported"), quoted or matching[0]
    if not spoken or report.verdict in ("paraphrase", "not_found"):
        return "unknown", None
    if any(_published(named.name, one) for one in report.places):
        return "unknown", spoken[0]
    if all(_contradicts(named, one) for one in spoken):
        return "different", spoken[0]
    return "unknown", spoken[0]


def _may_be(named: NamedSpeaker, found: str) -> bool:
    """Whether the draft names this speaker of the corpus, or one of several whom it names."""
    return any(same_person(name, found) for name in named.members)


def _all_say(named: NamedSpeaker, one: Place) -> bool:
    """Whether everybody whom the draft names for the words says them."""
    speakers = speakers_at(one)
    return all(
        any(same_person(name, found) for found in speakers)
        or (replace(named, name=name).is_role and not _role_of_another(name, one))
        for name in named.members
    )


def _contradicts(named: NamedSpeaker, one: Place) -> bool:
    if named.joined:  # everybody whom the draft names must say the words
        return any(_contradicts(replace(named, name=name, joined=()), one) for name in named.joined)
    found = one.speaker or ""
    if named.is_role:
        return _role_of_another(named.name, one)
    if not _is_person(found) or _mentions(named.nearby, found):
        return False
    if " " not in found and not (one.role or has_surname(one.document.text, found)):
        return False  # "Audiences": one word with a capital need not be a name
    # A body speaks through people; it contradicts only a document that does not know it.
    return _is_person(named.name) or not _shares_word(named.name, one.document.text)


def _is_person(name: str) -> bool:
    words = name.split()
    bare = [word for word in words if len(word.rstrip(".")) > 2]
    return (
        bool(words)
        and (words[-1][0].isupper() or not words[-1].isascii())
        and not is_body(name)
        and not name.casefold().startswith(("the ", "a ", "an "))
        and not any(word.isascii() and word.isupper() for word in bare)  # "USA Today"
        and not _HAS_CALENDAR.search(name)
    )


def _mentions(text: str, name: str) -> bool:
    """Whether the draft's words around a quotation name a person, by surname at least."""
    last = name.split()[-1]
    return any(
        same_person(word, name) for word in set(re.findall(r"[\w’'-]+", text)) if word[:1].lower() == last[:1].lower()
    )


def _shares_word(name: str, text: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(text)}
    return any(word.casefold() in words for word in _WORD.findall(name) if word.casefold() not in ("the", "and"))


def _role_of_another(role: str, one: Place) -> bool:
    """Whether the document gives the role that the draft names to exactly one person, who is not the speaker."""
    head = _head(role)
    if not head or head in _head_words(one.role or "") or not _is_person(one.speaker or ""):
        return False
    if not one.role:
        return False
    wanted = set(_head_words(role))
    holders = {
        other.speaker
        for other in utterances_of(one.document)
        if other.speaker
        and other.role
        and head in _head_words(other.role)
        and _agree(wanted, set(_head_words(other.role)))
    }
    return len(holders) == 1 and not any(same_person(str(holder), one.speaker or "") for holder in holders)


def _agree(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


def _head(role: str) -> str:
    words = _head_words(re.split(r"\s(?:of|for|in|at|from|on|to)\s", role)[0])
    return words[-1] if words else ""


def _head_words(role: str) -> list[str]:
    bare = re.sub(r"['’]s\b", "", role.casefold())
    return [word for word in re.findall(r"[\w-]+", bare) if word not in ("the", "a", "an", "of", "for", "in", "at")]
