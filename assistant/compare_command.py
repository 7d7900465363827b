"""`dragoman compare`: reports of one event side by side, or the events of which there are several reports."""

from typing import Annotated

import typer

from assistant.console import HomeOption, Json, Publisher, Since, Until, filters_of, opened, print_json, welcome
from corpus.errors import InputError


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
    from assistant.render import comparing

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
