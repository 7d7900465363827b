"""What a home should contain, as a flat dictionary, and what it does contain.

Keys are `("report", number)`, `("set", name)`, `("talk", user)`, `("user", name)`, `("log", action)` and `("backup", file
name)`. The values are a report's version, the numbers of a set's reports, a conversation's title with its questions,
quotations and ratings, a user's role, password and scopes of tokens, that an action is in the log, and what is in a backup.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text

from .reports import known, report
from .workplace import PASSWORDS, Workplace

CHOSEN = ("several words in a row", "other words in a row")
"""The passwords that users have."""

Key = tuple[str, int | str]
State = Mapping[Key, Any]


def reports(versions: Mapping[int, int]) -> State:
    """Return the state of a home that holds these versions, by number."""
    return {("report", number): version for number, version in versions.items()}


def changed(state: State, changes: Mapping[Key, Any]) -> State:
    """Return the state with these changes; `None` removes a key. Removed reports leave their sets."""
    found = {key: value for key, value in {**state, **changes}.items() if value is not None}
    stored = {key[1] for key in found if key[0] == "report"}
    return {key: value & stored if key[0] == "set" else value for key, value in found.items()}


def documents_of(state: State) -> State:
    """Return the part of a state that `restore` replaces: reports and sets."""
    return {key: value for key, value in state.items() if key[0] in ("report", "set")}


def observed(place: Workplace, users: Iterable[str]) -> tuple[State, list[str]]:
    """Return what the open home contains, and a sentence for everything that is there twice."""
    found: dict[Key, Any] = {}
    doubled: list[str] = []
    keys: Counter[str] = Counter()
    for document in place.corpus.documents():
        number, version = known().get(document.id, (-1, -1))
        keys[document.key] += 1
        if number < 0 or document != report(number, version):
            found["report", document.key] = "not a report that was added"
        else:
            found["report", number] = version
    doubled += [f"{key} is stored {count} times" for key, count in keys.items() if count > 1]
    for one in place.corpus.sets.all():
        if not one.fixed:
            members = place.corpus.sets.documents(one.name)
            found["set", one.name] = frozenset(known().get(name, (-1, -1))[0] for name in members)
    for user in users:
        talks = place.history.conversations(user)
        if len(talks) > 1:
            doubled.append(f"{user} has {len(talks)} conversations instead of one")
        for talk in talks:
            messages = place.history.open(user, talk.id).messages
            said = tuple(
                (m.answer.question, m.answer.claims[0].text if m.answer.claims else "", m.rating) for m in messages
            )
            found["talk", user] = (talk.title, said)
    found.update(_accounts(place))
    return found, doubled


def _accounts(place: Workplace) -> State:
    """Return the users with what they have, and the actions in the log."""
    if not place.accounts.exists:
        return {}
    scopes: dict[str, list[str]] = {}
    for token in place.accounts.tokens.all():
        scopes.setdefault(token.user, []).append(token.scope)
    found: dict[Key, Any] = {("log", entry.action): True for entry in place.accounts.audit.entries()}
    connection = sqlite3.connect(place.folder / "users.sqlite")
    try:
        hashes = dict(connection.execute("SELECT name, password FROM users"))
    finally:
        connection.close()
    for user in place.accounts.users.all():
        fitting = tuple(one for one in CHOSEN if PASSWORDS.verify(hashes[user.name], one))
        found["user", user.name] = (user.role, fitting, tuple(scopes.pop(user.name, ())))
    found.update({("token", name): tuple(rest) for name, rest in scopes.items()})  # of nobody: always wrong
    return found


def synchronous(place: Workplace) -> bool:
    """Whether the open home's commits are written to the disk before they are acknowledged."""
    with place.home.catalogue.engine.connect() as connection:
        return int(connection.scalar(text("PRAGMA synchronous")) or 0) >= 2
