"""What a home should contain, as a flat dictionary, and what it does contain.

Keys are `("report", number)`, `("set", name)`, `("talk", user)` and `("backup", file name)`. The values are a report's
version, the numbers of a set's reports, a conversation's title with its questions, quotations and ratings, and what is
in a backup.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text

from .reports import known, report
from .workplace import Workplace

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
    return found, doubled


def synchronous(place: Workplace) -> bool:
    """Whether the open home's commits are written to the disk before they are acknowledged."""
    with place.home.catalogue.engine.connect() as connection:
        return int(connection.scalar(text("PRAGMA synchronous")) or 0) >= 2
