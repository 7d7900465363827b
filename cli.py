"""The command line: parse, call the facade, print. Results go to stdout, progress and complaints to stderr.

Exit codes: 0 fine, 1 a check failed, 2 bad usage or input, 3 our fault. Commands import what they need themselves:
`dragoman --help` must not wait for a database, and `dragoman ask` not for a web server.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import CorruptIndex, DragomanError, InputError
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
index = typer.Typer(help="Look after the index.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(index, name="index")
app.add_typer(evals, name="eval")

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", help="Where the index is kept (default: DRAGOMAN_HOME, else ~/.dragoman).", metavar="FOLDER"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Jsonl = Annotated[
    str | None,
    typer.Option(
        "--jsonl", metavar="FILE", help="One JSON object a line in (- for standard input), one out, same order."
    ),
]
Publisher = Annotated[str | None, typer.Option(help="Only reports whose publisher's name holds this.")]
Since = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only reports published on or after this day.")]
Until = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only reports published on or before this day.")]


@app.callback()
def _root(home: HomeOption = None) -> None:
    if home is not None:
        os.environ["DRAGOMAN_HOME"] = str(home)


@contextmanager
def _open(home: Path | None, *, lasting: bool = False) -> "Iterator[Dragoman]":
    from assistant import Dragoman

    with Dragoman.open(home, lasting=lasting) as dragoman:
        yield dragoman


def _print(value: object, *, indent: int | None = 2) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=indent), flush=True)


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _welcome(dragoman: "Dragoman") -> None:
    """Put the bundled briefs into a home that is new, and say so."""
    from assistant.progress import bar

    with bar("Indexing the bundled briefs") as progress:
        report = dragoman.welcome(progress)
    if report is not None:
        _say(f"{dragoman.home.path} was empty: {report.documents} bundled briefs were added.")


def _filters(publisher: str | None, since: str | None, until: str | None) -> "Filters":
    from assistant.requests import Request, checked

    return checked(Request, {"publisher": publisher, "since": since, "until": until}).filters


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

    with _open(home) as dragoman, bar("Indexing") as progress:
        report = dragoman.ingest(sources, progress)
    for failure in report.failed:
        _say(str(failure))
    if as_json:
        _print(ingested(report))
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

    with _open(home) as dragoman:
        found = dragoman.show(document_id)
    if as_json:
        _print(document(found))
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
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
) -> None:
    """Find passages."""
    from assistant.render import json as wire
    from assistant.render.text import attribution
    from assistant.requests import SearchRequest

    def found(dragoman: "Dragoman", request: SearchRequest) -> dict[str, Any]:
        started = time.perf_counter()
        results = dragoman.search(request.query, request.k, request.filters)
        return wire.search(request.query, results, round(time.perf_counter() - started, 4))

    with _open(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            _answer_lines(jsonl, SearchRequest, lambda request: found(dragoman, request))
            return
        filters = _filters(publisher, since, until)
        request = SearchRequest(
            query=query or "", k=k, publisher=filters.publisher, since=filters.since, until=filters.until
        )
        if as_json:
            _print({"id": None, **found(dragoman, request)})
            return
        hits = dragoman.search(request.query, k, request.filters).hits
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
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
) -> None:
    """Answer a question with quoted words, or say that the corpus does not say."""
    from assistant.render import json as wire
    from assistant.render.text import answer_text, sources
    from assistant.requests import AskRequest

    with _open(home, lasting=jsonl is not None) as dragoman:
        if jsonl is not None:
            _welcome(dragoman)
            _answer_lines(jsonl, AskRequest, lambda r: wire.answer(dragoman.ask(r.question, r.turns, r.filters)))
            return
        filters = _filters(publisher, since, until)
        dragoman.check(question or "")
        _welcome(dragoman)
        answer = dragoman.ask(question or "", filters=filters)
    if as_json:
        _print({"id": None, **wire.answer(answer)})
    else:
        print("\n\n".join(filter(None, (answer_text(answer), sources(answer)))))


def _answer_lines(name: str, form: Any, answer: Callable[[Any], dict[str, Any]]) -> None:
    """One JSON line out for each in; a bad one gives an error and the others go on."""
    from assistant.requests import lines

    failed = False
    for given, request in lines(_read_lines(name), form):
        try:
            if isinstance(request, InputError):
                raise request
            _print({"id": given, **answer(request)}, indent=None)
        except InputError as error:
            failed = True
            _print({"id": given, "error": {"type": type(error).__name__, "message": str(error)}}, indent=None)
    if failed:
        raise typer.Exit(2)


def _read_lines(name: str) -> Iterable[str]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream has it
        yield from sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as stream:
            yield from stream
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror}); name a file, or - for standard input") from error


@app.command()
def remove(document_id: str, home: HomeOption = None, as_json: Json = False) -> None:
    """Forget a document."""
    with _open(home) as dragoman:
        gone = dragoman.remove(document_id)
    if as_json:
        _print({"removed": gone.id, "title": gone.title})
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
    with _open(home, lasting=True) as dragoman:
        _welcome(dragoman)
        import ui

        ui.serve(dragoman, host or settings.host, settings.port if port is None else port)


@index.command()
def stats(home: HomeOption = None, as_json: Json = False) -> None:
    """How much there is, and what the index was made with."""
    with _open(home) as dragoman:
        found = {**dragoman.stats(), "made_with": dragoman.home.catalogue.made_with(), "home": str(dragoman.home.path)}
    if as_json:
        _print(found)
    else:
        for name, value in found.items():
            shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
            print(f"{name.replace('_', ' ')}: {shown}")


def _report(health: Any, as_json: bool) -> None:
    if as_json:
        _print(
            {"healthy": health.healthy, **health.counts, "problems": list(health.problems), "notes": list(health.notes)}
        )
    else:
        for line in (*health.notes, *health.problems):
            print(line)
        if health.healthy:
            print(f"healthy: {health.counts['documents']} documents, {health.counts['sentences']} sentences")
    if not health.healthy:
        raise typer.Exit(1)


@index.command()
def verify(home: HomeOption = None, as_json: Json = False) -> None:
    """Check the index; exit code 1 where something is wrong."""
    with _open(home) as dragoman:
        _report(dragoman.verify(), as_json)


@index.command()
def repair(home: HomeOption = None, as_json: Json = False) -> None:
    """Fill Chroma anew from the catalogue, and check."""
    from index import health

    with _open(home) as dragoman:
        _report(health.repair(dragoman.home), as_json)


@index.command()
def rebuild(home: HomeOption = None) -> None:
    """Make the index anew from its stored documents, after a change of version or encoder."""
    from assistant.progress import counted
    from assistant.settings import Settings
    from index import health

    settings = Settings()
    with counted("Rebuilding") as progress:
        counts = health.rebuild((home or settings.home).expanduser(), settings.encoder, progress)
    print(f"rebuilt: {counts['documents']} documents, {counts['sentences']} sentences")


@index.command()
def backup(to: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None) -> None:
    """Write the whole index to one file."""
    from index import health

    with _open(home) as dragoman:
        health.backup(dragoman.home, to)
    print(f"written to {to}")


@index.command()
def restore(source: Annotated[Path, typer.Argument(metavar="FILE")], home: HomeOption = None) -> None:
    """Put a backup in the index's place."""
    from assistant.settings import Settings
    from index import health

    settings = Settings()
    counts = health.restore((home or settings.home).expanduser(), source, settings.encoder)
    print(f"restored: {counts['documents']} documents, {counts['sentences']} sentences")


def main() -> None:
    """Run the command line; every error that can be explained is one sentence on stderr."""
    for library in ("pypdf", "trafilatura", "chromadb"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what matters of their complaints is in our errors
    try:
        app()
    except DragomanError as error:
        _say(f"dragoman: {error}")
        sys.exit(1 if isinstance(error, CorruptIndex) else 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has left; nothing to complain of
    except Exception as error:  # the last net: a bug is told apart from bad input by its exit code
        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        _say(f"dragoman: this is our fault: {type(error).__name__}: {error}; set DRAGOMAN_DEBUG=1 to see where")
        sys.exit(3)


if __name__ == "__main__":
    main()
