"""What every command of the command line shares: its common options, opening a home, printing, loops over JSON lines.

Results go to stdout, progress and complaints to stderr. What takes long to import is imported when it is needed.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..corpus.errors import InputError

if TYPE_CHECKING:
    from ..assistant.dragoman import Dragoman
    from ..index.filters import Filters

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
Publisher = Annotated[
    list[str] | None, typer.Option(help="Only reports whose publisher's name holds this; may be given several times.")
]
Since = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only reports published on or after this day.")]
Until = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only reports published on or before this day.")]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Only reports in this language (en, ar, …: ISO 639-1).")
]
Within = Annotated[
    str | None, typer.Option("--set", metavar="NAME", help="Only reports of this document set ('dragoman sets').")
]
TraceFile = Annotated[
    Path | None,
    typer.Option("--trace", metavar="FILE", help="Write the whole run there, a line of JSON for each question."),
]
Literally = Annotated[
    bool, typer.Option("--literal", help="Search for these words alone, not for what was said before.")
]


@contextmanager
def traced(path: Path | None) -> Iterator[Callable[[dict[str, Any]], None]]:
    """What writes a run to the file, or does nothing without one."""
    if path is None:
        yield lambda _run: None
        return
    try:
        stream = path.open("w", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); name another file") from error
    with stream:
        yield lambda run: print(json.dumps(run, ensure_ascii=False), file=stream, flush=True)


@contextmanager
def opened(home: Path | None, *, lasting: bool = False) -> "Iterator[Dragoman]":
    """The home as an open facade; closed at the end."""
    from ..assistant.dragoman import Dragoman

    with Dragoman.open(home, lasting=lasting) as dragoman:
        yield dragoman


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=indent), flush=True)


def say(message: str) -> None:
    """Tell the user something, on stderr."""
    print(message, file=sys.stderr, flush=True)


def welcome(dragoman: "Dragoman") -> None:
    """Put the bundled briefs into a home that is new, and say so."""
    from ..assistant.runtime.progress import bar

    with bar("Indexing the bundled briefs") as progress:
        report = dragoman.welcome(progress)
    if report is not None:
        say(f"{dragoman.path} was empty: {report.documents} bundled briefs were added.")


def filters_of(
    publisher: list[str] | None,
    since: str | None,
    until: str | None,
    language: str | None = None,
    within: str | None = None,
) -> "Filters":
    """The filters that these options ask for; raises `InputError` where one cannot be read."""
    from ..assistant.contract.requests import Request, checked

    given = {"publisher": publisher, "since": since, "until": until, "language": language, "set": within}
    return checked(Request, given).filters


def answer_lines(name: str, form: Any, answer: Callable[[Any], dict[str, Any]]) -> None:
    """One JSON line out for each in; a bad one gives an error and the others go on."""
    from ..assistant.contract.requests import lines

    failed = False
    for given, request in lines(read_lines(name), form):
        try:
            if isinstance(request, InputError):
                raise request
            print_json({"id": given, **answer(request)}, indent=None)
        except InputError as error:
            failed = True
            print_json({"id": given, "error": {"type": type(error).__name__, "message": str(error)}}, indent=None)
    if failed:
        raise typer.Exit(2)


def read_lines(name: str) -> Iterable[str]:
    """The lines of a file, or of standard input for `-`."""
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream has it
        yield from sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as stream:
            yield from stream
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror}); name a file, or - for standard input") from error
