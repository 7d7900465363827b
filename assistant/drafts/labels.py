"""Names that stand beside a quotation instead of a sentence: labels (`Ada Rehn: “…”`) and signatures (`“…” — Ada Rehn`).

A label of one word may be anything ("Result: “…”"): it is unproven unless the draft has it as somebody's surname.
"""

import re

from ...corpus.language.lexicon import ROLES
from ...corpus.utterances.arabic import says_in_arabic
from ...corpus.utterances.marks import Quotation
from ...corpus.utterances.people import is_body
from ...corpus.utterances.tokens import QUOTED
from .line_map import DraftText
from .speaker_names import NamedSpeaker, has_surname, is_name

_WORD = r"[^\W\d_a-z][\w.’'-]*"
_NAME = rf"(?:{_WORD}[ \t]+){{0,4}}{_WORD}"
# "Ada Rehn:", "Ada Rehn, village head:", "Dr. Ada Rehn (Upland):", "Rehn and Brandt:", "**Ada Rehn:**"; a sentence before the
# colon has a word in lower case.
_LABEL = re.compile(
    rf"(?:\A\W*|[.!?{QUOTED}”\"»][^\w\n]*)(?P<name>{_NAME}(?:(?:, {_NAME})*,? (?:and|&) {_NAME})?)"
    r"\s*(?:[,(]\s*(?P<role>[^:“”\".!?]{1,60}?)\)?)?\s*:[*_\s]*[“”\"„«„‘’'‚‟＂]\s?\Z"
)
# "“…” — Ada Rehn", "“…” – Ada Rehn, village head": who signs a quotation that is a paragraph of its own.
_SIGNATURE = re.compile(
    rf"\W{{0,3}}?\s*(?:[—–―]|--)\s*(?P<name>{_WORD}(?:\s+{_WORD}){{1,3}})(?:,\s*(?P<role>[^.:“”\"]{{1,60}}))?\W*"
)


def labelled(quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    """Return who is named before a colon at the beginning of a paragraph or sentence, if the quotation follows it."""
    label = _LABEL.search(blank[source.region(quote.start).start : quote.start])
    name = label["name"].strip() if label else ""
    if not label or not is_name(name) or says_in_arabic(name):
        return None
    if name.casefold() in ROLES and label["role"] is None:
        return NamedSpeaker(f"the {name.casefold()}")
    if " " not in name and is_body(name):
        return None
    capitals = name.isupper() and " " in name
    if capitals:
        name = _recased(name, blank)
    sure = " " in name and not capitals
    return NamedSpeaker(name, label["role"], unproven=not sure and not has_surname(blank, name.split()[-1]))


def signed_behind(quote: Quotation, source: DraftText, blank: str) -> NamedSpeaker | None:
    """Return the name behind a dash that ends a paragraph of nothing but the quotation, or stands in the next: `— Ada Rehn`."""
    region = source.region(quote.start)
    before, behind = blank[region.start : quote.start], blank[quote.end : region.end]
    if any(map(str.isalnum, before)):
        return None
    if not any(map(str.isalnum, behind)) and region.end < len(blank):
        following = source.region(region.end)
        behind = blank[following.start : following.end] if following.start >= region.end else behind
    found = _SIGNATURE.fullmatch(behind)
    if found is None or not is_name(found["name"]) or is_body(found["name"]):
        return None
    return NamedSpeaker(found["name"], found["role"])


def _recased(name: str, draft: str) -> str:
    """Return a name in capitals as the draft writes it elsewhere, or with capitals at the beginnings of words."""
    found = re.finditer(re.escape(name), draft, re.IGNORECASE)
    return next((one[0] for one in found if not one[0].isupper()), name.title())
