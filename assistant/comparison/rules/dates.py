"""Different dates for one event: the ceasefire began on the 10th in one report and on the 13th in another.

Only an event that happens once has one date: a beginning, a signing, a death. A visit counts, too, if the dates are at most
two days apart. Meetings, talks and attacks recur, so another date means another event. Dates more than a fortnight apart
also mean two events: there was an earlier ceasefire.
"""

import re
from collections.abc import Iterator
from datetime import date

from ....corpus.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from ....corpus.language.synonyms import groups
from ....corpus.language.terms import terms
from ....corpus.language.words import AnalysedWord
from ....corpus.wording import day as day_in_words
from ...statements.reported import ReportedSentence

_ONCE = 14
_VISIT = 2
# The most words between an event and its date, and between it and what it affects.
_REACH = 14
_NEAR = 6
_CLAUSE = re.compile(r"[,;:()]|\b(?:after|before|when|while|as|since|until)\b")
_EVENTS = {
    "began": r"beg[aiu]n(?:s|ning)?|start(?:s|ed)?|commenced?"
    r"|(?:came|comes?|entered|enters?|went|go(?:es)?) into (?:force|effect)"
    r"|t(?:ook|ake|akes) effect|in (?:force|effect) since|took hold",
    "signed": r"sign(?:s|ed)|ratified|dates?(?= the [\w\s]{3,30}? to)|struck|concluded|was (?:made|reached)",
    "died": r"died|passed away|was (?:killed|assassinated|born)|born",
    "opened": r"inaugurated|founded|established|launched|(?:re)?opened|(?:will|would|to) (?:be )?(?:re)?open(?:ed)?",
    "elected": r"(?:was |were )?(?:elected|appointed|sworn in|dismissed|resigned|inaugurated)",
    "held": r"(?:will|would|to|shall) (?:be held|take place)|(?:due|scheduled|set) for|postponed (?:to|until)",
    "visit": r"visit(?:s|ed)?|arriv(?:es?|ed) (?:in|at)|reach(?:es|ed)|travelled to|came to|lands? in|landed in",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _EVENTS.items()}
_AGAIN = frozenset(
    term
    for word in (
        "talks meeting round session phase operation offensive strike protest negotiation game match trial hearing"
    ).split()
    for term in terms(word)
)


def day_reasons(one: ReportedSentence, other: ReportedSentence) -> Iterator[str]:
    """Yield a reason if the two sentences date one event differently."""
    if not one.days or not other.days:
        return
    if {day for day, _ in one.days} & {day for day, _ in other.days}:
        return
    for name, pattern in _PATTERNS.items():
        ours, theirs = _dated(one, pattern), _dated(other, pattern)
        if ours is None or theirs is None:
            continue
        apart = abs((ours[0] - theirs[0]).days)
        if not 0 < apart <= (_VISIT if name == "visit" else _ONCE):
            continue
        shared = _shared(ours[1], theirs[1])
        if shared & _AGAIN or not shared - one.named - other.named:
            continue
        if name == "visit" and not (one.named & other.named and len(shared) > 1):
            continue
        yield f"{day_in_words(ours[0])} here, {day_in_words(theirs[0])} there"
        return


def _dated(sentence: ReportedSentence, pattern: re.Pattern[str]) -> tuple[date, frozenset[str]] | None:
    """Return the date of an event and the terms for what it affects."""
    found = pattern.search(sentence.bare)
    if found is None:
        return None

    def distance(start: int, end: int) -> int:
        low, high = (found.end(), start) if start >= found.end() else (end, found.start())
        return len(sentence.bare[low:high].split())

    near = [(distance(span.start, span.end), day) for day, span in sentence.days]
    least, day = min(near)
    if least > _REACH:
        return None
    words = [
        word
        for word in sentence.words
        if word.content
        and distance(word.start, word.end) <= _NEAR
        and not _CLAUSE.search(sentence.bare, min(word.end, found.end()), max(word.start, found.start()))
    ]
    return day, frozenset(word.term for word in words if not _inside(word, found)) | {
        label for word in words if not _inside(word, found) for label in groups(word.term)
    }


def _inside(word: AnalysedWord, found: re.Match[str]) -> bool:
    return word.start < found.end() and found.start() < word.end


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Return the terms that both sentences use of the event, without dates."""
    return frozenset(term for term in ours & theirs if not term.startswith("#") and term not in _CALENDAR)


_CALENDAR = frozenset(term for word in (*ENGLISH_MONTHS, *ENGLISH_WEEKDAYS) for term in terms(word))
