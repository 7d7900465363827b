"""Let the newest report lead where a question asks for the latest state: "now", "so far", "how many … does … have?"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...index.retrieval.search import EvidenceSentence

READ = 12
"""The most sentences among which the newest is looked for."""

CLOSE = 1.0
"""Maximum difference of scores from the best sentence: about as much as two sentences with the same words differ by."""

_LATEST = re.compile(
    r"\b(?:now|nowadays|currently|current|latest|(?:most )?recent(?:ly)?|newest|so far|still|yet|today|to date|these days)\b"
    # A count in the present tense is one of the day on which it is asked.
    r"|^\W*how (?:many|much)\b.*\b(?:is|are|has|have|does|do)\b",
    re.IGNORECASE,
)


def newest_first(question: str, evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the evidence, best first; if the latest state is asked for, the newest of the sentences close to the best one leads.

    Reports without a day count as oldest. It takes the best score, so that what depends on differences of scores stays as it is.
    """
    close = [one for one in evidence[:READ] if one.score >= evidence[0].score - CLOSE]
    if len(close) < 2 or not asks_for_latest(question):
        return tuple(evidence)
    newest = max(close, key=lambda one: (one.sentence.document.published or date.min, one.score))
    leading = replace(newest, score=evidence[0].score)
    return (leading, *(one for one in evidence if one is not newest))


def asks_for_latest(question: str) -> bool:
    """Return whether a question asks for the latest state."""
    return _LATEST.search(question) is not None
