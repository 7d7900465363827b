"""Stored conversations: questions, answers and ratings (tables: `conversation_tables`).

Every method takes the user; other users' conversations do not exist for it. A change is one short transaction that begins
with a write, so that SQLite locks the database before anything is read and no other change can come in between.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, true, update
from sqlalchemy.exc import OperationalError

from ...corpus.errors import HomeBusy, InputError
from ...corpus.types import Document
from .catalogue import Catalogue
from .conversation_rows import (
    Conversation,
    Rating,
    StoredConversation,
    StoredMessage,
    rating_of,
    sound_conversation,
    sound_message,
)
from .conversation_search import having, searchable, storable, title_of
from .conversation_tables import TABLES, cited, conversations, feedback, forget_unneeded, keep, kept, messages
from .rows import as_document, sound, texts
from .schema import documents, metadata

LONGEST = 2_000  # maximum length in characters of a title that the user gives, and of a reason
_EMPTY = timedelta(days=1)  # after this time a conversation without a question is deleted
_ASKED = select(messages.c.place).where(messages.c.conversation == conversations.c.id).exists()


class Conversations:
    """The conversations of one catalogue; safe for threads and for several writing processes.

    Raises:
        HomeBusy: (any method that writes) another process has been writing for half a minute.
        InputError: (any method that takes a conversation) the user has none with this id.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        """Missing tables are created."""
        self._catalogue = catalogue
        self._engine = catalogue.engine
        metadata.create_all(self._engine, tables=TABLES)

    # Writing

    def begin(self, user: str) -> Conversation:
        """Begin a conversation, which is listed once it has a question; delete the user's old empty ones."""
        now = datetime.now(UTC)
        # Its first character is never "-", which a command line would take for an option.
        name = f"c{secrets.token_urlsafe(16)}"
        row = {
            "id": name,
            "user": user,
            "title": "",
            "named": 0,
            "words": "",
            "created": _text(now),
            "updated": _text(now),
        }
        old = _text(now - _EMPTY)
        with self._writing() as connection:
            connection.execute(delete(conversations).where(_owned(user), conversations.c.updated < old, ~_ASKED))
            connection.execute(insert(conversations).values(row))
        return Conversation(name, "", now, now, 0)

    def add(
        self, user: str, conversation: str, question: str, answer: str, words: str, refers_to: Iterable[Document]
    ) -> StoredMessage:
        """Store a message at the end.

        `answer` is JSON, `words` is its searchable text, `refers_to` are all documents that it cites.
        """
        now = datetime.now(UTC)
        with self._changing(user, conversation, now) as connection:
            mine = messages.c.conversation == conversation, func.typeof(messages.c.place) == "integer"
            last = connection.scalar(select(func.max(messages.c.place)).where(*mine))
            place = 0 if last is None else int(last) + 1
            connection.execute(
                insert(messages).values(
                    conversation=conversation,
                    place=place,
                    answer=answer,
                    words=searchable(f"{question} {words}"),
                    created=_text(now),
                )
            )
            if place == 0:
                title = title_of(question)
                untitled = update(conversations).where(conversations.c.id == conversation, conversations.c.named == 0)
                connection.execute(untitled.values(title=title, words=searchable(question)))
            keep(connection, conversation, place, {one.id: one for one in refers_to})
        return StoredMessage(place, answer, now, None, "")

    def truncate(self, user: str, conversation: str, place: int) -> None:
        """Delete the messages from `place` on, before an earlier question is asked again."""
        with self._changing(user, conversation, datetime.now(UTC)) as connection:
            connection.execute(
                delete(messages).where(messages.c.conversation == conversation, messages.c.place >= place)
            )
            if place <= 0:
                untitled = update(conversations).where(conversations.c.id == conversation, conversations.c.named == 0)
                connection.execute(untitled.values(title="", words=""))
            forget_unneeded(connection)

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Set the title; `InputError` if it is blank or longer than `LONGEST` characters."""
        given = " ".join(storable(title).split())
        if not given:
            raise InputError("a conversation's title cannot be empty; give a few words")
        if len(given) > LONGEST:
            raise InputError(f"a title may have {LONGEST:,} characters, not {len(given):,}; give a shorter one")
        with self._changing(user, conversation, datetime.now(UTC)) as connection:
            named = update(conversations).where(conversations.c.id == conversation)
            connection.execute(named.values(title=given, words=searchable(given), named=1))

    def rate(self, user: str, conversation: str, place: int, rating: Rating | None, reason: str = "") -> None:
        """Rate the answer at `place`, replacing an earlier rating; `None` withdraws it.

        `InputError` also if there is no such answer, or the reason is longer than `LONGEST` characters.
        """
        if len(reason) > LONGEST:
            raise InputError(f"a reason may have {LONGEST:,} characters, not {len(reason):,}; give a shorter one")
        here = and_(feedback.c.conversation == conversation, feedback.c.place == place)
        with self._writing() as connection:
            connection.execute(delete(feedback).where(here, feedback.c.user == user))
            there = (
                select(messages.c.place)
                .join(conversations)
                .where(_owned(user, conversation), messages.c.place == place)
            )
            if connection.scalar(there) is None:
                raise _unknown(conversation)
            if rating is not None:
                row = {"conversation": conversation, "place": place, "user": user, "rating": rating}
                more = {"reason": storable(reason.strip()), "created": _text(datetime.now(UTC))}
                connection.execute(insert(feedback).values({**row, **more}))

    def delete(self, user: str, conversation: str) -> None:
        """Delete a conversation with its messages and ratings."""
        with self._writing() as connection:
            if not connection.execute(delete(conversations).where(_owned(user, conversation))).rowcount:
                raise _unknown(conversation)
            forget_unneeded(connection)

    def delete_all(self, user: str) -> int:
        """Delete every conversation of the user; return how many had questions."""
        with self._writing() as connection:
            connection.execute(delete(conversations).where(_owned(user), ~_ASKED))
            number = connection.execute(delete(conversations).where(_owned(user))).rowcount
            forget_unneeded(connection)
        return number

    # Reading

    def listed(self, user: str, search: str | None = None, limit: int = 50, skip: int = 0) -> tuple[Conversation, ...]:
        """Return the user's conversations that contain every word of `search` (whole or as the start of a word).

        The latest come first; at most `limit` after the first `skip`.
        """
        matching = having(search) if search and search.strip() else true()
        query = (
            select(conversations, func.count(messages.c.place).label("questions"))
            .join(messages)
            .where(_owned(user), matching)
            .group_by(conversations.c.id)
            .order_by(conversations.c.updated.desc(), conversations.c.id)
            .limit(limit)
            .offset(skip)
        )
        with self._engine.connect() as connection:
            return tuple(sound(connection.execute(query), sound_conversation))

    def read(self, user: str, conversation: str) -> StoredConversation:
        """Return a whole conversation, with its documents."""
        inside = select(cited.c.document).where(cited.c.conversation == conversation)
        rated = and_(feedback.c.conversation == messages.c.conversation, feedback.c.place == messages.c.place)
        with self._engine.connect() as connection:
            connection.exec_driver_sql(
                "BEGIN"
            )  # one view of all tables: Python's driver begins by itself only to write
            head = connection.execute(select(conversations).where(_owned(user, conversation))).first()
            if head is None:
                raise _unknown(conversation)
            message_rows = connection.execute(
                select(messages, feedback.c.rating, feedback.c.reason)
                .outerjoin(feedback, rated)
                .where(messages.c.conversation == conversation)
                .order_by(messages.c.place)
            ).all()
            document_rows = connection.execute(select(kept).where(kept.c.id.in_(inside))).all()
            present = set(connection.scalars(select(documents.c.id).where(documents.c.id.in_(inside))))
            if lacking := present - {row.id for row in document_rows}:
                document_rows = [
                    *document_rows,
                    *connection.execute(select(documents).where(documents.c.id.in_(lacking))),
                ]
        found = {one.id: one for one in sound(document_rows, as_document)}
        stored = tuple(sound(message_rows, sound_message))
        return StoredConversation(
            sound_conversation(head, len(stored)),
            stored,
            found,
            {name: self._replaced_by(one) for name, one in found.items() if name not in present},
        )

    def ratings(self, user: str, conversation: str) -> dict[int, Rating]:
        """Return the user's ratings by place; empty if the user has no such conversation."""
        query = select(feedback.c.place, feedback.c.rating).where(
            feedback.c.conversation == conversation, feedback.c.user == user
        )
        with self._engine.connect() as connection:
            found = {row.place: rating_of(row.rating) for row in connection.execute(query)}
        return {place: rating for place, rating in found.items() if rating and isinstance(place, int)}

    def document(self, user: str, document_id: str) -> Document | None:
        """Return a document kept for one of the user's conversations; `None` if there is none with this id."""
        inside = select(cited.c.document).join(conversations, conversations.c.id == cited.c.conversation)
        with self._engine.connect() as connection:
            row = connection.execute(
                select(kept).where(kept.c.id == document_id, kept.c.id.in_(inside.where(_owned(user))))
            ).first()
        return next(sound([] if row is None else [row], as_document), None)

    def users(self) -> tuple[str, ...]:
        """Return all users with questions; only for a caller who may read the home's files."""
        query = select(conversations.c.user).where(_ASKED).distinct().order_by(conversations.c.user)
        with self._engine.connect() as connection:
            return tuple(texts(connection.scalars(query)))

    def owner(self, conversation: str) -> str:
        """Return the user of a conversation; only for a caller who may read the home's files."""
        with self._engine.connect() as connection:
            user = connection.scalar(select(conversations.c.user).where(conversations.c.id == conversation))
        if user is None:
            raise _unknown(conversation)
        return str(user)

    def lost(self) -> int:
        """Count the cited documents that are neither kept nor in the corpus; 0 unless the file is damaged."""
        missing = select(func.count(cited.c.document.distinct())).where(
            cited.c.document.not_in(select(kept.c.id)), cited.c.document.not_in(select(documents.c.id))
        )
        with self._engine.connect() as connection:
            return int(connection.scalar(missing) or 0)

    def _replaced_by(self, gone: Document) -> str | None:
        # The catalogue recognises versions of one report by the same rule in both directions.
        return next(iter(self._catalogue.earlier(gone)), None)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            raise HomeBusy(f"{self._catalogue.path} is in use by another process; try again") from error

    @contextmanager
    def _changing(self, user: str, conversation: str, now: datetime) -> Iterator[Connection]:
        with self._writing() as connection:
            touched = update(conversations).where(_owned(user, conversation)).values(updated=_text(now))
            if not connection.execute(touched).rowcount:
                raise _unknown(conversation)
            yield connection


def _owned(user: str, conversation: str | None = None) -> ColumnElement[bool]:
    whose = conversations.c.user == user
    return whose if conversation is None else and_(whose, conversations.c.id == conversation)


def _unknown(conversation: str) -> InputError:
    return InputError(f"there is no conversation {conversation[:80]!r}; it may have been deleted: ask in a new one")


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")  # all of equal length, since they are compared as strings
