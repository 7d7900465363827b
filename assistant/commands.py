"""`dragoman quote`, and the registration of the commands that each have a file of their own."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.compare_command import compare
from assistant.console import HomeOption, Json, Jsonl, answer_lines, opened, print_json, welcome
from assistant.doctor_command import doctor
from assistant.draft_command import draft
from assistant.mcp_command import mcp
from assistant.said_command import said
from assistant.timeline_command import people, timeline
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant import Dragoman
    from assistant.quotes.values import QuoteReport


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(quote)
    app.command()(draft)
    app.command()(said)
    app.command()(people)
    app.command()(timeline)
    app.command()(compare)
    app.command()(doctor)
    app.command()(mcp)


def quote(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The quotation, with or without marks.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who is said to have said it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who is said to report it.")] = None,
    said_on: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="When it is said to have been said.")
    ] = None,
    home: HomeOption = None,
    as_json: Json = False,
    jsonl: Jsonl = None,
) -> None:
    """Check a quotation: are these words in the corpus, exactly; who says them there, where and when.

    Exit code 1 where one is neither verbatim nor marks what it leaves out.
    """
    from assistant.render.quotes import as_object, as_text
    from assistant.requests import QuoteRequest, checked

    passed = True

    def report(dragoman: "Dragoman", request: QuoteRequest) -> "QuoteReport":
        nonlocal passed
        found = dragoman.check_quote(
            request.quote, speaker=request.speaker, publisher=request.publisher, said_on=request.said_on
        )
        passed = passed and found.verdict in ("verbatim", "elided")
        return found

    if jsonl is None and text is None:
        raise InputError("give the quotation as TEXT, or several with --jsonl FILE")
    with opened(home, lasting=jsonl is not None) as dragoman:
        welcome(dragoman)
        if jsonl is not None:
            answer_lines(jsonl, QuoteRequest, lambda request: as_object(report(dragoman, request)))
        else:
            given: dict[str, Any] = {"quote": text, "speaker": speaker, "publisher": publisher, "said_on": said_on}
            found = report(dragoman, checked(QuoteRequest, given))
            if as_json:
                print_json({"id": None, **as_object(found)})
            else:
                print(as_text(found))
    if not passed:
        raise typer.Exit(1)
