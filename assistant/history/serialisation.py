"""An answer as JSON that is kept, and back: citations are a document's id and two offsets, and no document's words.

So what a stored answer quotes is cut from the document anew each time it is shown. What a model was asked word for word
is not kept (it repeats the evidence); what it cost is. A document that is nowhere any more takes its citations along, and
that is said: nothing is shown as a quotation that has no text to be cut from.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...corpus.types import Document, Passage, Sentence, Span
from ...index.retrieval.search import Hit
from ..types import Answer, Call, Citation, Claim, Difference, Trace

LOST = "a report that it cites is lost"
"""Why a written claim counts as unchecked that was once supported."""

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RestoredAnswer:
    """A stored answer; `lost` has the ids of the documents that it cited and that are nowhere any more."""

    answer: Answer
    lost: tuple[str, ...] = ()


def documents_of(answer: Answer) -> tuple[Document, ...]:
    """Every document that the answer cites or was read for it, each once."""
    cited = [citation.document for citation in answer.citations]
    return tuple({one.id: one for one in (*cited, *(hit.passage.document for hit in answer.hits))}.values())


def words_of(answer: Answer) -> str:
    """What an answer says, for searching."""
    quotes = (citation.quote for citation in answer.citations)
    return "\n".join((*(claim.text for claim in answer.claims), *quotes))


def freeze(answer: Answer) -> str:
    """The answer as JSON."""
    frozen: Object = {
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
        "differing": [{**_citation(one.citation), "reasons": list(one.reasons)} for one in answer.differing],
    }
    text = json.dumps(frozen, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode(
        "utf-8"
    )  # a browser may send half surrogates, which UTF-8 does not have


def thaw(frozen: str, documents: Mapping[str, Document]) -> RestoredAnswer:
    """The answer again, with the documents that it refers to by their ids."""
    given = json.loads(frozen)
    texts = _Texts(documents)
    claims = tuple(claim for one in given["claims"] if (claim := _claim_again(one, texts)))
    trace = given["trace"]
    answer = Answer(
        given["question"],
        given["searched_for"],
        claims,
        tuple(hit for one in given["hits"] if (hit := _hit_again(one, documents))),
        given["abstained"],
        given["confidence"],
        given["mode"],
        given["seconds"],
        Trace(trace["model"], trace["prompt_version"], _calls(trace["calls"]), trace["fallback"]) if trace else None,
        tuple(given["unmentioned"]),
        tuple(
            Difference(cited, tuple(one["reasons"]))
            for one in given.get("differing", ())  # answers kept before have none
            for cited in texts.citations([one])
        ),
    )
    return RestoredAnswer(answer, tuple(texts.lost))


class _Texts:
    """Citations from ids and offsets; remembers which documents were not there."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self.lost: dict[str, None] = {}

    def citations(self, given: Iterable[Object]) -> tuple[Citation, ...]:
        found = []
        for one in given:
            document = _reaching(self._documents, one["document"], one["end"])
            if document is None:
                self.lost[one["document"]] = None
            else:
                found.append(Citation(one["marker"], document, Span(one["start"], one["end"])))
        return tuple(found)


def _reaching(documents: Mapping[str, Document], name: str, end: int) -> Document | None:
    """The document, unless it is not there or its text is too short to be the one that was cited."""
    document = documents.get(name)
    return document if document is not None and end <= len(document.text) else None


def _claim(claim: Claim, mode: str) -> Object:
    # A quoted claim's text is its first citation's words.
    own = {} if mode == "quoting" and claim.citations else {"text": claim.text}
    return {
        **own,
        "citations": [_citation(one) for one in claim.citations],
        "verdict": claim.verdict,
        "reasons": list(claim.reasons),
    }


def _citation(one: Citation) -> Object:
    return {"marker": one.marker, "document": one.document.id, "start": one.span.start, "end": one.span.end}


def _claim_again(given: Object, texts: _Texts) -> Claim | None:
    citations = texts.citations(given["citations"])
    reasons = tuple(given["reasons"])
    if "text" not in given:
        return Claim(citations[0].quote, citations, given["verdict"], reasons) if citations else None
    if given["citations"] and not citations:
        return Claim(given["text"], (), "unchecked", (*reasons, LOST))
    return Claim(given["text"], citations, given["verdict"], reasons)


def _hit(hit: Hit) -> Object:
    passage, evidence = hit.passage.span, hit.evidence.span
    return {
        "document": hit.passage.document.id,
        "passage": [passage.start, passage.end],
        "evidence": [evidence.start, evidence.end],
        "score": hit.score,
        "rank": hit.rank,
    }


def _hit_again(given: Object, documents: Mapping[str, Document]) -> Hit | None:
    passage, evidence = Span(*given["passage"]), Span(*given["evidence"])
    document = _reaching(documents, given["document"], max(passage.end, evidence.end))
    if document is None:
        return None
    return Hit(Passage(document, passage), Sentence(document, evidence), given["score"], given["rank"])


def _trace(trace: Trace) -> Object:
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


def _calls(given: Iterable[Object]) -> tuple[Call, ...]:
    return tuple(
        Call(one["purpose"], (), "", one["seconds"], one["tokens_in"], one["tokens_out"], one["failed"])
        for one in given
    )
