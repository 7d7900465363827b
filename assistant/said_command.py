"""`dragoman said`: who said what, as a table, JSON or CSV."""

import sys
from datetime import date
from typing import Annotated

import typer

from assistant.console import HomeOption, Json, Language, Publisher, Within, opened, print_json, welcome
from corpus.errors import InputError


def said(
    speaker: Annotated[str | None, typer.Option(help="A name in any spelling, or words of a role.")] = None,
    about: Annotated[str | None, typer.Option(help="Words, or a topic; the best come first.")] = None,
    publisher: Publisher = None,
    since: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Said (or published) then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Said (or published) then or before.")] = None,
    kind: Annotated[str | None, typer.Option(help="direct, partial or indirect.")] = None,
    language: Language = None,
    within: Within = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 50,
    home: HomeOption = None,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a heading.")] = False,
) -> None:
    """Who said what, with the place and day: the newest first, or the best where a topic is given."""
    from assistant.progress import counted
    from assistant.render.said import as_object, as_table, write_csv
    from index.speech import KINDS

    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other; give one")
    wanted = next((one for one in KINDS if one == kind), None)
    if kind is not None and wanted is None:
        raise InputError(f"there is no kind {kind!r}; give one of {', '.join(KINDS)}")
    with opened(home) as dragoman:
        welcome(dragoman)
        with counted("Reading who said what") as progress:
            found = dragoman.said(
                speaker,
                about,
                tuple(publisher or ()),
                day(since),
                day(until),
                wanted,
                limit,
                progress,
                language=language,
                within=within,
            )
    if as_json:
        print_json([as_object(one) for one in found])
    elif as_csv:
        write_csv(found, sys.stdout)
    elif found:
        print(as_table(found))
    else:
        print("Nothing was found.")


def day(given: str | None) -> date | None:
    """A day from the command line; raises `InputError` where it is none."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise InputError(f"{given!r} is not a day; give YYYY-MM-DD") from error
