"""Judging whether evidence supports a claim."""

from collections.abc import Sequence

from pydantic import Field

from ...corpus.types import Document
from ..types import Verdict
from ..verification import judge
from .base import OFFSETS, Identified, Shape
from .documents import PlacedIn, place_fields


class _Sentence(Shape):
    start: int = Field(description=OFFSETS)
    end: int
    text: str


class TextEvidence(_Sentence):
    """The sentence of the given texts that says most about the claim."""

    index: int = Field(description="Which of the given texts, from 0.")


class DocumentEvidence(PlacedIn, _Sentence):
    """The sentence of a stored document that says most about the claim."""


class Support(Shape):
    """Whether evidence supports a claim."""

    verdict: Verdict
    score: float = Field(description="0 to 1: how likely the evidence supports the claim.")
    reasons: tuple[str, ...]
    evidence: TextEvidence | DocumentEvidence | None

    @classmethod
    def of(cls, value: judge.Supported, evidence: Sequence[str] | None, source: Document | None = None) -> "Support":
        """Describe a judgement on texts, or on a stored document, whose text is then the only evidence."""
        texts = evidence or () if source is None else (source.text,)
        where: TextEvidence | DocumentEvidence | None = None
        if value.evidence is not None and value.span is not None:
            start, end, text = value.span.start, value.span.end, value.span.of(texts[value.evidence])
            if source is None:
                where = TextEvidence(start=start, end=end, text=text, index=value.evidence)
            else:
                where = DocumentEvidence(start=start, end=end, text=text, **place_fields(source))
        return Support(verdict=value.verdict, score=value.score, reasons=value.reasons, evidence=where)


class SupportReply(Support, Identified):
    """Whether evidence supports a claim, with the caller's id."""
