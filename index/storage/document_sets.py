"""Named sets of documents that a question can be restricted to, stored in the catalogue.

Two are built in and computed from the documents: the briefs, and everything else. A document that is removed leaves its
sets, and a newer version takes the place of the older one (`Catalogue.add`).
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, or_, select, update

from ...corpus.errors import DocumentSetFixed, InputError, UnknownDocument, UnknownDocumentSet
from ...corpus.types import BRIEFS_PUBLISHER
from .rows import texts
from .schema import documents, members, sets
from .writes import folded

BRIEFS_SET = "briefs"
"""The set of the briefs."""

ADDED = "added"
"""The set of all other documents, which users added."""

LONGEST = 80
"""Maximum length of a set's name in characters."""

_PAGE = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """A set's name and number of documents; `fixed`: it is built in and cannot be changed."""

    name: str
    documents: int
    fixed: bool


class DocumentSets:
    """The document sets of one catalogue."""

    def __init__(self, engine: Engine) -> None:
        """`engine` is the catalogue's."""
        self._engine = engine

    def all(self) -> tuple[DocumentSet, ...]:
        """Return every set: the two built-in ones, then the others by name."""
        counted = select(func.count()).select_from(documents)
        own = (
            select(sets.c.name, func.count(members.c.document).label("size"))
            .outerjoin(members, members.c.set == sets.c.row)
            .group_by(sets.c.row)
            .order_by(sets.c.folded)
        )
        with self._engine.connect() as connection:
            fixed = [
                DocumentSet(name, connection.scalar(counted.where(_fixed(name))) or 0, True)
                for name in (BRIEFS_SET, ADDED)
            ]
            named = [row for row in connection.execute(own) if isinstance(row.name, str)]
            return (*fixed, *(DocumentSet(row.name, row.size, False) for row in named))

    def of(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the names of the sets that each of these documents is in, by id, without the two built-in sets."""
        found: dict[str, tuple[str, ...]] = {}
        with self._engine.connect() as connection:
            for page in _pages(ids):
                query = (
                    select(members.c.document, sets.c.name)
                    .join(sets, sets.c.row == members.c.set)
                    .where(members.c.document.in_(page))
                    .order_by(sets.c.folded)
                )
                for row in connection.execute(query):
                    if not isinstance(row.name, str):
                        continue  # a damaged row, which `verify` reports
                    found[row.document] = (*found.get(row.document, ()), row.name)
        return found

    def documents(self, name: str) -> tuple[str, ...]:
        """Return the ids of a set's documents, in the order in which they were added.

        Raises:
            InputError: there is no such set.
        """
        with self._engine.connect() as connection:
            chosen = select(documents.c.id).where(membership(connection, name)).order_by(documents.c.row)
            return tuple(texts(connection.scalars(chosen)))

    def make(self, name: str, ids: Iterable[str] = ()) -> DocumentSet:
        """Make a set of these documents.

        Raises:
            InputError: the name is taken or invalid, or there is no such document.
        """
        given, named = self._known(ids), checked_name(name)
        self._free(named)
        with self._engine.begin() as connection:
            connection.execute(insert(sets), {"name": named, "folded": folded(named)})
            row = connection.scalar(select(sets.c.row).where(sets.c.folded == folded(named)))
            _insert(connection, row, given)
        return DocumentSet(named, len(set(given)), False)

    def add(self, name: str, ids: Iterable[str]) -> int:
        """Add documents to a set; return its new size.

        Raises:
            InputError: there is no such set or document, or the set is built in.
        """
        given, row = self._known(ids), self._own(name)
        with self._engine.begin() as connection:
            _insert(connection, row, given)
        return self._size(row)

    def put(self, name: str, ids: Iterable[str]) -> int:
        """Add documents to the set of this name, made if it does not exist; return its new size.

        Raises:
            InputError: see `make` and `add`.
        """
        if any(folded(one.name) == folded(name) for one in self.all()):
            return self.add(name, ids)
        return self.make(name, ids).documents

    def drop(self, name: str, ids: Iterable[str]) -> int:
        """Remove documents from a set; return its new size.

        Raises:
            InputError: there is no such set or document, or the set is built in.
        """
        given, row = self._known(ids), self._own(name)
        with self._engine.begin() as connection:
            for page in _pages(given):
                connection.execute(delete(members).where(members.c.set == row, members.c.document.in_(page)))
        return self._size(row)

    def rename(self, name: str, new: str) -> None:
        """Rename a set.

        Raises:
            InputError: there is no such set, it is built in, or the new name is taken or invalid.
        """
        row, named = self._own(name), checked_name(new)
        if folded(named) != folded(name):
            self._free(named)
        with self._engine.begin() as connection:
            connection.execute(update(sets).where(sets.c.row == row).values(name=named, folded=folded(named)))

    def delete(self, name: str) -> None:
        """Delete a set; its documents stay.

        Raises:
            InputError: there is no such set, or it is built in.
        """
        row = self._own(name)
        with self._engine.begin() as connection:
            connection.execute(delete(sets).where(sets.c.row == row))

    def _known(self, ids: Iterable[str]) -> list[str]:
        """Return the documents' ids; each may be given as an external id that only one document has."""
        given = list(dict.fromkeys(ids))
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for page in _pages(given):
                found |= {
                    identifier: identifier
                    for identifier in connection.scalars(select(documents.c.id).where(documents.c.id.in_(page)))
                }
                others = select(documents.c.external_id, documents.c.id).where(documents.c.external_id.in_(page))
                named = connection.execute(others).all()
                names = [row.external_id for row in named]
                found = {row.external_id: row.id for row in named if names.count(row.external_id) == 1} | found
        for identifier in given:
            if identifier not in found:
                raise UnknownDocument(f"no document has the id {identifier!r}; 'dragoman documents' lists the ids")
        return list(dict.fromkeys(found[identifier] for identifier in given))

    def _free(self, name: str) -> None:
        if any(folded(one.name) == folded(name) for one in self.all()):
            raise DocumentSetFixed(f"there is a set named {name!r} already; add to it, or choose another name")

    def _own(self, name: str) -> int:
        if folded(name) in (BRIEFS_SET, ADDED):
            raise DocumentSetFixed(
                f"the set {folded(name)!r} is built in and cannot be changed; make a set of your own"
            )
        with self._engine.connect() as connection:
            return _row(connection, name)

    def _size(self, row: int) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(select(func.count()).where(members.c.set == row)) or 0)


