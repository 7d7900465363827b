"""What is searched for: the question alone, or together with what was said before."""

import re
from collections.abc import Sequence

from assistant.types import ABSTAINED, Turn
from index.rank import Query
from index.terms import content_terms

# Words that point back to what was said, and beginnings that carry a question on.
_POINTING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|one|ones|former|latter|"
    r"same|other|others|another|else)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(r"\s*(?:and|or|but|so|also|what about|how about|why not|since when|really)\b", re.IGNORECASE)
# A question with fewer content terms than this leaves out what the one before has said.
ENOUGH = 2


def follows(question: str) -> bool:
    """Whether a question leans on the conversation: it points back, carries on, or says too little to stand alone."""
    return bool(_GOING_ON.match(question) or _POINTING.search(question)) or len(content_terms(question)) < ENOUGH


def searched_query(question: str, history: Sequence[Turn]) -> Query:
    """The question as it is searched: with the damped question and answer that it follows on, where it does."""
    before = _before(history)
    return Query(question) if before is None or not follows(question) else Query.following(question, *before)


def _before(history: Sequence[Turn]) -> tuple[str, str] | None:
    """The last question that was answered, with its answer; the last one of all where none was."""
    asked: list[tuple[str, str]] = []
    for turn in history:
        if turn.role == "user":
            asked.append((turn.content, ""))
        elif asked:
            asked[-1] = (asked[-1][0], turn.content)
    answered = [pair for pair in asked if pair[1].strip() and not pair[1].startswith(ABSTAINED)]
    return next(reversed(answered or asked), None)


def shown(query: Query) -> str:
    """What was searched for, in words."""
    return query.text if not query.context else f"{query.text} (after: {query.context[0][0]})"
