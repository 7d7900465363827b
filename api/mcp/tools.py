"""The six tools: name, description, arguments and results of each, without the protocol.

A tool gives a shape of the contract, and the same as short text, because not every client hands the object to its model.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...assistant.accounts import Permission
from ...assistant.contract.answers import Answer, SearchResult
from ...assistant.contract.base import Shape
from ...assistant.contract.documents import Excerpt
from ...assistant.contract.drafts import Draft
from ...assistant.contract.limits import REQUEST_SECONDS
from ...assistant.contract.quotes import QuoteReport
from ...assistant.contract.requests import draft_file
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
class Call:
    """One call of a tool: pressing `stop` ends a model's writing or a draft's check; `owner` is the user, `Caller.key`."""

    stop: Stop
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool, for those who have the permission that it `needs`. `call` gets arguments that `takes` has checked."""

    name: str
    title: str
    description: str
    takes: type[inputs.Arguments]
    gives: type[Shape]
    call: Callable[[Dragoman, Any, Call], Result]
    needs: Permission = "read"


def _search(dragoman: Dragoman, given: inputs.SearchInput, _call: Call) -> Result:
    started = time.perf_counter()
    found = dragoman.search(given.query, given.k, given.filters)
    seconds = round(time.perf_counter() - started, 4)
    return Result(SearchResult.of(given.query, found, seconds), model_text.search_text(found.hits))


def _ask(dragoman: Dragoman, given: inputs.AskInput, call: Call) -> Result:
    answer = dragoman.ask(given.question, given.turns, given.filters, stop=call.stop)
    return Result(Answer.of(answer), model_text.ask_text(answer))


def _check_quote(dragoman: Dragoman, given: inputs.QuoteInput, _call: Call) -> Result:
    report = dragoman.check_quote(
        given.quote, speaker=given.speaker, publisher=given.publisher, said_on=given.said_on, strict=given.strict
    )
    return Result(QuoteReport.of(report, given.rules.allowed), model_text.quote_text(report, given.rules.allowed))


def _check_draft(dragoman: Dragoman, given: inputs.DraftInput, call: Call) -> Result:
    data, name = given.text.encode("utf-8", "replace"), draft_file(given.format)
    report = dragoman.draft_checks.check(data, name, given.name, REQUEST_SECONDS, call.stop, call.owner, given.rules)
    return Result(Draft.of(report), model_text.draft_text(report))


def _said(dragoman: Dragoman, given: inputs.SaidInput, _call: Call) -> Result:
    started = time.perf_counter()
    found = dragoman.said(given.utterances, given.limit)
    return Result(Said.of(found, round(time.perf_counter() - started, 4)), model_text.said_text(found))


def _get_document(dragoman: Dragoman, given: inputs.DocumentInput, _call: Call) -> Result:
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
        "check_draft",
        "Check a draft",
        "Check every quotation of a text before it is printed: those whose words differ from the reports, that are given to "
        "the wrong speaker, or that no report quotes need fixing (faults says why). Titles, names and expressions in "
        "quotation marks are listed as unchecked. Use it on what you or somebody else has written; for one quotation use "
        "check_quote.",
        inputs.DraftInput,
        Draft,
        _check_draft,
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
