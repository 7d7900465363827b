"""The homes that operations begin with, and what they hold."""

import shutil
from collections.abc import Mapping

from dragoman.assistant.library import ingestion
from dragoman.index.ingest import ingest

from .expected import CHOSEN, State, reports
from .reports import report
from .steps import Act, answer, begin_step, conversation, ids_of, said
from .workplace import Workplace

TALKED = {("talk", "amal"): ("Who came?", said(("Who came?", 1, 1, "like")))}
USERS = {("user", "amal"): ("analyst", CHOSEN[:1], ("read",)), ("log", "added a user"): True}
BASE: State = {**reports(dict.fromkeys(range(12), 1)), ("set", "Cairo"): frozenset(range(6)), **TALKED, **USERS}
OLDER: State = {**reports(dict.fromkeys(range(6), 1)), ("set", "Cairo"): frozenset(range(3)), **TALKED, **USERS}
NEWER: State = {
    **USERS,
    **reports({**dict.fromkeys(range(2, 12), 1), 2: 2, 3: 2}),
    ("set", "Doha"): frozenset(range(4, 8)),
    ("talk", "amal"): ("Who came?", said(("Who came?", 1, 1, "like"), ("And then?", 3, 2, None))),
    ("talk", "basil"): ("Who left?", said(("Who left?", 5, 1, None))),
}


def _users(place: Workplace) -> None:
    place.accounts.users.add("amal", "analyst", CHOSEN[0])
    place.accounts.tokens.add("amal", "read")
    place.accounts.audit.record("chaos", "", "added a user")


def _base(place: Workplace) -> None:
    ingest(place.home, [report(number) for number in range(12)])
    place.corpus.sets.make("Cairo", ids_of(*range(6)))
    begin_step("amal", "Who came?", 1).act(place)
    place.history.rate("amal", conversation(place, "amal"), 0, "like")
    _users(place)


def _outdated(place: Workplace) -> None:
    """Make a home whose Chroma folder is of an earlier day, as after a copy of only a part of it."""
    ingest(place.home, [report(number) for number in range(6)])
    place.close()
    shutil.copytree(place.folder / "chroma", place.root / "kept")
    _base(place)
    place.close()
    shutil.rmtree(place.folder / "chroma")
    (place.root / "kept").rename(place.folder / "chroma")


def _replaced(place: Workplace) -> None:
    """Make a home and a backup of its earlier state."""
    ingest(place.home, [report(number) for number in range(6)])
    place.corpus.sets.make("Cairo", ids_of(0, 1, 2))
    begin_step("amal", "Who came?", 1).act(place)
    place.history.rate("amal", conversation(place, "amal"), 0, "like")
    place.corpus.backup(place.given / "older.sqlite")
    ingest(place.home, [report(2, 2), report(3, 2), *(report(number) for number in range(6, 12))])
    ingestion.remove(place.home, ids_of(0, 1))
    place.corpus.sets.delete("Cairo")
    place.corpus.sets.make("Doha", ids_of(*range(4, 8)))
    place.history.add("amal", conversation(place, "amal"), answer("And then?", 3, 2))
    begin_step("basil", "Who left?", 5).act(place)
    _users(place)


def _damaged(place: Workplace) -> None:
    """Make a home whose catalogue is overwritten but for its first bytes, and a backup of it."""
    _replaced(place)
    place.close()
    catalogue = place.folder / "catalogue.sqlite"
    content = catalogue.read_bytes()
    catalogue.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


PREPARATIONS: Mapping[str, Act] = {
    "nothing": Workplace.close,
    "base": _base,
    "outdated": _outdated,
    "replaced": _replaced,
    "damaged": _damaged,
}
"""What fills the workplace that an operation starts from, by name."""
