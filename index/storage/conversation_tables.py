"""The tables of conversations and of the documents they cite, and copying both into another catalogue.

A cited report may be replaced or removed, but its quotations must stay. So a copy of every document that a message cites
is kept. Ids are content hashes, so it is stored once; it is deleted with the last message that cites it. Kept documents
are not searched and are not in Chroma.
"""

from collections.abc import Mapping

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from ...corpus.types import Document
from .schema import documents, metadata
from .writes import columns_of

PAGE = 50  # documents copied in one statement

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, CheckConstraint("\"user\" <> ''"), nullable=False),
    Column("title", Text, nullable=False),
    Column("named", Integer, nullable=False),  # 1: the user gave the title; 0: it is the first question
    Column("words", Text, nullable=False),  # the words of the title, for searching
    Column("created", String, nullable=False),  # UTC, ISO 8601
    Column("updated", String, nullable=False),  # when a question was last asked, or the conversation changed or renamed
    Index("conversations_of", "user", "updated"),
)

messages = Table(
    "messages",
    metadata,
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),  # from 0
    Column("answer", Text, nullable=False),  # JSON, with the question
    Column("words", Text, nullable=False),  # the words of question and answer, for searching
    Column("created", String, nullable=False),
)


def _of_a_message() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["conversation", "place"], ["messages.conversation", "messages.place"], ondelete="CASCADE"
    )


feedback = Table(
    "feedback",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("user", String, nullable=False),
    Column("rating", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created", String, nullable=False),
    _of_a_message(),
)

# The documents that each message cites.
cited = Table(
    "cited",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("document", String, primary_key=True, index=True),
    _of_a_message(),
)

# The cited documents as they were: the columns of `documents` without the row number and the date of addition.
kept = Table(
    "kept",
    metadata,
    *(
        Column(column.name, column.type, primary_key=column.name == "id", nullable=column.nullable)
        for column in documents.columns
        if column.name not in ("row", "added")
    ),
)

TABLES = (conversations, messages, feedback, cited, kept)


def keep(connection: Connection, conversation: str, place: int, refers_to: Mapping[str, Document]) -> None:
    """Record the documents that a message cites (by id), and keep those not kept yet."""
    if not refers_to:
        return
    rows = [{"conversation": conversation, "place": place, "document": name} for name in refers_to]
    connection.execute(insert(cited), rows)
    known = set(connection.scalars(select(kept.c.id).where(kept.c.id.in_(refers_to))))
    if new := [columns_of(one) for name, one in refers_to.items() if name not in known]:
        connection.execute(insert(kept), new)


def forget_unneeded(connection: Connection) -> None:
    """Delete the kept documents that no message cites any longer."""
    connection.execute(delete(kept).where(~select(cited.c.place).where(cited.c.document == kept.c.id).exists()))


def take_over(old: Connection, new: Connection) -> int:
    """Copy the conversations of one catalogue that another lacks or has in an older state; return their number.

    Both must have the tables. Everything is in the two connections' transactions, which the caller begins and ends.
    """
    copied = 0
    newer = {row.id: row.updated for row in new.execute(select(conversations.c.id, conversations.c.updated))}
    for head in old.execute(select(conversations)).mappings().all():
        name = head["id"]
        if newer.get(name, "") >= head["updated"]:
            continue
        copied += 1
        for table in (cited, feedback, messages):  # not by cascade: a replacement works without foreign keys
            new.execute(delete(table).where(table.c.conversation == name))
        new.execute(delete(conversations).where(conversations.c.id == name))
        new.execute(insert(conversations), dict(head))
        for table in (messages, feedback, cited):
            here = select(table).where(table.c.conversation == name)
            if rows := [dict(row) for row in old.execute(here).mappings()]:
                new.execute(insert(table), rows)
    missing = list(new.scalars(select(cited.c.document).distinct().where(cited.c.document.not_in(select(kept.c.id)))))
    for at in range(0, len(missing), PAGE):
        page = select(kept).where(kept.c.id.in_(missing[at : at + PAGE]))
        if rows := [dict(row) for row in old.execute(page).mappings()]:
            new.execute(insert(kept), rows)
    forget_unneeded(new)
    return copied
