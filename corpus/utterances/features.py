"""Classes of values that features are named after."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ..language.lexicon import BODIES, PLACES, ROLES
from .parsing import ParsedSentence
from .person_names import PEOPLE
from .tokens import Phrase

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_HEADLINE = 0.75
"""The share of capitals among the words of four letters and more from which a sentence is taken for a headline."""


def source_type(phrases: Sequence[Phrase]) -> str:
    """Return the class of a source: pronoun, name, role and so on."""
    first = phrases[0]
    if first.pronoun or first.written.lower() in ("him", "her", "them", "us", "me"):
        low = first.written.lower()
        return (
            "pronoun" if low in ("he", "she", "they") else "me" if low in ("i", "we", "me", "us") else "other-pronoun"
        )
    if first.name:
        return "several" if len(phrases) > 1 else "full-name" if " " in first.name else "name"
    return "role" if first.written[:1].islower() or first.written[:4] in ("The ", "A re") else "described"


def size(count: int) -> str:
    """Return the class of a count, by its upper limit."""
    return next(str(limit) for limit in (0, 1, 2, 3, 5, 8, 12, 20, 99999) if count <= limit)


def headline(sentence: ParsedSentence) -> bool:
    """Return whether a sentence is written like a headline, with capitals throughout."""
    words = [one for one in _WORD.findall(sentence.text[slice(*sentence.bounds)]) if len(one) > 3]
    return len(words) > 2 and sum(one[0].isupper() for one in words) >= _HEADLINE * len(words)


def who(sentence: ParsedSentence, phrases: Sequence[Phrase], kind: str) -> tuple[str, ...]:
    """Return what tells whether a phrase can speak at all: its head noun, the sort of its name, and how often it is named."""
    first = phrases[0]
    if source_type(phrases) in ("pronoun", "me", "other-pronoun"):
        return (f"who|{first.written.lower()}|{kind}",)
    if first.name is None:
        found = _WORD.findall(first.written.partition(" of ")[0]) or [""]
        head = _POSSESSIVE.sub("", found[-1]).lower()
        lead = found[0].lower() if len(found) > 1 else ""
        capital = found[-1][:1].isupper()
        role = head in ROLES or head.removesuffix("s") in ROLES
        return (
            f"who|noun={head}",
            f"who|role={role}|capital={capital}|{kind}",
            f"who|lead={lead}",
            f"who|words={size(len(found))}|role={role}",
            f"who|ending={head[-3:]}",
        )
    words = first.name.lower().split()
    sort = (
        "given"
        if words[0] in PEOPLE
        else "place"
        if words[-1] in PLACES
        else "body"
        if BODIES & set(words)
        else "capitals"
        if first.name.isupper()
        else "name"
    )
    often = size(_counted(sentence.text)[_POSSESSIVE.sub("", first.name.split()[-1])])
    return (
        f"who|sort={sort}|{kind}",
        f"who|sort={sort}|role={first.role is not None}|words={min(len(words), 4)}",
        f"who|often={often}|{kind}",
        f"who|often={often}|sort={sort}",
        f"who|headline={headline(sentence)}|{kind}",
    )


@lru_cache(maxsize=4)
def _counted(text: str) -> Counter[str]:
    """Return how often each word stands in a text."""
    return Counter(_POSSESSIVE.sub("", word) for word in _WORD.findall(text))
