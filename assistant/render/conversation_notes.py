"""What every export of a conversation shows beside its answers: numbered notes, when it took place, and remarks.

The citations are numbered through the whole conversation, so that every number leads to one note.
"""

from dataclasses import dataclass

from ...corpus.types import Span
from ...corpus.wording import attribution, counted, day
from ..history.history import Conversation, Gone, Message, Transcript
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


def remarks(message: Message) -> tuple[str, ...]:
    """Return what has become of the reports that an answer cites since it was given, in sentences."""
    found = [_gone(one) for one in message.gone]
    if message.lost:
        reports = counted(len(message.lost), "report")
        found.append(
            f"{reports} that this answer cited cannot be found any more, so what it quoted from there is not shown."
        )
    return tuple(found)


def _gone(gone: Gone) -> str:
    report = f"{gone.document.title} ({attribution(gone.document)})"
    now = "has been replaced by a newer version" if gone.replaced_by else "is no longer in the corpus"
    return f"{report} {now}; it is quoted as it was."
