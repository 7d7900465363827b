"""The five tools: name, description, arguments and results of each, without the protocol.

A tool gives a shape of the contract, and the same as short text, because not every client hands the object to its model.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...assistant.accounts import Permission
from ...assistant.contract.answers import Answer, SearchResult
from ...assistant.contract.base import Shape
from ...assistant.contract.checking import QuoteReport
from ...assistant.contract.documents import Excerpt
from ...assistant.contract.timeline import Said
from ...assistant.dragoman import Dragoman
from ...assistant.render import model_text
from ...assistant.runtime.cancellation import Stop
from ...corpus.excerpt import excerpt
from . import inputs


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool gives: a shape of the contract, and text for a model."""

    shape: Shape
    text: str


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool, for those who have the permission that it `needs`.

    `call` gets arguments that `takes` has checked; pressing its `Stop` ends a model's writing.
    """

    name: str
    title: str
    description: str
    takes: type[inputs.Arguments]
    gives: type[Shape]
    call: Callable[[Dragoman, Any, Stop], Result]
    needs: Permission = "read"


def _search(dragoman: Dragoman, given: inputs.SearchInput, _stop: Stop) -> Result:
    started = time.perf_counter()
    found = dragoman.search(given.query, given.k, given.filters)
    seconds = round(time.perf_counter() - started, 4)
    return Result(SearchResult.of(given.query, found, seconds), model_text.search_text(found.hits))


def _ask(dragoman: Dragoman, given: inputs.AskInput, stop: Stop) -> Result:
    answer = dragoman.ask(given.question, given.turns, given.filters, stop=stop)
    return Result(Answer.of(answer), model_text.ask_text(answer))


def _check_quote(dragoman: Dragoman, given: inputs.QuoteInput, _stop: Stop) -> Result:
    report = dragoman.check_quote(
        given.quote, speaker=given.speaker, publisher=given.publisher, said_on=given.said_on, strict=given.strict
    )
    return Result(QuoteReport.of(report, given.allowed), model_text.quote_text(report))


def _said(dragoman: Dragoman, given: inputs.SaidInput, _stop: Stop) -> Result:
    started = time.perf_counter()
    found = dragoman.said(given.utterances, given.limit)
    return Result(Said.of(found, round(time.perf_counter() - started, 4)), model_text.said_text(found))


def _get_document(dragoman: Dragoman, given: inputs.DocumentInput, _stop: Stop) -> Result:
    document = dragoman.show(given.document_id)
    found = excerpt(document, given.start, given.end, context=given.context, most=given.max_chars)
    return Result(Excerpt.of(found), model_text.excerpt_text(found))


TOOLS = (
    Tool(
        "search",
        "Find passages",
        "Find passages of the reports on a subject, best first, each with the sentence that fits best. Use it to gather "
        "what several reports say; use ask for one question.",
        inputs.SearchInput,
        SearchResult,
        _search,
    ),
    Tool(
        "ask",
        "Ask a question",
        "Answer a question from the reports, in their exact words (or, where the server has a language model, in prose "
        "that is checked against them), each claim with its citations. If abstained is true, the corpus does not say: "
        "then say so, and do not answer from elsewhere as if it did.",
        inputs.AskInput,
        Answer,
        _ask,
    ),
    Tool(
        "check_quote",
        "Check a quotation",
        "Check whether a quotation stands in the reports, word for word, who says it there, where and when, and what "
        "was changed or left out. Verdicts: verbatim, elided (omissions are marked), altered, truncated (the cut changes "
        "the meaning), stitched, paraphrase, not_found. The status says whether the report quotes the words, reports them or "
        "says them itself (narration). Show them in quotation marks only if printable is true.",
        inputs.QuoteInput,
        QuoteReport,
        _check_quote,
        "check",
    ),
    Tool(
        "said",
        "Who said what",
        "List what people and organisations are reported to have said, newest first, or best first if `about` is given.",
        inputs.SaidInput,
        Said,
        _said,
    ),
    Tool(
        "get_document",
        "Read a document",
        "Read a report, a page at a time (go on with start = next_start), or the words from start to end with the text "
        "around them. Use it to read a citation in its context.",
        inputs.DocumentInput,
        Excerpt,
        _get_document,
    ),
)
