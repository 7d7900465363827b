"""A *not* on one side only, or a word and its opposite, in sentences that are else much the same.

What is compared is what the sentences tell, without who reports it. The sentences must cover most of each other's words:
"the conference will not be held" says nothing of another conference.
"""

import re
from collections.abc import Iterator

from ....corpus.language.antonyms import opposite
from ....corpus.language.synonyms import groups
from ....corpus.language.terms import terms
from ....corpus.language.words import AnalysedWord
from ...statements.coverage import coverage
from ...statements.reported import ReportedSentence, same_time

# Of what the shorter sentence tells, by the weight of its words, the other must cover so much.
COVERED = 0.6
# … and of what the longer one tells.
COVERED_BACK = 0.35

_NOT = re.compile(r"\b(?:not|never|cannot|\w+n['’]t|den(?:y|ies|ied) that)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\Are(?=\w{4})")
# The other sentence negates nothing, not even by another word.
_DENIES = re.compile(
    r"\b(?:yet to|den(?:y|ies|ied|ying|ial)|reject\w*|refus\w*|fail(?:s|ed|ing|ure)?|stopp?\w*|without|ruled? out"
    r"|unlikely|no longer)\b",
    re.IGNORECASE,
)
# These words and their opposites stand beside each other all the time.
_TIMES = frozenset(
    term
    for word in "old new former current last next first early late before after day night".split()
    for term in terms(word)
)


def turned(one: ReportedSentence, other: ReportedSentence) -> Iterator[str]:
    """A reason where one sentence negates what the other tells, or has its opposite."""
    if not same_time(one, other):
        return
    if _about(one, other):
        for here, there, where in ((one, other, "here"), (other, one, "there")):
            negated = _turned_words(here, there)
            if negated:
                yield f"says not of “{negated}” {where}"
                return
    pair = opposed(one, other)
    if pair is None:
        return
    words = frozenset(word.term for word in pair)
    if coverage(one, other, words) >= COVERED and coverage(other, one, words) >= COVERED:
        yield f"“{pair[0].text}” here, “{pair[1].text}” there"


def opposed(one: ReportedSentence, other: ReportedSentence) -> tuple[AnalysedWord, AnalysedWord] | None:
    """A word that only `one` has and its opposite that only `other` has, beside the same word."""
    named = {word.start for word in one.names}, {word.start for word in other.names}
    for word in one.words:
        for against in other.words:
            if word.start in named[0] or against.start in named[1] or {word.term, against.term} & _TIMES:
                continue
            if not _opposite(word.term, against.term) or word.negated != against.negated:
                continue
            if word.term in other.content or against.term in one.content:
                continue
            if _beside(one, word) & _beside(other, against):
                return word, against
    return None


def _about(one: ReportedSentence, other: ReportedSentence) -> bool:
    low, high = sorted((coverage(one, other), coverage(other, one)))
    return high >= COVERED and low >= COVERED_BACK


def _opposite(one: str, other: str) -> bool:
    """As `opposite`, also of what is done again: "closed", "reopened"."""
    return any(opposite(a, b) for a in (one, _AGAIN.sub("", one)) for b in (other, _AGAIN.sub("", other)))


def _turned_words(here: ReportedSentence, there: ReportedSentence) -> str | None:
    """What only `here` negates, of words that both have; nothing where the other sentence negates anything itself."""
    if _DENIES.search(there.bare) or any(word.negated or word.cue for word in there.words):
        return None
    named = {word.start for word in here.names}
    for match in _NOT.finditer(here.bare):
        word = next((word for word in here.words if word.negated and word.start >= match.end()), None)
        if word is None or word.start in named or word.term.startswith("#"):
            continue
        same = [
            one
            for one in there.words
            if one.content and (one.term == word.term or groups(one.term) & groups(word.term))
        ]
        if same and not any(one.hedged for one in same):
            return word.text
    return None


def _beside(told: ReportedSentence, word: AnalysedWord) -> set[str]:
    """The content terms within three words."""
    at = told.words.index(word)
    near = (*told.words[max(0, at - 3) : at], *told.words[at + 1 : at + 4])
    return {one.term for one in near if one.content}
