"""Change a document's description, and bring an earlier version or a removed document back."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy import Connection, insert, select

from ..corpus.errors import InputError, UnknownDocument
from ..corpus.readers.fields import parse_date, parse_language, parse_title
from ..corpus.types import Document
from .home import Home
from .preparation import Unprepared
from .storage.earlier_versions import KEPT_DAYS, EarlierVersions
from .storage.edits import FIELDS, Field, edited, record, shown_value
from .storage.schema import members, sets
from .storage.writes import Prepared, folded


def edit(home: Home, document: Document, values: Mapping[Field, str], by: str) -> Document:
    """Give a stored document other values, record each change, and return it with its new id. An empty text is no value.

    Raises:
        InputError: a value is not a day or a language, the title is empty, nothing is changed, or the document has been
            replaced or removed meanwhile.
        HomeBusy: another process is writing.
    """
    given = {field: _checked(field, value) for field, value in values.items()}
    changed = edited(document, given)
    changes = {
        field: (before, after)
        for field in FIELDS
        if (before := shown_value(document, field)) != (after := shown_value(changed, field))
    }
    if not changes:
        raise InputError("nothing is changed; give another title, publisher, day or language")
    with home.writing():
        if document.id not in home.catalogue:
            raise InputError(f"{document.id} has just been changed or removed by somebody else; look at it again")
        if changed.id in home.catalogue:
            raise InputError(f"there is already a document with these words and values: {changed.id}")
        home.catalogue.add(
            _prepared(home, changed),
            {document.id: changed.id},
            edited=True,
            then=partial(record, document=changed.id, changes=changes, by=by),
        )
        home.tell()
    return changed


def bring_back(home: Home, version_id: str) -> Document:
    """Bring an earlier version back in the place of the present one, or a removed document; return it.

    Raises:
        UnknownDocument: there is no such version.
        HomeBusy: another process is writing.
    """
    with home.writing():
        found = EarlierVersions(home.catalogue.engine).get(version_id)
        if found is None:
            raise UnknownDocument(
                f"no earlier version has the id {version_id!r}; 'dragoman versions' lists what was removed in the last "
                f"{KEPT_DAYS} days, and 'dragoman versions ID' the versions of a document"
            )
        document = found.document
        if document.id not in home.catalogue:
            present = set(home.catalogue.earlier(document))
            if found.by is not None and found.by in home.catalogue:
                present.add(found.by)  # also if an edit has changed what it was recognised by
            home.catalogue.add(
                _prepared(home, document),
                dict.fromkeys(present, document.id),
                then=partial(_join_sets, document_id=document.id, names=found.sets),
            )
        home.tell()
    return document


def _checked(field: Field, value: str) -> str | None:
    if not value.strip():
        if field == "title":
            raise InputError("a document needs a title; give one")
        return None
    if field == "published":
        day = parse_date(value)
        if day is None:
            raise InputError(f"{value!r} is not a day; give one like 2025-10-24")
        return day.isoformat()
    if field == "language":
        language = parse_language(value)
        if language is None:
            raise InputError(f"{value!r} is not a language; give a code like en or ar")
        return language
    return parse_title(value)


def _prepared(home: Home, document: Document) -> list[Prepared]:
    for found in home.preparation.contents([document]):
        if isinstance(found, Unprepared):
            raise InputError(f"the document cannot be prepared again: {found}")
        if not isinstance(found, int):
            return [Prepared(document, found)]
    raise InputError("the document cannot be prepared again")


def _join_sets(connection: Connection, document_id: str, names: tuple[str, ...]) -> None:
    """Put a document into those of its sets that are still there."""
    rows = connection.scalars(select(sets.c.row).where(sets.c.folded.in_([folded(name) for name in names]))).all()
    if rows:
        chosen = [{"set": row, "document": document_id} for row in rows]
        connection.execute(insert(members).prefix_with("OR IGNORE"), chosen)
