"""`dragoman ingest`, `show`, `remove`, `documents` and `sets …`: what a home holds."""

import logging
import os
from typing import Annotated

import typer

from ..corpus.errors import InputError
from .change_log import record_change
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

sets = typer.Typer(
    help="Manage named sets of documents, to which a question can be limited.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The set's name.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of documents, as 'dragoman documents' lists them.")]


def documents(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORD…", help="Words of the title or publisher.")] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    language: Language = None,
    within: Within = None,
    sort: Annotated[
        str, typer.Option(help="Sort by added, published, title, publisher, language or size.")
    ] = "published",
    ascending: Annotated[bool, typer.Option("--ascending", help="Smallest or oldest first.")] = False,
    start: Annotated[int, typer.Option(min=0, help="How many to skip.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 50,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """List the documents, with their ids."""
    from ..assistant.contract.library import DocumentPage
    from ..assistant.render.tables import documents_table
    from ..index.document_list import ORDERS

    order = next((one for one in ORDERS if one == sort), None)
    if order is None:
        raise InputError(f"the list cannot be sorted by {sort!r}; give one of {', '.join(ORDERS)}")
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
        print_json(DocumentPage.of(found, limit))
    elif found.documents:
        print(documents_table(found.documents))
        print(f"{start + 1} to {start + len(found.documents)} of {found.total:,}")
    else:
        print("Nothing was found.")


@sets.command("list")
def list_sets(home: HomeOption = None, as_json: Json = False) -> None:
    """List the sets; `briefs` and `added` exist by themselves."""
    from ..assistant.contract.library import DocumentSet

    with opened(home) as dragoman:
        found = dragoman.sets.all()
    if as_json:
        print_json([DocumentSet.of(one) for one in found])
    else:
        for one in found:
            print(f"{one.documents:8,}  {one.name}{' (fixed)' if one.fixed else ''}")


@sets.command()
def make(name: Name, ids: Ids, home: HomeOption = None, as_json: Json = False) -> None:
    """Make a set of these documents."""
    with opened(home) as dragoman:
        made = dragoman.sets.make(name, ids)
        record_change(dragoman.path, "made a set", made.name, "document", ids)
    _print_size(made.name, made.documents, as_json)


@sets.command()
def add(name: Name, ids: Ids, home: HomeOption = None, as_json: Json = False) -> None:
    """Add documents to a set."""
    with opened(home) as dragoman:
        size = dragoman.sets.add(name, ids)
        record_change(dragoman.path, "changed a set", f"into {name}", "document", ids)
    _print_size(name, size, as_json)


@sets.command()
def drop(name: Name, ids: Ids, home: HomeOption = None, as_json: Json = False) -> None:
    """Drop documents from a set; the documents stay."""
    with opened(home) as dragoman:
        size = dragoman.sets.drop(name, ids)
        record_change(dragoman.path, "changed a set", f"out of {name}", "document", ids)
    _print_size(name, size, as_json)


@sets.command()
def rename(
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    home: HomeOption = None,
) -> None:
    """Rename a set."""
    with opened(home) as dragoman:
        dragoman.sets.rename(name, new)
        record_change(dragoman.path, "changed a set", f"{name} is now {new}")
    print(f"{name} is now {new}")


@sets.command()
def delete(name: Name, home: HomeOption = None) -> None:
    """Delete a set; its documents stay."""
    with opened(home) as dragoman:
        dragoman.sets.delete(name)
        record_change(dragoman.path, "deleted a set", name)
    print(f"deleted the set {name}; its documents are still there")


def _print_size(name: str, documents: int, as_json: bool) -> None:
    from ..assistant.contract.library import SetSize
    from ..corpus.wording import counted

    if as_json:
        print_json(SetSize(name=name, documents=documents))
    else:
        print(f"{name}: {counted(documents, 'document')}")


def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, zip archives, URLs, feeds, or library.")
    ],
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Read what links in a folder lead to, outside it as well.")
    ] = False,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Add reports; `library` adds the bundled briefs (write ./library for a folder of that name)."""
    from ..assistant.contract.library import Ingested
    from ..assistant.runtime.progress import bar

    if not os.environ.get("DRAGOMAN_DEBUG"):
        logging.getLogger("dragoman.readers").setLevel(logging.CRITICAL)  # the error of the file says what matters
    with opened(home) as dragoman, bar("Indexing") as progress:
        report = dragoman.ingest(sources, progress, follow_links=follow_links)
        if report.added or report.updated:
            record_change(dragoman.path, "added documents", noun="source", names=sources)
    for failure in (*report.skipped, *report.failed):
        say(str(failure))
    if as_json:
        print_json(Ingested.of(report))
    else:
        counts = (
            f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, {len(report.failed)} failed"
        )
        print(f"{counts}; {report.sentences} sentences in {report.seconds:.1f} s")
    if report.failed:
        raise typer.Exit(2)


def show(document_id: str, home: HomeOption = None, as_json: Json = False) -> None:
    """Print a document, as citations refer to it."""
    from ..assistant.contract.documents import Document
    from ..assistant.render.citations import address
    from ..corpus.wording import attribution, date_notes, description_notes

    with opened(home) as dragoman:
        found = dragoman.show(document_id)
    if as_json:
        print_json(Document.of(found))
    else:
        notes = "".join(f"\n{note}" for note in date_notes(found))
        print(f"{found.title}\n{attribution(found)}{address(found)}{notes}\n\n{found.text}")
        for note in description_notes(found):
            say(note)


def remove(
    document_id: str,
    for_good: Annotated[
        bool,
        typer.Option("--for-good", help="Keep nothing of it and its earlier versions, also if it was removed before."),
    ] = False,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Remove a document; `dragoman restore` brings it back within 30 days."""
    from ..assistant.contract.library import Removed
    from ..index.storage.earlier_versions import KEPT_DAYS

    with opened(home) as dragoman:
        gone = dragoman.remove(document_id, for_good=for_good)
        record_change(dragoman.path, "removed documents", f"{gone.id} for good" if for_good else gone.id)
    if as_json:
        print_json(Removed.of(gone))
    else:
        print(f"removed {gone.id}: {gone.title}")
        if for_good:
            say("Nothing of it is kept but what conversations cite ('dragoman history') and what backups hold.")
        else:
            say(f"'dragoman restore {gone.id}' brings it back within {KEPT_DAYS} days.")
