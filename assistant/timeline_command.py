"""`dragoman timeline` and `dragoman people`: what happened when, and who speaks."""

from typing import Annotated

import typer

from assistant.console import HomeOption, Json, Publisher, opened, print_json, welcome
from assistant.said_command import day
from corpus.errors import InputError

Since = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="That day or later.")]
Until = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="That day or before.")]
About = Annotated[str | None, typer.Option(help="Words, or a topic.")]


def timeline(
    since: Since = None,
    until: Until = None,
    publisher: Publisher = None,
    about: About = None,
    person: Annotated[str | None, typer.Option(help="Who speaks, or is named where an event is told.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """What happened on which day, by the reports: events with who reports them, and how much was said and published."""
    from assistant.progress import counted
    from assistant.render.timeline import as_object, as_table
    from index.speech import Wanted

    wanted = Wanted(speaker=person, about=about, publisher=tuple(publisher or ()), since=day(since), until=day(until))
    with opened(home) as dragoman:
        welcome(dragoman)
        with counted("Reading what happened when") as progress:
            found = dragoman.record.read(progress).timeline(wanted)
    if as_json:
        print_json(as_object(found))
    else:
        print(as_table(found) or "Nothing was found.")


def people(
    about: About = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    kind: Annotated[str | None, typer.Option(help="person, organisation, unnamed or report.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Who speaks in the reports: people and organisations, with how many of their utterances are reported."""
    from assistant.people import KINDS
    from assistant.progress import counted
    from assistant.render.people import as_object, as_table
    from index.speech import Wanted

    if kind is not None and kind not in KINDS:
        raise InputError(f"there is no kind {kind!r}; give one of {', '.join(KINDS)}")
    wanted = Wanted(about=about, publisher=tuple(publisher or ()), since=day(since), until=day(until))
    shown = (kind,) if kind else ("person", "organisation")
    with opened(home) as dragoman:
        welcome(dragoman)
        with counted("Reading who said what") as progress:
            everybody = dragoman.record.read(progress).people(wanted)
    found = [one for one in everybody if one.kind in shown]
    if as_json:
        print_json([as_object(one) for one in found])
    else:
        print(as_table(found) or "Nothing was found.")
