"""Conversations to store, and which documents are kept for them."""

import json

from sqlalchemy import select

from dragoman.index.home import Home
from dragoman.index.storage.conversation_tables import kept
from dragoman.index.storage.conversations import Conversations
from tests.index.samples import report


def asked(store: Conversations, user: str, *questions: str, of: int = 1) -> str:
    """Store a conversation with these questions, each answered from one report."""
    name = store.begin(user).id
    for question in questions:
        store.add(user, name, question, json.dumps(question), "They spoke about a crossing.", [report(of)])
    return name


def kept_ids(home: Home) -> set[str]:
    with home.catalogue.engine.connect() as connection:
        return set(connection.scalars(select(kept.c.id)))
