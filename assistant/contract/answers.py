"""The wire form: values as JSON objects, for the command line, HTTP and other programs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ...corpus.excerpt import Excerpt
from ...corpus.types import Document, Span
from ...index.document_list import DocumentEntry
from ...index.ingest import IngestReport
from ...index.retrieval.search import Hit, Results
from ..answering.answer_text import answer_text
from ..types import Answer, Answered, Checked, Citation, Claim, Event, Searched, Trace, Turn, Written
from ..verification.judge import Supported

Object = dict[str, Any]


def document(value: Document) -> Object:
    """`show`: the whole document; `text[start:end]` of a citation are its words."""
    return {**_named(value), "text": value.text, **_context(value)}


def excerpt(value: Excerpt) -> Object:
    """A stretch of a document: `text` is what the whole text has from `start` to `end`, and so are the `words` asked for."""
    context = _context(value.document)
    marks = [mark for mark in context["marks"] if mark["start"] < value.span.end and value.span.start < mark["end"]]
    return {
        **_named(value.document, "document_id"),
        "characters": len(value.document.text),
        **_words(value.document, value.span),
        "words": _words(value.document, value.words) if value.words else None,
        "next_start": value.next_start,
        **context,
        "marks": marks,
    }


def listed(value: DocumentEntry) -> Object:
    """One row of the list of documents; sizes are in code points, passages and sentences, `added` is UTC."""
    return {
        **_named(value),
        "language": value.language,
        "characters": value.characters,
        "passages": value.passages,
        "sentences": value.sentences,
        "added": value.added.isoformat(),
        "state": value.state,
        "sets": list(value.sets),
    }


def search(question: str, found: Results, seconds: float) -> Object:
    """`search`: the hits of a query."""
    return {"query": question, "searched_for": question, "hits": [hit(one) for one in found.hits], "seconds": seconds}


def hit(value: Hit) -> Object:
    """One passage found, with its best sentence."""
    source = value.passage.document
    return {
        "rank": value.rank,
        "score": round(value.score, 6),
        **_named(source, "document_id"),
        "passage": _words(source, value.passage.span),
        "evidence": _words(source, value.evidence.span),
    }


def answer(value: Answer) -> Object:
    """`ask`: claims with their citations, and what was read."""
    return {
        "question": value.question,
        "searched_for": value.searched_for,
        "mode": value.mode,
        "abstained": value.abstained,
        "confidence": value.confidence,
        "text": answer_text(value),
        "claims": [claim(one) for one in value.claims],
        "differs": [{**citation(one.citation), "reasons": list(one.reasons)} for one in value.differing],
        "notes": list(value.notes),
        "retrieved": [hit(one) for one in value.hits],
        "seconds": value.seconds,
        "trace": trace(value.trace) if value.trace else None,
    }


def claim(value: Claim) -> Object:
    """One claim of an answer with its citations."""
    return {
        "text": value.text,
        "verdict": value.verdict,
        "reasons": list(value.reasons),
        "citations": [citation(one) for one in value.citations],
    }


def event(value: Event) -> tuple[str, Object]:
    """One event of a stream, as its name and what it carries; the last one has the whole answer."""
    match value:
        case Searched():
            return "searched", {"searched_for": value.searched_for, "confidence": value.confidence}
        case Written():
            return "written", {"place": value.place, "text": value.text}
        case Checked():
            return "checked", {"place": value.place, "claim": claim(value.claim) if value.claim else None}
        case Answered():
            return "answered", answer(value.answer)


def trace(value: Trace) -> Object:
    """What a model had to do with an answer; counts are null where its server gives none."""
    return {
        "model": value.model,
        "prompt_version": value.prompt_version,
        "tokens_in": value.tokens_in,
        "tokens_out": value.tokens_out,
        "model_seconds": value.model_seconds,
        "fallback": value.fallback,
    }


def run(value: Answer, history: Sequence[Turn] = ()) -> Object:
    """`--trace`: the answer with its conversation and every request to the model, word for word."""
    calls = value.trace.calls if value.trace else ()
    return {
        "history": [{"role": turn.role, "content": turn.content} for turn in history],
        "answer": answer(value),
        "calls": [
            {
                "purpose": call.purpose,
                "messages": [{"role": role, "content": content} for role, content in call.messages],
                "reply": call.reply,
                "seconds": call.seconds,
                "tokens_in": call.tokens_in,
                "tokens_out": call.tokens_out,
                "failed": call.failed,
            }
            for call in calls
        ],
    }


def citation(value: Citation) -> Object:
    """One citation: `quote` is `text[start:end]` of the document."""
    return {
        "marker": value.marker,
        **_named(value.document, "document_id"),
        "start": value.span.start,
        "end": value.span.end,
        "quote": value.quote,
    }


def supported(value: Supported, evidence: Sequence[str], source: Document | None = None) -> Object:
    """`support`: `evidence` is the sentence that says most about the claim, with offsets into its text.

    `index` says which of the texts it is; a stored document is named instead.
    """
    where: Object | None = None
    if value.evidence is not None and value.span is not None:
        text = evidence[value.evidence]
        where = {"start": value.span.start, "end": value.span.end, "text": value.span.of(text)}
        where |= {"index": value.evidence} if source is None else _named(source, "document_id")
    return {"verdict": value.verdict, "score": value.score, "reasons": list(value.reasons), "evidence": where}


def ingested(value: IngestReport) -> Object:
    """`ingest`: what became of the sources."""
    return {
        "added": value.added,
        "updated": value.updated,
        "unchanged": value.unchanged,
        "failed": [{"source": one.source, "error": one.reason} for one in value.failed],
        "documents": value.documents,
        "sentences": value.sentences,
        "seconds": value.seconds,
    }


def source(value: Document) -> Object:
    """What is known of a document, without its text."""
    return _named(value)


def _named(value: Document | DocumentEntry, name: str = "id") -> Object:
    return {
        name: value.id,
        "external_id": value.external_id,
        "title": value.title,
        "publisher": value.publisher,
        "url": value.url,
        "published": _day(value.published),
        "based_on": _source(value),
    }


def _context(value: Document) -> Object:
    return {
        "language": value.language,
        "marks": [
            {
                "kind": mark.kind,
                "start": mark.span.start,
                "end": mark.span.end,
                "label": mark.label,
                "speaker": mark.speaker,
            }
            for mark in value.marks
        ],
        "metadata": dict(value.metadata),
    }


def _source(value: Document | DocumentEntry) -> Object | None:
    source = value.based_on
    if source is None:
        return None
    named = {"publisher": source.publisher, "title": source.title, "url": source.url}
    return {**named, "published": _day(source.published)}


def _words(value: Document, span: Span) -> Object:
    return {"start": span.start, "end": span.end, "text": span.of(value.text)}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
