"""`dragoman said`, `people`, `timeline` and `compare`: who said what, what happened when, and how reports differ."""

import sys
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

DaySince = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="On this day or later.")]
DayUntil = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="On this day or earlier.")]
About = Annotated[str | None, typer.Option(help="Words, or a topic.")]


def said(
    speaker: Annotated[str | None, typer.Option(help="A name in any spelling, or words of a role.")] = None,
    about: Annotated[str | None, typer.Option(help="Words, or a topic; the best utterances come first.")] = None,
    publisher: Publisher = None,
    since: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Said (else published) on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Said (else published) on this day or earlier.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="direct, partial or indirect.")] = None,
    language: Language = None,
    within: Within = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 50,
    home: HomeOption = None,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a heading.")] = False,
) -> None:
    """List who said what, with the place and day: newest first, or best first if a topic is given."""
    from ..assistant.contract.timeline import Utterance
    from ..assistant.render.tables import said_table, write_csv
    from ..assistant.runtime.progress import bar
    from ..index.filters import KINDS, UtteranceQuery

    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other; give one")
    known = next((one for one in KINDS if one == kind), None)
    if kind is not None and known is None:
        raise InputError(f"there is no kind {kind!r}; give one of {', '.join(KINDS)}")
    filters = filters_of(publisher, since, until, language, within)
    query = UtteranceQuery.among(filters, speaker=speaker, about=about, kind=known)
    with opened(home) as dragoman:
        welcome(dragoman)
        with bar("Reading who said what") as progress:
            found = dragoman.said(query, limit, progress)
    if as_json:
        print_json([Utterance.of(one) for one in found])
    elif as_csv:
        write_csv(found, sys.stdout)
    else:
        print(said_table(found) or "Nothing was found.")


def timeline(
    since: DaySince = None,
    until: DayUntil = None,
    publisher: Publisher = None,
    about: About = None,
    person: Annotated[
        str | None, typer.Option(help="A person or organisation that speaks, or that an event names.")
    ] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """List what happened on which day: events with the reports that mention them, and how much was said and published."""
    from ..assistant.contract.timeline import Timeline
    from ..assistant.render.tables import timeline_table
    from ..assistant.runtime.progress import bar
    from ..index.filters import UtteranceQuery

    query = UtteranceQuery.among(filters_of(publisher, since, until), speaker=person, about=about)
    with opened(home) as dragoman:
        welcome(dragoman)
        with bar("Reading what happened when") as progress:
            found = dragoman.timeline(query, progress)
    if as_json:
        print_json(Timeline.of(found))
    else:
        print(timeline_table(found) or "Nothing was found.")


def people(
    about: About = None,
    publisher: Publisher = None,
    since: DaySince = None,
    until: DayUntil = None,
    kind: Annotated[str | None, typer.Option(help="Only person, organisation, unnamed or report.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """List who speaks: people, bodies and unnamed sources, each with the talks and reports in which they speak."""
    from ..assistant.contract.timeline import Speaker
    from ..assistant.render.tables import people_table
    from ..assistant.runtime.progress import bar
    from ..assistant.timeline.speakers import KINDS
    from ..index.filters import UtteranceQuery

    if kind is not None and kind not in KINDS:
        raise InputError(f"there is no kind {kind!r}; give one of {', '.join(KINDS)}")
    query = UtteranceQuery.among(filters_of(publisher, since, until), about=about)
    shown = (kind,) if kind else ("person", "organisation", "unnamed")
    with opened(home) as dragoman:
        welcome(dragoman)
        with bar("Reading who said what") as progress:
            found = [one for one in dragoman.people(query, progress) if one.kind in shown]
    if as_json:
        print_json([Speaker.of(one) for one in found])
    else:
        print(people_table(found) or "Nothing was found.")


def compare(
    documents: Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT…", help="Ids of reports.")] = None,
    topic: Annotated[str | None, typer.Option("--about", help="A topic or question, instead of ids.")] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Set reports side by side: where they differ and how, what several say, and who says what.

    Without DOCUMENT and --about, list the events that several reports cover.
    """
    from ..assistant.contract.comparison import Comparison, EventList
    from ..assistant.render.tables import comparison_table, events_list

    if documents and topic is not None:
        raise InputError("give either ids of documents or --about, not both")
    with opened(home) as dragoman:
        welcome(dragoman)
        if not documents and topic is None:
            found = dragoman.event_groups()
            if as_json:
                print_json(EventList.of(found))
            else:
                print(events_list(found))
            return
        filters = filters_of(publisher, since, until)
        compared = dragoman.compare_about(topic, filters) if topic is not None else dragoman.compare(documents or [])
    if as_json:
        print_json(Comparison.of(compared))
    else:
        print(comparison_table(compared))
