"""Decide whether two sentences of different reports say the same: close vectors and the same numbers, negation and names.

A vector hardly reflects a changed number or a *not*, so these must agree, and so must most words. Sentences whose vectors
are less close must come from about the same days and share more of their words.
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
from .contradictions import contradictions
from .rules.negation import opposite_words

SAME = 0.82
"""The cosine from which two sentences may say the same."""

NEARLY = 0.62
"""The lower cosine for sentences that share half of their words (`HALF`) and whose reports are at most `DAYS` days apart."""

HALF = 0.5
SOME = 0.3
DAYS = 14

_ONLY_ONE = 2  # words of names that only one of the sentences may have
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
# The encoder reads English; its vectors of other scripts are all close to one another.
_ENGLISH = re.compile(r"[a-zA-Z]")


def says_same(one: ReportedSentence, other: ReportedSentence, cosine: float) -> bool:
    """Return whether two sentences whose vectors have this cosine say the same."""
    if cosine < NEARLY or not (one.comparable and other.comparable):
        return False
    if numbers_and_negation(one.bare) != numbers_and_negation(other.bare) or not same_time(one, other):
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
        return False  # they share nothing but names
    if opposite_words(one, other) or opposite_words(other, one) or _harm(one) != _harm(other):
        return False
    return not contradictions(one, other, cosine) and not _against(one, other) and not _against(other, one)


def _against(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Return whether the judge that checks claims against evidence finds a contradiction."""
    read = _checker().read(" ".join(one.bare.split()), [" ".join(other.bare.split())])
    return any(finding.contradicts for reading in read for finding in reading.findings)


@cache
def _checker() -> FeatureJudge:
    return FeatureJudge()


def _harm(sentence: ReportedSentence) -> frozenset[str]:
    """Return what happened to people: killed is not wounded, however similar the sentences are."""
    return frozenset(name for name, pattern in _HARM.items() if pattern.search(sentence.bare))


def numbers_and_negation(text: str) -> tuple[frozenset[str], bool]:
    """Return the numbers in a sentence and whether it has a negation; sentences that say the same must agree in both."""
    numbers = frozenset(term for term in terms(text) if term[0].isdigit() or term in _WRITTEN)
    return numbers, bool(_NEGATION.search(text))


def _apart(one: ReportedSentence, other: ReportedSentence) -> bool:
    """Return whether the dates of the reports are so far apart that similar wording proves little."""
    return bool(one.published and other.published and abs((one.published - other.published).days) > DAYS)
