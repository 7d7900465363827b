"""`dragoman ingest`, `show`, `remove`, `documents` and `sets …`: what a home holds. Parsing and printing only."""

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
    say,
    welcome,
)

sets = typer.Typer(help="Named sets of documents, for asking only these.", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The set's name.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Documents, by the ids that 'dragoman documents' lists.")]


def documents(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORD…", help="Words of title or publisher.")] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    language: Language = None,
    within: Within = None,
    sort: Annotated[str, typer.Option(help="added, published, title, publisher, language or size.")] = "published",
    ascending: Annotated[bool, typer.Option("--ascending", help="The smallest or oldest first.")] = False,
    start: Annotated[int, typer.Option(min=0, help="How many to pass over.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 50,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """List the documents, with their ids."""
    from ..assistant.render.library import as_table, listing
    from ..index.document_list import ORDERS

    order = next((one for one in ORDERS if one == sort), None)
    if order is None:
        raise InputError(f"nothing is sorted by {sort!r}; give one of {', '.join(ORDERS)}")
    filters = filters_of(publisher, since, until, language, within)
    with opened(home) as dragoman:
        welcome(dragoman)
        found = dragoman.document_list.page(
            search=" ".join(words or ()),
            filters=filters,
            order=order,
            descending=not ascending,
            start=start,
            most=limit,
        )
    if as_json:
        print_json(listing(found))
    elif found.documents:
        print(as_table(found.documents))
        print(f"{start + 1} to {start + len(found.documents)} of {found.total:,}")
    else:
        print("Nothing was found.")


@sets.command("list")
def list_sets(home: HomeOption = None, as_json: Json = False) -> None:
    """Which sets there are; `briefs` and `added` are there by themselves."""
    from ..assistant.render.library import document_set

    with opened(home) as dragoman:
        found = dragoman.sets.all()
    if as_json:
        print_json([document_set(one) for one in found])
    else:
        for one in found:
            print(f"{one.documents:8,}  {one.name}{' (fixed)' if one.fixed else ''}")


@sets.command()
def make(name: Name, ids: Ids, home: HomeOption = None, as_json: Json = False) -> None:
    """Make a set of these documents."""
    with opened(home) as dragoman:
        made = dragoman.sets.make(name, ids)
    _told(made.name, made.documents, as_json)


@sets.command()
def add(name: Name, ids: Ids, home: HomeOption = None, as_json: Json = False) -> None:
    """Put documents into a set."""
    with opened(home) as dragoman:
        _told(name, dragoman.sets.add(name, ids), as_json)


@sets.command()
def drop(name: Name, ids: Ids, home: HomeOption = None, as_json: Json = False) -> None:
    """Take documents out of a set."""
    with opened(home) as dragoman:
        _told(name, dragoman.sets.drop(name, ids), as_json)


@sets.command()
def rename(
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    home: HomeOption = None,
) -> None:
    """Give a set another name."""
    with opened(home) as dragoman:
        dragoman.sets.rename(name, new)
    print(f"{name} is now {new}")


@sets.command()
def delete(name: Name, home: HomeOption = None) -> None:
    """Forget a set; its documents stay."""
    with opened(home) as dragoman:
        dragoman.sets.delete(name)
    print(f"forgot the set {name}; its documents are still there")


def _told(name: str, documents: int, as_json: bool) -> None:
    if as_json:
        print_json({"name": name, "documents": documents})
    else:
        print(f"{name}: {documents} document{'' if documents == 1 else 's'}")


def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, zips, URLs, feeds, or: library")
    ],
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Add reports. `library` adds the bundled briefs (a folder of that name is ./library)."""
    from ..assistant.contract.answers import ingested
    from ..assistant.runtime.progress import bar

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


def show(document_id: str, home: HomeOption = None, as_json: Json = False) -> None:
    """Print a document, as citations refer to it."""
    from ..assistant.contract.answers import document
    from ..corpus.wording import attribution

    with opened(home) as dragoman:
        found = dragoman.show(document_id)
    if as_json:
        print_json(document(found))
    else:
        link = found.url or (found.based_on.url if found.based_on else None)
        print("\n".join(filter(None, (found.title, attribution(found), link, "", found.text))))


def remove(document_id: str, home: HomeOption = None, as_json: Json = False) -> None:
    """Forget a document."""
    with opened(home) as dragoman:
        gone = dragoman.remove(document_id)
    if as_json:
        print_json({"removed": gone.id, "title": gone.title})
    else:
        print(f"removed {gone.id}: {gone.title}")
