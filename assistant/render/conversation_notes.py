"""What every export of a conversation shows beside its answers: numbered notes, and when it took place.

The citations are numbered through the whole conversation, so that every number leads to one note.
"""

from dataclasses import dataclass

from ...corpus.types import Span
from ...corpus.wording import counted, day
from ..history.history import Conversation, Transcript
from ..types import Citation, Claim


@dataclass(frozen=True, slots=True)
class Notes:
    """The citations of a conversation, each place of a document once, in the order in which they are first cited."""

    cited: tuple[Citation, ...]
    numbers: dict[tuple[str, Span], int]

    @classmethod
    def of(cls, transcript: Transcript) -> "Notes":
        """Number the citations of all answers."""
        first = {_place(one): one for answer in transcript.answers for one in answer.citations}
        return cls(tuple(first.values()), {place: number for number, place in enumerate(first, 1)})

    def of_claim(self, claim: Claim) -> list[int]:
        """Return the numbers of a claim's notes, from 1, in the order of its citations."""
        return [self.numbers[_place(one)] for one in claim.citations]


def _place(citation: Citation) -> tuple[str, Span]:
    return citation.document.id, citation.span


def location(citation: Citation) -> str:
    """Return where cited words are: the document's id with the offsets, counted in characters from 0."""
    return f"document {citation.document.id}, characters {citation.span.start} to {citation.span.end}"


def period(conversation: Conversation) -> str:
    """Return how many questions were asked, and when."""
    first, last = day(conversation.created.date()), day(conversation.updated.date())
    when = first if first == last else f"{first} to {last}"
    return f"{counted(conversation.questions, 'question')} asked of Dragoman, {when} (UTC)"
