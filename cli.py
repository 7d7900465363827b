"""The command line: parse, call the facade, print. Results go to stdout, progress and complaints to stderr.

Exit codes: 0 fine, 1 a check failed, 2 bad usage or input, 3 our fault. Commands import what they need themselves:
`dragoman --help` must not wait for a database, and `dragoman ask` not for a web server.
"""

import logging
import os
import sys
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import commands
from assistant.console import (
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
    say,
    traced,
    welcome,
)
from assistant.history_commands import history
from assistant.index_commands import index
from assistant.library_commands import documents, sets
from assistant.support_commands import support
from corpus.errors import CorruptIndex, DragomanError
from evals.commands import evals

if TYPE_CHECKING:
    from assistant import Dragoman, Filters

HELP = """Answers questions about diplomatic talks from a corpus of reports, and shows the exact words it answers from.

Three commands to begin with:

  dragoman ask "Which factions signed the joint statement in Cairo?"

  dragoman ingest my-reports/

  dragoman serve
"""

app = typer.Typer(
    help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
app.add_typer(index, name="index")
app.add_typer(history, name="history")
app.add_typer(evals, name="eval")
app.add_typer(sets, name="sets")
app.command()(documents)
commands.register(app)
app.command()(support)


@app.callback()
def _root(home: HomeOption = None) -> None:
    if home is not None:
        os.environ["DRAGOMAN_HOME"] = str(home)


@app.command()
def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, zips, URLs, feeds, or: library")
    ],
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Add reports. `library` adds the bundled briefs (a folder of that name is ./library)."""
    from assistant.progress import bar
    from assistant.render.json import ingested

    with opened(home) as dragoman, bar("Indexing") as progress:
        report = dragoman.ingest(sources, progress)
    for failure in report.failed:
        say(str(failure))
    if as_json:
        print_json(ingested(report))
    else:
        counts = (
            f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, {len(report.failed)} failed"
        )
        print(f"{counts}; {report.sentences} sentences in {report.seconds:.1f} s")
    if report.failed:
        raise typer.Exit(2)


@app.command()
def show(document_id: str, home: HomeOption = None, as_json: Json = False) -> None:
    """Print a document, as citations refer to it."""
    from assistant.render.json import document
    from assistant.render.text import attribution

    with opened(home) as dragoman:
        found = dragoman.show(document_id)
    if as_json:
        print_json(document(found))
    else:
        link = found.url or (found.based_on.url if found.based_on else None)
        print("\n".join(filter(None, (found.title, attribution(found), link, "", found.text))))


@app.command()
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
    from assistant.render import json as wire
    from assistant.render.text import attribution
    from assistant.requests import SearchRequest

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


@app.command()
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
    from assistant.render import json as wire
    from assistant.render.text import answer_text, sources
    from assistant.requests import AskRequest

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


@app.command()
def remove(document_id: str, home: HomeOption = None, as_json: Json = False) -> None:
    """Forget a document."""
    with opened(home) as dragoman:
        gone = dragoman.remove(document_id)
    if as_json:
        print_json({"removed": gone.id, "title": gone.title})
    else:
        print(f"removed {gone.id}: {gone.title}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (default 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on (default 7860).")] = None,
    home: HomeOption = None,
) -> None:
    """Serve the web chat."""
    from assistant.settings import Settings

    settings = Settings()
    with opened(home, lasting=True) as dragoman:
        welcome(dragoman)
        import ui

        ui.serve(dragoman, host or settings.host, settings.port if port is None else port)


def main() -> None:
    """Run the command line; every error that can be explained is one sentence on stderr."""
    for library in ("pypdf", "trafilatura", "chromadb"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what matters of their complaints is in our errors
    try:
        app()
    except DragomanError as error:
        say(f"dragoman: {error}")
        sys.exit(1 if isinstance(error, CorruptIndex) else 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has left; nothing to complain of
    except Exception as error:  # the last net: a bug is told apart from bad input by its exit code
        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        say(f"dragoman: this is our fault: {type(error).__name__}: {error}; set DRAGOMAN_DEBUG=1 to see where")
        sys.exit(3)


if __name__ == "__main__":
    main()
