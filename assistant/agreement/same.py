"""Whether two sentences of different reports say the same: close vectors *and* the same numbers, negation and names.

A vector hardly sees a changed number or a *not*, so these must agree, and so must most of the words, before two sentences
are said to say the same. Sentences that are less close must be of the same days and cover more of each other.
"""

import re

from assistant.agreement.differ import differences
from assistant.agreement.told import Told, own_names
from assistant.agreement.weights import coverage
from index.terms import terms

SAME = 0.82
"""Cosine from which two sentences may say the same."""

NEARLY = 0.75
"""… where they cover half of each other's words (`HALF`) and their reports are at most `DAYS` apart.

Set by reading the bundled briefs' pairs: below it, sentences of one event outweigh sentences that say the same."""

HALF = 0.5
SOME = 0.3
DAYS = 14

_ONLY_ONE = 2  # name words that the longer sentence may have besides
_NEGATION = re.compile(
    r"\b(?:not?|never|none|nor|neither|without|cannot|\w+n['’]t|لا|لم|لن|ليس|ليست|غير)\b", re.IGNORECASE
)
_WRITTEN = frozenset(
    terms(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty hundred thousand million billion"
    )
)
# The encoder reads English: what it makes of other scripts is close to everything in them.
_ENGLISH = re.compile(r"[a-zA-Z]")


def says_same(one: Told, other: Told, cosine: float) -> bool:
    """Whether two sentences whose vectors have this cosine say the same."""
    if cosine < NEARLY or not (one.comparable and other.comparable):
        return False
    if telling(one.bare) != telling(other.bare):
        return False
    only, there = len(own_names(one, other)), len(own_names(other, one))
    if min(only, there) or max(only, there) > _ONLY_ONE:
        return False
    close = cosine >= SAME and bool(_ENGLISH.search(one.text))
    if not close and _apart(one, other):
        return False
    if min(coverage(one, other), coverage(other, one)) < (SOME if close else HALF):
        return False
    return not differences(one, other, cosine)


def telling(text: str) -> tuple[frozenset[str], bool]:
    """The numbers in a sentence, and whether it negates: what must agree before two sentences say the same."""
    numbers = frozenset(term for term in terms(text) if term[0].isdigit() or term in _WRITTEN)
    return numbers, bool(_NEGATION.search(text))


def _apart(one: Told, other: Told) -> bool:
    """Whether the reports are of times so different that likeness says little."""
    return bool(one.published and other.published and abs((one.published - other.published).days) > DAYS)
