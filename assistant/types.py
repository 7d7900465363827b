"""The values of answering: what is cited, claimed and answered. Frozen; rendering is elsewhere (`assistant.render`)."""

from dataclasses import dataclass
from typing import Literal

from corpus.types import Document, Span
from index.search import Hit

ABSTAINED = "This corpus does not say."
"""How the text of an answer begins that is none."""

Verdict = Literal["supported", "contradicted", "not_enough_evidence", "unchecked"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document, by their offsets. `marker` is the number that the answer shows, from 1."""

    marker: int
    document: Document
    span: Span

    @property
    def quote(self) -> str:
        """The words, by their offsets."""
        return self.span.of(self.document.text)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer with what it rests on.

    In quoting mode `text` is the first citation's words, and further citations are reports that say the same.
    """

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question.

    `searched_for` is the question as it was searched, with what earlier turns added. `confidence` (0 to 1) is the
    calibrated probability that the corpus answers; below the threshold the answer has `abstained` and has no claims.
    `hits` are the passages that were read, best first. `seconds` is the time it took.
    """

    question: str
    searched_for: str
    claims: tuple[Claim, ...]
    hits: tuple[Hit, ...]
    abstained: bool
    confidence: float
    mode: Literal["quoting", "writing"]
    seconds: float

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every claim, in the order of their markers."""
        return tuple(citation for claim in self.claims for citation in claim.citations)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    content: str
