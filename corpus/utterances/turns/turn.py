"""One turn of a transcript."""

from dataclasses import dataclass

from ...types import Span
from .spelling import Role


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: `pieces` are the spoken words, one span or more for each paragraph, and never empty.

    `label` is the label as the transcript writes it, empty for a speech without labels. `speaker` is `None` if the transcript
    only shows that somebody else speaks; `office` is the office that the label names. `asks`: the words end with a question;
    `has_question`: some of them ask.
    """

    label: str
    speaker: str | None
    role: Role
    office: str | None
    pieces: tuple[Span, ...]
    asks: bool = False
    has_question: bool = False

    @property
    def span(self) -> Span:
        """The turn from its first word to its last, with the stage directions between them."""
        return Span(self.pieces[0].start, self.pieces[-1].end)
