"""The question that words of a transcript reply to: what the reporter asked last before the speaker's turn."""

from ...types import Document, Span
from . import turn_at, turns

LEAST = 3
"""Words that a question has at least; "Right." or "Thank you." between two turns of one speaker asks nothing."""

LONGEST = 400
"""Characters of a question that are shown; of a longer one its last paragraph, where the question usually stands."""


def is_question(document: Document, span: Span) -> bool:
    """Whether words stand in a reporter's turn of a transcript: what is asked there is no report of anything."""
    found = turn_at(document, span.end - 1)
    return found is not None and found[1].role == "question"


def question_words(document: Document, span: Span) -> str | None:
    """Return the words of the question that the words at `span` reply to, on one line; `None` if nobody asked."""
    asked = question_before(document, span)
    return " ".join(asked.of(document.text).split()) if asked else None


def question_before(document: Document, span: Span) -> Span | None:
    """Return where the question stands that the words at `span` reply to.

    Only turns with the role `question` between this turn of the speaker and the one before count. `None` outside
    transcripts, for words of a question itself, and if nobody asked.
    """
    found = turn_at(document, span.end - 1) or turn_at(document, span.start)
    if found is None or found[1].role != "speaker":
        return None
    number, turn = found
    everybody = turns(document)
    while number:
        number -= 1
        before = everybody[number]
        if before.role == "question":
            whole = before.span
            words = whole.of(document.text)
            if len(words.split()) >= LEAST or words.rstrip().endswith(("?", "؟")):
                return whole if len(words) <= LONGEST else before.pieces[-1]
        elif before.speaker != turn.speaker:
            return None
    return None
