"""Let the newest report lead where a question asks for a state: "now", "so far", "who heads …?", "is … open?".

Of the sentences that tell the state (`states`), those of the newest days lead. A newer report that contradicts the leading one is
an update of it, so it leads as well; the older one is shown as an earlier state (`differences`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ...corpus.language.dates import dates
from ...index.retrieval.search import EvidenceSentence
from ..comparison.related import EmbeddedSentence, relate
from .period import LATER, Period
from .states import asked_state, state_day, telling

READ = 12
"""The most sentences among which the newest is looked for."""

TOLD = 40
"""The most sentences among which those that tell the state are looked for."""

APART = 8.0
"""Maximum difference of scores between the best sentence and one that tells the state."""

COUNTED_APART = 1.5
"""The same if a number is asked for."""

CLOSE = 1.0
"""Maximum difference of scores from the best sentence: about as much as two sentences with the same words differ by."""

_LATEST = re.compile(
    r"\b(?:now|nowadays|currently|current|latest|(?:most )?recent(?:ly)?|newest|so far|still|yet|today|to date|these days)\b"
    # A count in the present tense is one of the day on which it is asked.
    r"|^\W*how (?:many|much)\b.*\b(?:is|are|has|have|does|do)\b",
    re.IGNORECASE,
)


def newest_first(
    question: str, evidence: Sequence[EvidenceSentence], period: Period | None = None
) -> tuple[EvidenceSentence, ...]:
    """Return the evidence, best first; if a state is asked for, the newest sentence that tells it leads.

    If none is known to tell it and the question says "now", the newest of the sentences close to the best one leads. With a
    `period` that has an end, only reports up to that end count; one with a beginning and an end changes nothing. Reports without
    a day count as oldest. The leading sentence takes the best score: what depends on differences of scores stays as it is.
    """
    if not evidence or (period and period.first and period.last):
        return tuple(evidence)
    last = period.last if period and period.last else date.max
    dated = [one for one in evidence if (one.sentence.document.published or date.min) <= last]
    read = [one for one in dated[:TOLD] if one.score >= evidence[0].score - APART]
    near = read
    state = asked_state(question) if len({one.sentence.document.published for one in read}) > 1 else None
    if state and state.kind == "number":
        # Numbers stand in many sentences that count something else.
        read = [one for one in read if one.score >= evidence[0].score - COUNTED_APART]
    told = telling(state, read) if state else []
    if told:
        newest = max(map(state_day, told))
        # Of reports of the same days the one that answers best.
        leading = max(
            (one for one in told if state_day(one) >= newest - timedelta(days=LATER)), key=lambda one: one.score
        )
    elif asks_for_latest(question):
        close = [one for one in dated[:READ] if one.score >= evidence[0].score - CLOSE]
        leading = max(
            close, key=lambda one: (one.sentence.document.published or date.min, one.score), default=evidence[0]
        )
    else:
        return tuple(evidence)
    if not told or (state and state.kind == "number"):
        leading = _updated(leading, near)
    first = replace(leading, score=evidence[0].score)
    return (first, *(one for one in evidence if one is not leading))


def _updated(leading: EvidenceSentence, read: Sequence[EvidenceSentence]) -> EvidenceSentence:
    """Return the newest sentence that contradicts the leading one from a newer report, else the leading one."""
    own = EmbeddedSentence(leading.sentence, leading.vector)
    newer = [one for one in read if is_earlier(leading.sentence.document.published, one.sentence.document.published)]
    for one in sorted(newer, key=lambda one: one.sentence.document.published or date.min, reverse=True):
        judged = relate(own, EmbeddedSentence(one.sentence, one.vector))
        if judged is not None and judged.kind == "differs" and is_of_state(judged.reasons):
            return one
    return leading


def is_of_state(reasons: Sequence[str]) -> bool:
    """Return whether reports can differ so because a state changed: the day of an event does not change."""
    return not any(next(dates(reason, 0, len(reason), None), None) for reason in reasons)


def is_earlier(one: date | None, other: date | None) -> bool:
    """Return whether the first day is so long before the second one that a state may have changed meanwhile."""
    return one is not None and other is not None and one < other - timedelta(days=LATER)


def asks_for_latest(question: str) -> bool:
    """Return whether a question asks for the latest state."""
    return _LATEST.search(question) is not None
