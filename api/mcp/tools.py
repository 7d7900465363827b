"""The five tools: what each is called and described as, what it takes, and what it gives, without the protocol.

A tool gives the object of the contract (`assistant.contract.answers` and its neighbours), and the same as short text, since not
every client hands the object to its model.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...assistant.contract import answers as wire
from ...assistant.contract import outputs
from ...assistant.dragoman import Dragoman
from ...assistant.render import model_text
from ...assistant.render import tables as speech
from ...assistant.render import terminal as quotes
from ...assistant.runtime.cancellation import Stop
from ...corpus.excerpt import excerpt
from . import inputs

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool gives: the contract's object, and text for a model."""

    object: Object
    text: str


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `call` gets arguments that `takes` has checked; pressing its `Stop` ends a model's writing."""

    name: str
    title: str
    description: str
    takes: type[inputs.Given]
    gives: type[outputs.Shape]
    call: Callable[[Dragoman, Any, Stop], Told]


def _search(dragoman: Dragoman, given: inputs.SearchInput, _stop: Stop) -> Told:
    started = time.perf_counter()
    found = dragoman.search(given.query, given.k, given.filters)
    seconds = round(time.perf_counter() - started, 4)
    return Told(wire.search(given.query, found, seconds), model_text.found(found.hits))


def _ask(dragoman: Dragoman, given: inputs.AskInput, stop: Stop) -> Told:
    answer = dragoman.ask(given.question, given.turns, given.filters, stop=stop)
    return Told(wire.answer(answer), model_text.answered(answer))


def _check_quote(dragoman: Dragoman, given: inputs.QuoteInput, _stop: Stop) -> Told:
    report = dragoman.check_quote(given.quote, speaker=given.speaker, publisher=given.publisher, said_on=given.said_on)
    return Told(quotes.as_object(report), model_text.checked(report))


def _said(dragoman: Dragoman, given: inputs.SaidInput, _stop: Stop) -> Told:
    found = dragoman.said(given.utterances, given.limit)
    return Told({"utterances": [speech.as_object(one) for one in found]}, model_text.heard(found))


def _get_document(dragoman: Dragoman, given: inputs.DocumentInput, _stop: Stop) -> Told:
    document = dragoman.show(given.document_id)
    found = excerpt(document, given.start, given.end, context=given.context, most=given.max_chars)
    return Told(wire.excerpt(found), model_text.read(found))


TOOLS = (
    Tool(
        "search",
        "Find passages",
        "Find passages of the reports on a subject, best first, each with the sentence that fits best. Use it to gather "
        "what several reports say; use ask for one question.",
        inputs.SearchInput,
        outputs.Searched,
        _search,
    ),
    Tool(
        "ask",
        "Ask a question",
        "Answer a question from the reports, in their exact words (or, where the server has a language model, in prose "
        "that is checked against them), each claim with its citations. If abstained is true, the corpus does not say: "
        "then say so, and do not answer from elsewhere as if it did.",
        inputs.AskInput,
        outputs.Answered,
        _ask,
    ),
    Tool(
        "check_quote",
        "Check a quotation",
        "Check whether a quotation stands in the reports, word for word, who says it there, where and when, and what "
        "was changed or left out. Verdicts: verbatim, elided (omissions are marked), altered, truncated (the cut turns "
        "the meaning), stitched, paraphrase, not_found. Only verbatim and elided may be shown in quotation marks.",
        inputs.QuoteInput,
        outputs.Checked,
        _check_quote,
    ),
    Tool(
        "said",
        "Who said what",
        "List what people and organisations are reported to have said, newest first, or best first where about is given.",
        inputs.SaidInput,
        outputs.Said,
        _said,
    ),
    Tool(
        "get_document",
        "Read a document",
        "Read a report, a page at a time (go on with start = next_start), or the words from start to end with what "
        "stands around them. Use it to read a citation in its context.",
        inputs.DocumentInput,
        outputs.Read,
        _get_document,
    ),
)
