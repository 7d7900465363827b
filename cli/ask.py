"""`dragoman ask` and `dragoman search`. Parsing and printing only."""

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import (
    HomeOption,
    Json,
    Jsonl,
    Language,
    Literally,
    Publisher,
    Since,
    TraceFile,
    Until,
    Within,
    answer_lines,
    filters_of,
    opened,
    print_json,
    traced,
    welcome,
)

if TYPE_CHECKING:
    from ..assistant.dragoman import Dragoman
    from ..index.filters import Filters


def search(
    query: Annotated[str | None, typer.Argument()] = None,
    k: Annotated[int, typer.Option("-k", "--k", min=1, max=100, help="How many passages.")] = 10,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    language: Language = None,
    within: Within = None,
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
) -> None:
    """Find passages."""
    from ..assistant.contract import answers as wire
    from ..assistant.contract.requests import SearchRequest
    from ..corpus.wording import attribution

    def found(dragoman: "Dragoman", query: str, k: int, filters: "Filters") -> dict[str, Any]:
        started = time.perf_counter()
        results = dragoman.search(query, k, filters)
        return wire.search(query, results, round(time.perf_counter() - started, 4))

    with opened(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            answer_lines(jsonl, SearchRequest, lambda one: found(dragoman, one.query, one.k, one.filters))
            return
        filters = filters_of(publisher, since, until, language, within)
        if as_json:
            print_json({"id": None, **found(dragoman, query or "", k, filters)})
            return
        hits = dragoman.search(query or "", k, filters).hits
    for hit in hits:
        source = hit.passage.document
        print(
            f"{hit.rank}. {source.title} — {attribution(source)} [{source.id} {hit.evidence.span.start}:{hit.evidence.span.end}]"
        )
        print(f"   “{hit.evidence.text}”")
    if not hits:
        print("Nothing was found.")


def ask(
    question: Annotated[str | None, typer.Argument()] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    language: Language = None,
    within: Within = None,
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
    literal: Literally = False,
    trace: TraceFile = None,
) -> None:
    """Answer a question with quoted words, or in checked prose where a model is set, or say that the corpus does not say."""
    from ..assistant.answering.answer_text import answer_text, sources
    from ..assistant.contract import answers as wire
    from ..assistant.contract.requests import AskRequest

    def answered(request: AskRequest) -> dict[str, Any]:
        given = dragoman.ask(request.question, request.turns, request.filters, literal=literal or request.literal)
        note(wire.run(given, request.turns))
        return wire.answer(given)

    with traced(trace) as note, opened(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            welcome(dragoman)
            answer_lines(jsonl, AskRequest, answered)
            return
        filters = filters_of(publisher, since, until, language, within)
        dragoman.check(question or "")
        welcome(dragoman)
        answer = dragoman.ask(question or "", filters=filters, literal=literal)
        note(wire.run(answer))
    if as_json:
        print_json({"id": None, **wire.answer(answer)})
    else:
        print("\n\n".join(filter(None, (answer_text(answer), sources(answer)))))
