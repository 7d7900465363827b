"""`dragoman said`: who said what, as a table, JSON or CSV."""

import sys
from datetime import date
from typing import Annotated

import typer

from ..corpus.errors import InputError
from .options import (
    HomeOption,
    Json,
    Language,
    Publisher,
    Since,
    Until,
    Within,
    filters_of,
    opened,
    print_json,
    welcome,
)


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
    from ..assistant.render.tables import as_object, as_table, write_csv
    from ..assistant.runtime.progress import bar
    from ..index.filters import KINDS, UtteranceQuery

    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other; give one")
    wanted = next((one for one in KINDS if one == kind), None)
    if kind is not None and wanted is None:
        raise InputError(f"there is no kind {kind!r}; give one of {', '.join(KINDS)}")
    with opened(home) as dragoman:
        welcome(dragoman)
        with bar("Reading who said what") as progress:
            query = UtteranceQuery(
                speaker, about, tuple(publisher or ()), day(since), day(until), wanted, language, within
            )
            found = dragoman.said(query, limit, progress)
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


DaySince = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="That day or later.")]
DayUntil = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="That day or before.")]
About = Annotated[str | None, typer.Option(help="Words, or a topic.")]


def timeline(
    since: DaySince = None,
    until: DayUntil = None,
    publisher: Publisher = None,
    about: About = None,
    person: Annotated[str | None, typer.Option(help="Who speaks, or is named where an event is told.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """What happened on which day, by the reports: events with who reports them, and how much was said and published."""
    from ..assistant.render.timeline import as_object, as_table
    from ..assistant.runtime.progress import bar
    from ..index.filters import UtteranceQuery

    wanted = UtteranceQuery(
        speaker=person, about=about, publisher=tuple(publisher or ()), since=day(since), until=day(until)
    )
    with opened(home) as dragoman:
        welcome(dragoman)
        with bar("Reading what happened when") as progress:
            found = dragoman.timeline(wanted, progress)
    if as_json:
        print_json(as_object(found))
    else:
        print(as_table(found) or "Nothing was found.")


def people(
    about: About = None,
    publisher: Publisher = None,
    since: DaySince = None,
    until: DayUntil = None,
    kind: Annotated[str | None, typer.Option(help="person, organisation, unnamed or report.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Who speaks in the reports: people and organisations, with how many of their utterances are reported."""
    from ..assistant.render.people import as_object, as_table
    from ..assistant.runtime.progress import bar
    from ..assistant.timeline.speakers import KINDS
    from ..index.filters import UtteranceQuery

    if kind is not None and kind not in KINDS:
        raise InputError(f"there is no kind {kind!r}; give one of {', '.join(KINDS)}")
    wanted = UtteranceQuery(about=about, publisher=tuple(publisher or ()), since=day(since), until=day(until))
    shown = (kind,) if kind else ("person", "organisation")
    with opened(home) as dragoman:
        welcome(dragoman)
        with bar("Reading who said what") as progress:
            everybody = dragoman.people(wanted, progress)
    found = [one for one in everybody if one.kind in shown]
    if as_json:
        print_json([as_object(one) for one in found])
    else:
        print(as_table(found) or "Nothing was found.")


def compare(
    documents: Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT…", help="Ids of reports.")] = None,
    topic: Annotated[str | None, typer.Option("--about", help="A topic or question instead of ids.")] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Set reports side by side: where they differ (and in what), what several say, and who says what.

    Without DOCUMENT and --about it lists the events of which there are several reports.
    """
    from ..assistant.render import comparing

    if documents and topic is not None:
        raise InputError("give either ids of documents or --about, not both")
    with opened(home) as dragoman:
        welcome(dragoman)
        if not documents and topic is None:
            found = dragoman.occasions()
            if as_json:
                print_json(comparing.events_object(found))
            else:
                print(comparing.events_text(found))
            return
        filters = filters_of(publisher, since, until)
        compared = dragoman.compare_about(topic, filters) if topic is not None else dragoman.compare(documents or [])
    if as_json:
        print_json(comparing.as_object(compared))
    else:
        print(comparing.as_text(compared))
