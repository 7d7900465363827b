"""Serialise answers for storage. A citation is stored as a document id and two offsets, without the document's words.

So the words of a stored answer are cut from the document anew each time it is shown. Prompts are not stored (they repeat
the evidence); their cost is. If a document no longer exists, its citations are dropped and the answer says so: without the
text, nothing is shown as a quotation. What is stored is read as if somebody else had written it: its shape is checked before an
answer is made of it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from ...corpus.errors import DamagedRow
from ...corpus.types import Document, Passage, Sentence, Span
from ...index.retrieval.search import Hit
from ...index.storage.rows import parsed
from ..types import Answer, Call, Citation, Claim, Difference, Trace, Verdict

LOST = "a report that it cites is lost"
"""The reason why a written claim that was once supported counts as unchecked."""

_Json = dict[str, Any]


class _Bounds(BaseModel):
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.start >= self.end:
            raise ValueError("bounds that are empty or reversed")
        return self

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class _Citation(_Bounds):
    document: str
    marker: int


class _Difference(_Citation):
    reasons: tuple[str, ...]
    earlier: bool = False  # answers stored by older versions do not say


class _Claim(BaseModel):
    text: str | None = None  # a quoted claim has none of its own
    citations: tuple[_Citation, ...]
    verdict: Verdict
    reasons: tuple[str, ...]


class _Hit(BaseModel):
    document: str
    passage: tuple[int, int]
    evidence: tuple[int, int]
    score: float
    rank: int

    @model_validator(mode="after")
    def _spans(self) -> Self:
        Span(*self.passage), Span(*self.evidence)
        return self


class _Call(BaseModel):
    purpose: Literal["condense", "write", "judge"]
    seconds: float
    tokens_in: int | None
    tokens_out: int | None
    failed: str | None


class _Trace(BaseModel):
    model: str
    prompt_version: str
    fallback: str | None
    calls: tuple[_Call, ...]


class _Answer(BaseModel):
    question: str
    searched_for: str
    claims: tuple[_Claim, ...]
    hits: tuple[_Hit, ...]
    abstained: bool
    confidence: float
    mode: Literal["quoting", "writing"]
    seconds: float
    trace: _Trace | None
    unmentioned: tuple[str, ...]
    differing: tuple[_Difference, ...] = ()  # answers stored by older versions have none of these
    looked_for: str = ""
    reply: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoredAnswer:
    """A stored answer; `lost` has the ids of cited documents that no longer exist."""

    answer: Answer
    lost: tuple[str, ...] = ()


def documents_of(answer: Answer) -> tuple[Document, ...]:
    """Return every document that the answer cites or was based on, each once."""
    cited = [citation.document for citation in answer.citations]
    return tuple({one.id: one for one in (*cited, *(hit.passage.document for hit in answer.hits))}.values())


def words_of(answer: Answer) -> str:
    """Return the words of an answer, for searching."""
    quotes = (citation.quote for citation in answer.citations)
    return "\n".join((*(claim.text for claim in answer.claims), *quotes, *((answer.reply,) if answer.reply else ())))


def freeze(answer: Answer) -> str:
    """Serialise the answer as JSON."""
    frozen: _Json = {
        "question": answer.question,
        "searched_for": answer.searched_for,
        "claims": [_claim(claim, answer.mode) for claim in answer.claims],
        "hits": [_hit(hit) for hit in answer.hits],
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "mode": answer.mode,
        "seconds": answer.seconds,
        "trace": _trace(answer.trace) if answer.trace else None,
        "unmentioned": list(answer.unmentioned),
        "differing": [
            {**_citation(one.citation), "reasons": list(one.reasons), "earlier": one.earlier}
            for one in answer.differing
        ],
        "looked_for": answer.looked_for,
        "reply": answer.reply,
        "missing": list(answer.missing),
    }
    text = json.dumps(frozen, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode(
        "utf-8"
    )  # browsers may send lone surrogates, which UTF-8 cannot encode


def thaw(frozen: str, documents: Mapping[str, Document]) -> RestoredAnswer:
    """Restore an answer from JSON and the documents it refers to, by id.

    Raises:
        DamagedRow: the JSON is not that of an answer.
    """
    try:
        parsed(frozen, "answer")  # it may be no text, nested too deeply, or no UTF-8
        stored = _Answer.model_validate_json(frozen, strict=True)
    except ValidationError as error:
        fault = f"its {'.'.join(map(str, error.errors()[0]['loc']))} is wrong"
        raise DamagedRow("a stored answer", fault) from error
    except ValueError as error:
        raise DamagedRow("a stored answer", str(error)) from error
    texts = _Texts(documents)
    trace = stored.trace
    answer = Answer(
        stored.question,
        stored.searched_for,
        tuple(claim for one in stored.claims if (claim := _claim_again(one, texts))),
        tuple(hit for one in stored.hits if (hit := _hit_again(one, documents))),
        stored.abstained,
        stored.confidence,
        stored.mode,
        stored.seconds,
        Trace(trace.model, trace.prompt_version, _calls(trace.calls), trace.fallback) if trace else None,
        stored.unmentioned,
        tuple(
            Difference(cited, one.reasons, one.earlier) for one in stored.differing for cited in texts.citations([one])
        ),
        stored.looked_for,
        stored.reply,
        stored.missing,
    )
    return RestoredAnswer(answer, tuple(texts.lost))


class _Texts:
    """Restores citations from ids and offsets, and records which documents are missing."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self.lost: dict[str, None] = {}

    def citations(self, stored: Iterable[_Citation]) -> tuple[Citation, ...]:
        found = []
        for one in stored:
            document = _reaching(self._documents, one.document, one.end)
            if document is None:
                self.lost[one.document] = None
            else:
                found.append(Citation(one.marker, document, one.span))
        return tuple(found)


