"""The operations that are killed; `steps` says what their steps promise."""

from collections.abc import Iterable
from typing import Any

from dragoman.index import repair

from .expected import CHOSEN, changed, documents_of, reports
from .preparations import BASE, NEWER, OLDER
from .steps import (
    Operation,
    Step,
    answer,
    backup_step,
    begin_step,
    conversation,
    ids_of,
    ingest_step,
    job_step,
    rebuild,
    remove_step,
    restore,
    said,
    sets_step,
    upload_step,
)
from .workplace import Workplace


def _history() -> tuple[Step, ...]:
    first, second = ("Who came?", 1, 1, "like"), ("Who spoke?", 2, 1, None)
    amal, basil = ("talk", "amal"), ("talk", "basil")

    def again(place: Workplace) -> None:
        place.history.truncate("amal", conversation(place, "amal"), 1)
        place.history.add("amal", conversation(place, "amal"), answer("Who spoke?", 2, 1))

    def rate(place: Workplace) -> None:
        place.history.rate("amal", conversation(place, "amal"), 1, "dislike", "too short")

    def rename(place: Workplace) -> None:
        place.history.rename("amal", conversation(place, "amal"), "Cairo")

    def cut(place: Workplace) -> None:
        place.history.truncate("amal", conversation(place, "amal"), 1)

    rated = ("Who spoke?", 2, 1, "dislike")
    return (
        Step(begin_step("amal", "Who came?", 1).act, [{amal: None}, {amal: ("Who came?", said((*first[:3], None)))}]),
        Step(again, [{amal: ("Who came?", said((*first[:3], None), second))}]),
        Step(rate, [{amal: ("Who came?", said((*first[:3], None), rated))}]),
        begin_step("basil", "Who left?", 3),
        Step(rename, [{amal: ("Cairo", said((*first[:3], None), rated))}]),
        Step(lambda place: place.history.delete_all("basil"), [{basil: None}]),
        Step(cut, [{amal: ("Cairo", said((*first[:3], None)))}]),
        begin_step("basil", "Who stayed?", 4),
    )


def _accounts() -> tuple[Step, ...]:
    amal, basil = ("user", "amal"), ("user", "basil")

    def add(place: Workplace) -> None:
        if place.accounts.users.find("basil") is not None:
            place.accounts.users.remove("basil")
        place.accounts.users.add("basil", "reader", CHOSEN[0])

    def token(place: Workplace) -> None:
        for one in place.accounts.tokens.all():
            if one.user == "basil":
                place.accounts.tokens.revoke(one.id)
        place.accounts.tokens.add("basil", "write")

    def remove(place: Workplace) -> None:
        if place.accounts.users.find("basil") is not None:
            place.accounts.users.remove("basil")

    def sign_in(place: Workplace) -> None:
        found = place.accounts.sign_in("amal", CHOSEN[1], "192.0.2.1")
        assert found.session is not None, "the password that was given last does not sign in"

    return (
        Step(add, [{basil: None}, {basil: ("reader", CHOSEN[:1], ())}]),
        Step(token, [{basil: ("reader", CHOSEN[:1], ())}, {basil: ("reader", CHOSEN[:1], ("write",))}]),
        Step(
            lambda place: place.accounts.users.change_role("basil", "editor"),
            [{basil: ("editor", CHOSEN[:1], ("write",))}],
        ),
        Step(
            lambda place: place.accounts.users.change_password("amal", CHOSEN[1]),
            [{amal: ("analyst", CHOSEN[1:], ("read",))}],
        ),
        Step(sign_in, [{("log", "signed in"): True}]),
        Step(lambda place: place.accounts.audit.record("amal", "", "made a set"), [{("log", "made a set"): True}]),
        Step(remove, [{basil: None}]),
    )


def _all() -> Iterable[Operation]:
    yield Operation(
        "first", "nothing", {}, (ingest_step((n, 1) for n in range(6)), ingest_step((n, 1) for n in range(6, 9)))
    )
    more = [ingest_step((n, 1) for n in range(start, start + 4)) for start in (12, 16, 20)]
    yield Operation("ingest", "base", BASE, tuple(more))
    newer = [(n, 2) for n in range(6)]
    yield Operation("replace", "base", BASE, (ingest_step(newer), ingest_step([(6, 2), (7, 2), (6, 3), (0, 3)])))
    yield Operation("remove", "base", BASE, (remove_step((0, 1)), remove_step((2, 7, 8))))
    yield Operation("reindex", "base", BASE, (Step(lambda place: repair.reindex(place.home), [{}]),))
    yield Operation("repair", "outdated", BASE, (Step(lambda place: repair.repair(place.home), [{}]),))
    yield Operation("rebuild", "base", BASE, (Step(rebuild, [{}], whole=True),))
    gone = documents_of(NEWER).keys() - OLDER.keys()
    restored = {**dict.fromkeys(gone), **documents_of(OLDER)}  # conversations stay
    yield Operation("restore", "replaced", NEWER, (Step(restore, [restored], whole=True),))
    yield Operation("recover", "damaged", {}, (Step(restore, [OLDER], whole=True),), broken=True)
    later = changed(BASE, reports({12: 1, 13: 1}))
    steps = (backup_step("one.sqlite", BASE), ingest_step([(12, 1), (13, 1)]), backup_step("two.sqlite", later))
    yield Operation("backup", "base", BASE, steps)
    yield Operation("history", "base", BASE, _history())
    yield Operation("accounts", "base", BASE, _accounts())
    ours = 40
    yield Operation(
        "jobs",
        "base",
        BASE,
        (
            upload_step((ours, 1), (ours + 1, 1), (ours + 2, 1)),
            job_step(
                lambda place: place.corpus.jobs.remove(ids_of(3, 4)), [{("report", 3): None}, {("report", 4): None}]
            ),
            upload_step((ours, 2)),
            job_step(lambda place: place.corpus.jobs.reindex(), [{}]),
        ),
    )
    doha, muscat = ("set", "Doha"), ("set", "Muscat")
    yield Operation(
        "sets",
        "base",
        BASE,
        (
            sets_step(lambda sets: sets.put("Doha", ids_of(1, 2)), {doha: frozenset({1, 2})}),
            sets_step(lambda sets: sets.add("Doha", ids_of(8)), {doha: frozenset({1, 2, 8})}),
            sets_step(lambda sets: sets.drop("Doha", ids_of(1)), {doha: frozenset({2, 8})}),
            sets_step(_renamed, {doha: None, muscat: frozenset({2, 8})}),
            sets_step(lambda sets: sets.delete("Cairo") if _has(sets, "Cairo") else None, {("set", "Cairo"): None}),
        ),
    )


def _has(sets: Any, name: str) -> bool:
    return any(one.name == name for one in sets.all())


def _renamed(sets: Any) -> None:
    if _has(sets, "Muscat"):
        sets.delete("Muscat")
    sets.rename("Doha", "Muscat")


OPERATIONS = {one.name: one for one in _all()}
