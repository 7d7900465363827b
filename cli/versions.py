"""`dragoman edit`, `versions` and `restore`: mend a document's description, look at earlier versions, and bring them back."""

from typing import Annotated

import typer

from ..corpus.errors import InputError
from .change_log import record_change, who
from .options import HomeOption, Json, opened, print_json, say


def edit(
    document_id: str,
    title: Annotated[str | None, typer.Option(help="The title.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it; empty for nobody.")] = None,
    published: Annotated[str | None, typer.Option(help="The day, such as 2025-10-24; empty for none.")] = None,
    language: Annotated[str | None, typer.Option(help="A code such as en or ar; empty for none.")] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """Change a document's title, publisher, day or language; the change is kept when its source is read again."""
    from ..assistant.contract.documents import Document
    from ..corpus.wording import attribution
    from ..index.storage.edits import FIELDS

    given = dict(zip(FIELDS, (title, publisher, published, language), strict=True))
    values = {field: value for field, value in given.items() if value is not None}
    if not values:
        raise InputError("nothing is changed; give --title, --publisher, --published or --language")
    with opened(home) as dragoman:
        changed = dragoman.edit(document_id, values, who())
        record_change(dragoman.path, "changed a document", f"{changed.id}: {', '.join(values)}")
    if as_json:
        print_json(Document.of(changed))
    else:
        print(f"{changed.id}: {changed.title}\n{attribution(changed)}")


def versions(
    document_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="A document's id; none: what was removed.")
    ] = None,
    home: HomeOption = None,
    as_json: Json = False,
) -> None:
    """List a document's earlier versions and changes, or the documents removed in the last 30 days."""
    from ..assistant.contract.versions import DocumentHistory, EarlierVersion, RemovedDocuments
    from ..index.storage.edits import Edit

    made: tuple[Edit, ...] = ()
    with opened(home) as dragoman:
        if document_id is None:
            found = dragoman.removed()
        else:
            found, made = dragoman.versions(document_id), dragoman.edits(document_id)
    if as_json:
        if document_id is None:
            print_json(RemovedDocuments(documents=tuple(map(EarlierVersion.listed, found))))
        else:
            print_json(DocumentHistory.of(document_id, found, made))
        return
    for one in found:
        print(f"{one.document.id}  {one.reason} {one.left:%Y-%m-%d %H:%M} UTC  {one.document.title}")
    for change in made:
        by = f" by {change.by}" if change.by else ""
        print(f"{change.made:%Y-%m-%d %H:%M} UTC  {change.field}: {change.before or '–'} → {change.after or '–'}{by}")
    if not found and not made:
        say("Nothing was removed in the last 30 days." if document_id is None else "There is no earlier version.")


def restore(version_id: str, home: HomeOption = None, as_json: Json = False) -> None:
    """Bring an earlier version back in the place of the present one, or a document that was removed."""
    from ..assistant.contract.documents import Document

    with opened(home) as dragoman:
        document = dragoman.bring_back(version_id)
        record_change(dragoman.path, "brought a document back", document.id)
    if as_json:
        print_json(Document.of(document))
    else:
        print(f"brought back {document.id}: {document.title}")