def _reaching(documents: Mapping[str, Document], name: str, end: int) -> Document | None:
    """Return the document, or `None` if it is missing or its text is too short to be the cited one."""
    document = documents.get(name)
    return document if document is not None and end <= len(document.text) else None


def _claim(claim: Claim, mode: str) -> _Json:
    # The text of a quoted claim is the words of its first citation.
    own = {} if mode == "quoting" and claim.citations else {"text": claim.text}
    return {
        **own,
        "citations": [_citation(one) for one in claim.citations],
        "verdict": claim.verdict,
        "reasons": list(claim.reasons),
    }


def _citation(one: Citation) -> _Json:
    return {"marker": one.marker, "document": one.document.id, "start": one.span.start, "end": one.span.end}


def _claim_again(stored: _Claim, texts: _Texts) -> Claim | None:
    citations = texts.citations(stored.citations)
    if stored.text is None:
        return Claim(citations[0].quote, citations, stored.verdict, stored.reasons) if citations else None
    if stored.citations and not citations:
        return Claim(stored.text, (), "unchecked", (*stored.reasons, LOST))
    return Claim(stored.text, citations, stored.verdict, stored.reasons)


def _hit(hit: Hit) -> _Json:
    passage, evidence = hit.passage.span, hit.evidence.span
    return {
        "document": hit.passage.document.id,
        "passage": [passage.start, passage.end],
        "evidence": [evidence.start, evidence.end],
        "score": hit.score,
        "rank": hit.rank,
    }


def _hit_again(stored: _Hit, documents: Mapping[str, Document]) -> Hit | None:
    passage, evidence = Span(*stored.passage), Span(*stored.evidence)
    document = _reaching(documents, stored.document, max(passage.end, evidence.end))
    if document is None:
        return None
    return Hit(Passage(document, passage), Sentence(document, evidence), stored.score, stored.rank)


def _trace(trace: Trace) -> _Json:
    return {
        "model": trace.model,
        "prompt_version": trace.prompt_version,
        "fallback": trace.fallback,
        "calls": [
            {
                "purpose": call.purpose,
                "seconds": call.seconds,
                "tokens_in": call.tokens_in,
                "tokens_out": call.tokens_out,
                "failed": call.failed,
            }
            for call in trace.calls
        ],
    }


def _calls(stored: Iterable[_Call]) -> tuple[Call, ...]:
    return tuple(Call(one.purpose, (), "", one.seconds, one.tokens_in, one.tokens_out, one.failed) for one in stored)
