"""`dragoman ask` and `dragoman search`."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..corpus.errors import InputError
from .options import (
    HomeOption,
    Json,
    Jsonl,
    Language,
    Publisher,
    Since,
    Until,
    Within,
    answer_lines,
    filters_of,
    opened,
    print_json,
    print_reply,
    welcome,
)

if TYPE_CHECKING:
    from ..assistant.contract.answers import Answer, RunRecord, SearchResult
    from ..assistant.contract.requests import AskRequest
    from ..assistant.dragoman import Dragoman
    from ..index.filters import Filters

TraceFile = Annotated[
    Path | None,
    typer.Option("--trace", metavar="FILE", help="Write the whole run to this file, a line of JSON for each question."),
]
Literally = Annotated[
    bool, typer.Option("--literal", help="Search for the question's own words, without the conversation before it.")
]


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
    from ..corpus.wording import attribution

    with opened(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            from ..assistant.contract.requests import SearchRequest

            answer_lines(jsonl, SearchRequest, lambda one: _found(dragoman, one.query, one.k, one.filters))
            return
        filters = filters_of(publisher, since, until, language, within)
        if as_json:
            print_reply(_found(dragoman, query or "", k, filters))
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


def _found(dragoman: "Dragoman", query: str, k: int, filters: "Filters") -> "SearchResult":
    from ..assistant.contract.answers import SearchResult

    started = time.perf_counter()
    results = dragoman.search(query, k, filters)
    return SearchResult.of(query, results, round(time.perf_counter() - started, 4))


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
    """Answer a question in quoted words (in checked prose if a model is set), or say that the corpus does not say."""
    from ..assistant.answering.answer_text import answer_with_foot, sources
    from ..assistant.contract.answers import Answer, RunRecord
    from ..assistant.contract.requests import AskRequest

    def answered(request: "AskRequest") -> "Answer":
        found = dragoman.ask(request.question, request.turns, request.filters, literal=literal or request.literal)
        record(RunRecord.of(found, request.turns))
        return Answer.of(found)

    with _recording(trace) as record, opened(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            welcome(dragoman)
            answer_lines(jsonl, AskRequest, answered)
            return
        filters = filters_of(publisher, since, until, language, within)
        dragoman.check(question or "")
        welcome(dragoman)
        answer = dragoman.ask(question or "", filters=filters, literal=literal)
        record(RunRecord.of(answer))
    if as_json:
        print_reply(Answer.of(answer))
    else:
        print("\n\n".join(filter(None, (answer_with_foot(answer), sources(answer)))))


@contextmanager
def _recording(path: Path | None) -> "Iterator[Callable[[RunRecord], None]]":
    """Open the file of `--trace`; without one, runs are not written."""
    if path is None:
        yield lambda _run: None
        return
    try:
        stream = path.open("w", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); name another file") from error
    with stream:
        yield lambda run: print_json(run, indent=None, stream=stream)
