"""One trial: a real home is copied and damaged, commands run on it, and `verify`, `repair` and `verify` again."""

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dragoman import Dragoman
from dragoman.assistant.library import job_log
from dragoman.assistant.settings import Settings
from dragoman.index.ingest import ingest
from tests.command import Done, run
from tests.damage.damages import FIRST, HomeDamage
from tests.index.samples import report

REPORT = """---
title: A report that is added to a damaged home
publisher: Test Courier
---
Delegates met in Oslo on Monday. Salma Haddad said, "We will return to Geneva in the spring."
"""
QUESTION = "Which factions signed the joint statement in Cairo?"


@dataclass(frozen=True)
class Prepared:
    """A sound home: `folder`, ids of its documents by row, the id of its conversation."""

    folder: Path
    ids: tuple[str, ...]
    conversation: str


def prepare(folder: Path) -> Prepared:
    """Give a home with the briefs a set, a conversation with a rating, a log of jobs, extracted rows, and Chroma."""
    with Dragoman.open(folder, Settings(model=None), lasting=True) as dragoman:
        # So many that Chroma has a vector index of its own, which it has from 1,000 records on.
        ingest(dragoman._home, [report(n, text=_mixed(n, dragoman)) for n in range(150)])
        ids = tuple(one.id for one in dragoman.documents())
        dragoman.sets.make("mine", [ids[FIRST - 1], ids[8]])
        user = "ann"
        conversation = dragoman.history.begin(user).id
        for question in (QUESTION, "Who leads Egyptian General Intelligence?"):
            dragoman.history.add(user, conversation, dragoman.ask(question))
        dragoman.history.rate(user, conversation, 0, "like")
        dragoman.said()
        dragoman.timeline()
        job_log.remember(dragoman._home.catalogue, ())
    return Prepared(folder, ids, conversation)


def _mixed(seed: int, dragoman: Dragoman) -> str:
    """Four sentences of words of the briefs, so that their vectors are far apart."""
    words = sorted({word for one in islice(dragoman.documents(), 10) for word in one.text.split() if word.isalpha()})
    chosen = random.Random(seed)
    return " ".join(f"{' '.join(chosen.sample(words, 10)).capitalize()}." for _ in range(4))


COMMANDS: dict[str, list[str]] = {
    "ask": ["ask", QUESTION],
    "search": ["search", "talks in Cairo", "--json"],
    "quote": ["quote", "Fatah was not present at that gathering"],
    "said": ["said", "--about", "ceasefire"],
    "people": ["people"],
    "timeline": ["timeline"],
    "compare": ["compare"],
    "compare about": ["compare", "--about", "talks in Cairo"],
    "documents": ["documents", "--json"],
    "documents filtered": ["documents", "cairo", "--since", "2020-01-01", "--publisher", "a"],
    "show": ["show", "{other}"],
    "show the damaged one": ["show", "{damaged}"],
    "sets": ["sets", "list"],
    "history list": ["history", "list"],
    "history export": ["history", "export", "{conversation}"],
    "stats": ["index", "stats", "--json"],
    "backup": ["index", "backup", "{new}"],
    "draft": ["draft", "{draft}"],
    "ingest": ["ingest", "{report}"],
    "remove": ["remove", "{other}"],
    "doctor": ["doctor"],
}

MAY_STOP = frozenset({"show the damaged one", "history export", "draft"})
"""Commands about what is damaged itself: they may end with a sentence and exit code 1 or 2."""


def trial(sound: Prepared, folder: Path, damage: HomeDamage, commands: Sequence[str]) -> list[str]:
    """Return what went wrong, in sentences; empty if nothing did."""
    home = folder / "home"
    shutil.copytree(sound.folder, home)
    damage.corrupt(home)
    added, draft = folder / "report.md", folder / "draft.md"
    added.write_text(REPORT, encoding="utf-8")
    draft.write_text('He said: "Fatah was not present at that gathering".', encoding="utf-8")
    places = {
        "other": sound.ids[8],
        "damaged": sound.ids[FIRST - 1],
        "conversation": sound.conversation,
        "new": str(folder / "backup.sqlite"),
        "draft": str(draft),
        "report": str(added),
    }
    faults = _verified(home, damage)
    for name in commands:
        done = run(*(one.format(**places) for one in COMMANDS[name]), home=home)
        allowed = (0, 1, 2) if name in MAY_STOP or damage.stops else (0,)
        if done.returncode not in allowed or "Traceback" in done.stderr + done.stdout:
            faults.append(f"{damage.name}: {name} gave {done.returncode}: {done.stderr[-600:]}")
    return [*faults, *_repaired(home, damage)]


def _verified(home: Path, damage: HomeDamage) -> list[str]:
    done = run("index", "verify", "--json", home=home)
    if done.returncode != 1:
        return [f"{damage.name}: verify gave {done.returncode}: {done.stdout[-300:]}{done.stderr[-600:]}"]
    problems = json.loads(done.stdout)["problems"]
    if not any(damage.names in one for one in problems):
        return [f"{damage.name}: verify does not name it: {problems}"]
    return []


def _repaired(home: Path, damage: HomeDamage) -> list[str]:
    for command in ("repair", "verify"):
        done = run("index", command, "--json", home=home)
        if done.returncode:
            return [f"{damage.name}: {command} gave {done.returncode}: {done.stdout[-1500:]}{done.stderr[-600:]}"]
    found = len(list((home / "damaged").glob("*.json")))
    kept = [] if found == damage.kept else [f"{damage.name}: {found} rows are set aside, not {damage.kept}"]
    return kept + _asked(home, damage)


def _asked(home: Path, damage: HomeDamage) -> list[str]:
    done: Done = run("ask", QUESTION, home=home)
    return [] if done.returncode == 0 else [f"{damage.name}: asking after repair gave {done.returncode}: {done.stderr}"]