def membership(connection: Connection, name: str) -> ColumnElement[bool]:
    """Return the SQL condition on `documents` for membership in the set of this name (case-insensitive).

    Raises:
        InputError: there is no such set; the message lists the sets.
    """
    if folded(name) in (BRIEFS_SET, ADDED):
        return _fixed(folded(name))
    return documents.c.id.in_(select(members.c.document).where(members.c.set == _row(connection, name)))


def checked_name(name: str) -> str:
    """Normalise and check a set's name: composed characters, no surrounding white space.

    Raises:
        InputError: it is empty, too long, without a letter or digit, or has control characters.
    """
    named = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(character.isalnum() for character in named):
        raise InputError("a set's name needs a letter or a digit; give it another name")
    if len(named) > LONGEST or len(folded(named)) > 4 * LONGEST:
        raise InputError(f"a set's name may have {LONGEST} characters, this one has {len(named)}; shorten it")
    # Invisible characters too, or two sets could look alike; except the two joiners, which are part of some words.
    if any(unicodedata.category(sign).startswith("C") and sign not in "\u200c\u200d" for sign in named):
        raise InputError("a set's name must not have control characters; type it again")
    return named


def _fixed(name: str) -> ColumnElement[bool]:
    ours = documents.c.publisher == BRIEFS_PUBLISHER
    return ours if name == BRIEFS_SET else or_(documents.c.publisher.is_(None), ~ours)


def _row(connection: Connection, name: str) -> int:
    row = connection.scalar(select(sets.c.row).where(sets.c.folded == folded(name)))
    if row is None:
        names = [BRIEFS_SET, ADDED, *texts(connection.scalars(select(sets.c.name).order_by(sets.c.folded)))]
        raise UnknownDocumentSet(f"there is no document set {name!r}; there are: {', '.join(names)}")
    return int(row)


def _insert(connection: Connection, row: int | None, ids: Sequence[str]) -> None:
    for page in _pages(ids):
        # Selected, not listed, since a document may have been removed in the meantime.
        chosen = select(func.coalesce(row, 0), documents.c.id).where(documents.c.id.in_(page))
        connection.execute(insert(members).prefix_with("OR IGNORE").from_select(["set", "document"], chosen))


def _pages(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + _PAGE] for at in range(0, len(ids), _PAGE)]
