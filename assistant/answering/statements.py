"""What of the evidence may answer: everything but the questions and the moderation of a transcript."""

from collections.abc import Sequence

from ...corpus.utterances.turns import turn_at
from ...index.retrieval.search import EvidenceSentence


def statements(evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the evidence without reporters' questions: whoever asks about an event does not state it."""
    return tuple(one for one in evidence if not _asked(one))


def _asked(one: EvidenceSentence) -> bool:
    # A sentence may begin with the label of its turn.
    found = turn_at(one.sentence.document, one.sentence.span.end - 1)
    return found is not None and found[1].role in ("question", "moderator")
