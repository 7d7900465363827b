"""A *not* on one side only, or a word and its opposite, in sentences that otherwise say much the same.

The comparison ignores who reports the statement. The sentences must share most of their words: "the conference will not be
held" says nothing about another conference.
"""

import re
from collections.abc import Iterator

from ....corpus.language.antonyms import opposite
from ....corpus.language.synonyms import groups
from ....corpus.language.terms import terms
from ....corpus.language.words import AnalysedWord
from ...statements.coverage import coverage
from ...statements.reported import ReportedSentence, same_time

# The share of the shorter sentence, by the weight of its words, that the other must cover,
COVERED = 0.6
# and the share of the longer sentence.
COVERED_BACK = 0.35

_NOT = re.compile(r"\b(?:not|never|cannot|\w+n['’]t|den(?:y|ies|ied) that)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\Are(?=\w{4})")
# Other words that negate: the opposite sentence must have none of them.
_DENIES = re.compile(
    r"\b(?:yet to|den(?:y|ies|ied|ying|ial)|reject\w*|refus\w*|fail(?:s|ed|ing|ure)?|stopp?\w*|without|ruled? out"
    r"|unlikely|no longer)\b",
    re.IGNORECASE,
)
# These words often occur together with their opposites.
_TIMES = frozenset(
    term
    for word in "old new former current last next first early late before after day night".split()
    for term in terms(word)
)


def negation_reasons(one: ReportedSentence, other: ReportedSentence) -> Iterator[str]:
    """Yield a reason if one sentence negates what the other says, or says the opposite."""
    if not same_time(one, other):
        return
    if _about(one, other):
        for here, there, where in ((one, other, "here"), (other, one, "there")):
            negated = _turned_words(here, there)
            if negated:
                yield f"“{negated}” is negated only {where}"
                return
    pair = opposite_words(one, other)
    if pair is None:
        return
    words = frozenset(word.term for word in pair)
    if coverage(one, other, words) >= COVERED and coverage(other, one, words) >= COVERED:
        yield f"“{pair[0].text}” here, “{pair[1].text}” there"


def opposite_words(one: ReportedSentence, other: ReportedSentence) -> tuple[AnalysedWord, AnalysedWord] | None:
    """Return a word that only `one` has and its opposite that only `other` has, next to a word that both have."""
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
    """Return whether two words are opposites, also with a prefix: "closed", "reopened"."""
    return any(opposite(a, b) for a in (one, _AGAIN.sub("", one)) for b in (other, _AGAIN.sub("", other)))


def _turned_words(here: ReportedSentence, there: ReportedSentence) -> str | None:
    """Return the word that only `here` negates and both have; `None` if `there` negates anything itself."""
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


def _beside(sentence: ReportedSentence, word: AnalysedWord) -> set[str]:
    """Return the content terms within three words."""
    at = sentence.words.index(word)
    near = (*sentence.words[max(0, at - 3) : at], *sentence.words[at + 1 : at + 4])
    return {one.term for one in near if one.content}
