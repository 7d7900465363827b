"""What the commands share: common options, opening a home, printing, and loops over JSON lines.

Results go to stdout, progress and errors to stderr. Slow imports are inside the functions that need them, so that
`dragoman --help` is quick.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from ..corpus.errors import InputError
from ..corpus.printable import printable_json

if TYPE_CHECKING:
    from ..assistant.contract.base import Shape
    from ..assistant.dragoman import Dragoman
    from ..index.filters import Filters

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", help="The folder of the index (default: DRAGOMAN_HOME, else ~/.dragoman).", metavar="FOLDER"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Jsonl = Annotated[
    str | None,
    typer.Option(
        "--jsonl",
        metavar="FILE",
        help="Read one JSON object a line (- for standard input) and print one for each, in order.",
    ),
]


class AllowanceName(StrEnum):
    """What a house may allow, as `assistant.quotes.house_rules.Allowance`."""

    REPORTED = "reported"
    NARRATION = "narration"
    MISATTRIBUTED = "misattributed"


Allow = Annotated[
    list[AllowanceName] | None,
    typer.Option(
        help="Do not fail for this: words that are only reported, the report's own words, another speaker. May be repeated."
    ),
]
Publisher = Annotated[
    list[str] | None, typer.Option(help="Only reports whose publisher's name contains this; may be repeated.")
]
Since = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only reports published on this day or later.")]
Until = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only reports published on this day or earlier.")]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Only reports in this language (ISO 639-1, such as en or ar).")
]
Within = Annotated[
    str | None, typer.Option("--set", metavar="NAME", help="Only reports of this document set (see 'dragoman sets').")
]


@contextmanager
def opened(home: Path | None, *, lasting: bool = False, apart: bool = False) -> "Iterator[Dragoman]":
    """Open the home; it is closed at the end of the block.

    `lasting`: many questions follow. `apart`: they are asked while documents are added (`Dragoman.open`).
    A command waits for other processes that are writing, and says so; a server answers its visitors that they are.
    """
    from ..assistant.dragoman import Dragoman
    from ..index.folder.locks import PATIENCE

    patience = PATIENCE if lasting else None
    with Dragoman.open(home, lasting=lasting, patience=patience, waiting=say, apart=apart) as dragoman:
        yield dragoman


def welcome(dragoman: "Dragoman") -> None:
    """Add the bundled briefs to a new home, and say so."""
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
    """Make filters from options.

    Raises:
        InputError: an option cannot be read.
    """
    from ..assistant.contract.parsing import checked
    from ..assistant.contract.requests import Request

    given = {"publisher": publisher, "since": since, "until": until, "language": language, "set": within}
    return checked(Request, given).filters


def print_json(value: object, *, indent: int | None = 2, stream: TextIO | None = None) -> None:
    """Print a value as JSON, on stdout by default; it may hold shapes of the contract."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_object)
    print(printable_json(text), file=stream, flush=True)


def _object(shape: "Shape") -> dict[str, Any]:
    return shape.as_object()


def print_reply(shape: "Shape") -> None:
    """Print the answer to one request as JSON, with an empty `id`, as `--jsonl` has the caller's."""
    print_json({"id": None, **shape.as_object()})


def say(message: str) -> None:
    """Print a message on stderr."""
    print(message, file=sys.stderr, flush=True)


def answer_lines(name: str, form: Any, answer: Callable[[Any], "Shape"]) -> None:
    """Print one JSON line for each line of a file; a wrong line gives an error, and the others go on."""
    from ..assistant.contract.parsing import lines

    failed = False
    for given, request in lines(read_lines(name), form):
        try:
            if isinstance(request, InputError):
                raise request
            print_json({"id": given, **answer(request).as_object()}, indent=None)
        except InputError as error:
            failed = True
            print_json({"id": given, "error": {"type": type(error).__name__, "message": str(error)}}, indent=None)
    if failed:
        raise typer.Exit(2)


def read_lines(name: str) -> Iterable[str]:
    """Read the lines of a file, or of standard input for `-`."""
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream has it
        yield from sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as stream:
            yield from stream
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror}); name a file, or - for standard input") from error
