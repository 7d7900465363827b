"""Judging whether evidence supports a claim."""

from collections.abc import Sequence

from pydantic import Field

from ...corpus.types import Document, Span
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


class Agreement(Shape):
    """How far the judge agrees with people, on data sets that it was not fitted to.

    Its thresholds were chosen on the same sets, so less is to be expected elsewhere.
    """

    auc: float = Field(description="0 to 1: how often a supported claim scores higher than one that is not.")
    precision: float = Field(description="0 to 1: the share of claims called supported that people call so.")
    recall: float = Field(description="0 to 1: the share of supported claims that are called so.")
    sets: int


class UnmatchedWord(_Sentence):
    """A word of a claim that the evidence has in no form, and no synonym of; the offsets are into the claim."""

    closest: TextEvidence | DocumentEvidence | None = Field(
        description="The word of the evidence whose meaning in its sentence is closest."
    )


UNMATCHED = "Words that the evidence has in no form, of a claim that is not supported though no rule says why."


class SentenceSupport(_Sentence):
    """The verdict on one sentence of a claim; the offsets are into the claim."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    evidence: TextEvidence | DocumentEvidence | None
    unmatched: tuple[UnmatchedWord, ...] = Field((), description=UNMATCHED)


class Support(Shape):
    """Whether evidence supports a claim."""

    verdict: Verdict
    score: float = Field(description="0 to 1: how likely the evidence supports the claim.")
    reasons: tuple[str, ...]
    evidence: TextEvidence | DocumentEvidence | None
    sentences: tuple[SentenceSupport, ...] = Field((), description="Each sentence of a claim that has several.")
    agreement: Agreement | None = Field(
        None,
        description="How far the judge agrees with people, if that was measured; less is to be expected on other data.",
    )
    unmatched: tuple[UnmatchedWord, ...] = Field((), description=UNMATCHED)

    @classmethod
    def of(
        cls, value: judge.Supported, claim: str, evidence: Sequence[str] | None, source: Document | None = None
    ) -> "Support":
        """Describe a judgement of `claim` on texts, or on a stored document, whose text is then the only evidence."""
        parts = [
            SentenceSupport(
                start=one.place.start,
                end=one.place.end,
                text=one.place.of(claim),
                verdict=one.verdict,
                score=one.score,
                reasons=one.reasons,
                evidence=_where(one, evidence, source),
                unmatched=_unmatched(one, claim, evidence, source),
            )
            for one in value.sentences
            if one.place is not None
        ]
        known = value.agreement
        return Support(
            verdict=value.verdict,
            score=value.score,
            reasons=value.reasons,
            evidence=_where(value, evidence, source),
            sentences=tuple(parts),
            agreement=None
            if known is None
            else Agreement(auc=known.auc, precision=known.precision, recall=known.recall, sets=known.sets),
            unmatched=_unmatched(value, claim, evidence, source),
        )


def _where(
    value: judge.Supported, evidence: Sequence[str] | None, source: Document | None
) -> TextEvidence | DocumentEvidence | None:
    return _placed(value.evidence, value.span, evidence, source)


def _unmatched(
    value: judge.Supported, claim: str, evidence: Sequence[str] | None, source: Document | None
) -> tuple[UnmatchedWord, ...]:
    return tuple(
        UnmatchedWord(
            start=one.place.start,
            end=one.place.end,
            text=one.place.of(claim),
            closest=_placed(one.evidence, one.closest, evidence, source),
        )
        for one in value.unmatched
    )


def _placed(
    index: int | None, span: Span | None, evidence: Sequence[str] | None, source: Document | None
) -> TextEvidence | DocumentEvidence | None:
    if index is None or span is None:
        return None
    texts = evidence or () if source is None else (source.text,)
    start, end, text = span.start, span.end, span.of(texts[index])
    if source is None:
        return TextEvidence(start=start, end=end, text=text, index=index)
    return DocumentEvidence(start=start, end=end, text=text, **place_fields(source))


class SupportReply(Support, Identified):
    """Whether evidence supports a claim, with the caller's id."""
