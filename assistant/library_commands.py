"""`dragoman documents` and `dragoman sets …`: what a home holds. Parsing and printing only."""

from typing import Annotated

import typer

from assistant.console import (
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
from corpus.errors import InputError

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
    from assistant.render.library import as_table, listing
    from index.shelf import ORDERS

    order = next((one for one in ORDERS if one == sort), None)
    if order is None:
        raise InputError(f"nothing is sorted by {sort!r}; give one of {', '.join(ORDERS)}")
    filters = filters_of(publisher, since, until, language, within)
    with opened(home) as dragoman:
        welcome(dragoman)
        found = dragoman.shelf.page(
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
    from assistant.render.library import document_set

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
