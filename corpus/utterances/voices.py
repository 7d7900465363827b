"""Whether a noun phrase without a name can be a speaker: a person, a body or something written, not "the issue"."""

import re
from functools import lru_cache

from ..language.lexicon import BODIES, ROLES
from .weights import source_nouns

_HEAD = re.compile(
    r",|\(| (?:of|for|in|at|on|from|with|who|that|which|whose|to|by|about|among|near|inside|close|familiar) "
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Endings of nouns for people.
_PEOPLE = re.compile(
    r"(?:man|men|woman|women|person|persons|people|[^aeiou]ers?|ors?|ists?|ians?|ees?|eers?|[tuw]ards?|year-olds?)\Z"
)
# Nouns for people with endings that other nouns have, too ("restaurant", "statement").
_PERSONS = frozenset(
    "confidant confidante consultant assistant attendant combatant accountant claimant applicant lieutenant militant migrant "
    "immigrant inhabitant occupant informant commandant merchant tenant servant litigant registrant resident student agent "
    "respondent correspondent parent patient opponent proponent client recipient dissident adolescent incumbent superintendent "
    "teen teenager mum mom dad girl boy guy lad colleague spouse bride groom hostage refugee nun monk clergy guest host".split()
)
# What is written and read aloud in reports: "an audit found".
_WRITTEN = frozenset(
    "audit review inquiry enquiry assessment dossier memo memorandum ruling verdict judgment judgement transcript minutes "
    "questionnaire census readout manifesto".split()
)


@lru_cache(maxsize=5_000)
def may_speak(written: str) -> bool:
    """Return whether the head noun of a phrase is a role, a body, a person by its ending, or was seen as a labelled source.

    A head with a capital, a number or a phrase that ends otherwise is not judged.
    """
    words = _WORD.findall(_HEAD.split(written.strip())[0]) or _WORD.findall(written)
    if not words:
        return False
    head = re.sub(r"['’]s?\Z", "", words[-1])
    if head[:1].isupper() and not written.isupper():
        return True
    low = head.lower()
    forms = {low, low.removesuffix("s"), low.removesuffix("es")}
    return bool(forms & (ROLES | BODIES | _PERSONS | _WRITTEN | source_nouns()) or _PEOPLE.search(low))
