"""A kept conversation as one HTML page: no script, nothing loaded from elsewhere, readable on a phone, in the dark and in print.

Quoted words are cut from the documents that were kept with the answer. The page itself forbids scripts and requests.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from ..history.history import HistoryMessage, Transcript, remarks
from ..types import Answer, Claim
from .conversation_notes import Notes, location, period
from .templating import Macros, style

_html = Macros("conversation.html")


@dataclass(frozen=True, slots=True)
class ExportedTurn:
    """A question with its answer: the claims with the numbers of their notes; `reworded`: something else was searched."""

    answer: Answer
    claims: tuple[tuple[Claim, list[int]], ...]
    remarks: tuple[str, ...]
    reworded: bool

    @classmethod
    def of(cls, message: HistoryMessage, notes: Notes) -> "ExportedTurn":
        """Return the turn of a message."""
        answer = message.answer
        claims = tuple((claim, notes.of_claim(claim)) for claim in answer.claims)
        reworded = answer.searched_for != answer.question.strip()
        return cls(answer, claims, (*answer.notes, *remarks(message)), reworded)


def as_html(transcript: Transcript) -> str:
    """Return the whole page."""
    notes = Notes.of(transcript)
    turns = [ExportedTurn.of(message, notes) for message in transcript.messages]
    cited = [(one, location(one)) for one in notes.cited]
    conversation = transcript.conversation
    return str(_html.page(conversation.title, _policy(), style("conversation.css"), period(conversation), turns, cited))


@cache
def _policy() -> str:
    allowed = b64encode(sha256(style("conversation.css").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
