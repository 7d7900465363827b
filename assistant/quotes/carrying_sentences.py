"""A quotation submitted with the sentence that carries it (`She told reporters: “We will stay.”`)."""

import re
from dataclasses import dataclass, replace

from ...corpus.language.lexicon import CUES
from ...corpus.language.lookalikes import skeleton
from ...corpus.language.names import same_person
from ...corpus.types import Document
from ...corpus.utterances import utterances
from .interruptions import PLAIN, carried
from .quotation import ParsedQuotation, parse
from .report import PASSING, Judgement, Normalisation, Place
from .tokens import tokenise

NEAR = 400
"""Characters before and behind the words in the source in which its own attribution stands."""

_NAME: Normalisation = "carrying sentence"
_LATIN = re.compile("[a-z]")

SHORT = 3
"""The least number of words that identify a quotation; shorter ones are only searched for exactly."""

LONGEST = 4_000
"""The most characters of a text in which a carrying sentence is looked for; a longer one is no sentence with a quotation."""


@dataclass(frozen=True, slots=True)
class CarriedQuotation:
    """The quotation inside a sentence, the speaker whom the sentence names, if any, and the words around, in lower case."""

    quotation: ParsedQuotation
    speaker: str | None
    around: tuple[str, ...]


def inner_quotation(whole: ParsedQuotation) -> CarriedQuotation | None:
    """Return the quotation that the text carries in quotation marks, or `None` if it carries none."""
    text = whole.tokenised.text
    if len(text) > LONGEST or (bounds := carried(whole.tokenised)) is None:
        return None
    inner = parse(text[slice(*bounds)])
    if inner.words < SHORT or inner.words == whole.words:
        return None
    # Whoever the sentence calls by a name; its pronouns have nobody to refer to.
    sentence = Document("", text, "")
    named = next((one.speaker for one in utterances(sentence) if one.speaker), None)
    outside = tuple(
        token.key.lower()
        for token in whole.tokenised.tokens
        if token.kind == "word" and not bounds[0] <= token.start < bounds[1]
    )
    return CarriedQuotation(inner, named if named and named[:1].isupper() else None, outside)


def is_writers_own(carried_one: CarriedQuotation, whole: Judgement, inner: Judgement) -> bool:
    """Return whether the sentence around the quotation is its writer's own, rather than a changed one of the source.

    `whole` is the judgement on the sentence, `inner` that on the quotation in it. A sentence that names another speaker than the
    source does is never accepted.
    """
    if inner.verdict not in PASSING or not inner.places:
        return False
    if any(not word.isascii() and skeleton(word).isascii() and _LATIN.search(word) for word in carried_one.around):
        return False  # a letter of another script
    place = inner.places[0]
    if carried_one.speaker and place.speaker and not same_person(carried_one.speaker, place.speaker):
        return False
    if whole.verdict in ("not_found", "paraphrase"):
        return True
    if whole.verdict != "altered":
        return False
    if _only_names(carried_one, place.speaker) and _spelt_alike(carried_one, place.document.text):
        return not _other_cue(carried_one, place)  # "Rehn said: “…”" for "“…,” Rehn said"
    text, span = place.document.text, place.span
    near = {
        token.key.lower()
        for side in (text[max(0, span.start - NEAR) : span.start], text[span.end : span.end + NEAR])
        for token in tokenise(side).tokens
    }
    copied = sum(word in near for word in carried_one.around)
    return 2 * copied < len(carried_one.around) and bool(carried_one.speaker is None or place.speaker)


def _only_names(carried_one: CarriedQuotation, speaker: str | None) -> bool:
    """Return whether the words around say no more than that the speaker of the source says so."""
    if not carried_one.speaker or not speaker:
        return False
    names = {token.key.lower() for token in tokenise(f"{carried_one.speaker} {speaker}").tokens}
    return all(word in names or word in CUES for word in carried_one.around)


def _spelt_alike(carried_one: CarriedQuotation, text: str) -> bool:
    """Return whether the source has every word of the names around, as they are spelt."""
    known = {token.key.lower() for token in tokenise(text).tokens}
    return all(word in known or word in CUES for word in carried_one.around)


def _other_cue(carried_one: CarriedQuotation, place: Place) -> bool:
    """Return whether the source has the same words right before or behind but for another verb of saying.

    A plain one ("said" for "added") claims no more than that the words were said, so it may stand for any.
    """
    most = len(carried_one.around)
    text, span = place.document.text, place.span
    sides = (tokenise(text[max(0, span.start - NEAR) : span.start]), tokenise(text[span.end : span.end + NEAR]))
    before, behind = ([token.key.lower() for token in side.tokens if token.kind == "word"] for side in sides)
    for there in (before[-most:], behind[:most]):
        changed = [pair for pair in zip(there, carried_one.around, strict=False) if pair[0] != pair[1]]
        if len(there) == most and len(changed) == 1 and most > 1 and CUES.issuperset(changed[0]):
            return changed[0][1] not in PLAIN
    return False


def with_carrying(found: Judgement) -> Judgement:
    """Name the carrying sentence among the differences that were ignored."""
    return replace(found, normalisations=(*found.normalisations, _NAME))
