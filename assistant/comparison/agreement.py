"""Whether two sentences of different reports say the same: close vectors *and* the same numbers, negation and names.

A vector hardly sees a changed number or a *not*, so these must agree, and so must most of the words, before two sentences
are said to say the same. Sentences that are less close must be of the same days and cover more of each other.
"""

import re
from functools import cache

from ...corpus.language.negation import ARABIC_NEGATIVES, CONTRACTION, NEGATIVES
from ...corpus.language.number_words import CARDINALS, SCALES
from ...corpus.language.synonyms import covered
from ...corpus.language.terms import terms
from ..statements.coverage import coverage
from ..statements.reported import ReportedSentence, own_names, same_time
from ..verification import FeatureJudge
from .contradictions import differences
from .rules.negation import opposed

SAME = 0.82
"""Cosine from which two sentences may say the same."""

NEARLY = 0.62
"""… where they cover half of each other's words (`HALF`) and their reports are at most `DAYS` apart."""

HALF = 0.5
SOME = 0.3
DAYS = 14

_ONLY_ONE = 2  # name words that the longer sentence may have besides
_NEGATION = re.compile(
    rf"\b(?:{'|'.join((*NEGATIVES, *ARABIC_NEGATIVES, CONTRACTION))}|den(?:y|ies|ied|ying))\b",
    re.IGNORECASE,
)
_HARM = {
    name: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for name, words in {
        "killed": "kill|die[ds]?\\b|dead|death|fatal|slain",
        "hurt": "wound|injur|hurt",
        "taken": "arrest|detain|captur|seiz",
        "freed": "releas|free[ds]?\\b|freeing",
    }.items()
}
# "Zero", "one" and "a dozen" are too often no count.
_WRITTEN = frozenset(terms(" ".join((*(CARDINALS.keys() - {"zero", "one"}), *(SCALES.keys() - {"dozen"})))))
# The encoder reads English: what it makes of other scripts is close to everything in them.
_ENGLISH = re.compile(r"[a-zA-Z]")


def says_same(one: ReportedSentence, other: ReportedSentence, cosine: float) -> bool:
    """Whether two sentences whose vectors have this cosine say the same."""
    if cosine < NEARLY or not (one.comparable and other.comparable):
        return False
    if telling(one.bare) != telling(other.bare) or not same_time(one, other):
        return False
    only, there = len(own_names(one, other)), len(own_names(other, one))
    if min(only, there) or max(only, there) > _ONLY_ONE:
        return False
    close = cosine >= SAME and bool(_ENGLISH.search(one.text))
    if not close and _apart(one, other):
        return False
    if min(coverage(one, other), coverage(other, one)) < (SOME if close else HALF):
        return False
    if not any(covered(term, other.stated.meant) for term in one.content):
        return False  # they only name the same
    if opposed(one, other) or opposed(other, one) or _harm(one) != _harm(other):
        return False
    return not differences(one, other, cosine) and not _against(one, other) and not _against(other, one)


def _against(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Whether what checks a claim against evidence finds that one says otherwise than the other."""
    read = _checker().read(" ".join(one.bare.split()), [" ".join(other.bare.split())])
    return any(finding.contradicts for reading in read for finding in reading.findings)


@cache
def _checker() -> FeatureJudge:
    return FeatureJudge()


def _harm(told: ReportedSentence) -> frozenset[str]:
    """What befell people: killed is not wounded, however alike the sentences are."""
    return frozenset(name for name, pattern in _HARM.items() if pattern.search(told.bare))


def telling(text: str) -> tuple[frozenset[str], bool]:
    """The numbers in a sentence, and whether it negates: what must agree before two sentences say the same."""
    numbers = frozenset(term for term in terms(text) if term[0].isdigit() or term in _WRITTEN)
    return numbers, bool(_NEGATION.search(text))


def _apart(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Whether the reports are of times so different that likeness says little."""
    return bool(one.published and other.published and abs((one.published - other.published).days) > DAYS)
