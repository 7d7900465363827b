"""Check an index: the catalogue as something that may be damaged anywhere, and Chroma against it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from .checks.damage import Readers
from .home import Home
from .mending import damage
from .set_aside import FOLDER, set_aside_before
from .storage.catalogue import sentence_id
from .storage.conversations import Conversations
from .storage.misplaced import misplaced
from .storage.rows import sound, stacked, vectors_at
from .storage.schema import passages
from .storage.vectors import ChromaBroken

PROBED = 5_000  # records whose own vector must find them in Chroma; if there are more, an even sample
PAGE = 200  # records read at a time
MOST = 200  # problems that are named one by one
UNREACHABLE = "do not find themselves"


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """The result of `verify`: counts, and a sentence for each problem and each note."""

    counts: dict[str, int]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Whether there is no problem."""
        return not self.problems


def verify(home: Home, readers: Readers | None = None) -> IndexHealth:
    """Check the catalogue, and Chroma against it; the only change is to apply pending updates of Chroma.

    It never raises for a damage, whatever it is; each is named in a sentence with what `repair` does about it.
    """
    problems = [*misplaced(home.path), *map(str, damage(home, readers or Readers())), *_conversations(home)]
    notes: list[str] = []
    if home.vectors.connect():
        try:
            home.vectors.settle()
            problems += _chroma(home)
        except ChromaBroken as error:
            problems.append(_broken(str(error)))
        except DatabaseError:
            notes.append("Chroma was not checked, since the catalogue's vectors cannot be read")
    elif home.vectors.fault is not None:
        problems.append(_broken(home.vectors.fault))
    else:
        why = home.vectors.closed or "another process has the vectors open; stop it to check it too"
        notes.append(f"Chroma was not checked: {why}")
    notes += _set_aside(home)
    if len(problems) > MOST:
        problems = [*problems[:MOST], f"and {len(problems) - MOST:,} more; 'dragoman index repair' mends them too"]
    return IndexHealth(_counts(home), tuple(problems), tuple(notes))


def _broken(fault: str) -> str:
    return f"{fault}; 'dragoman index repair' moves the folder aside and fills a new one"


def _counts(home: Home) -> dict[str, int]:
    try:
        return home.catalogue.counts()
    except DatabaseError:
        return {"documents": 0, "passages": 0, "sentences": 0, "unsent": 0}


def _set_aside(home: Home) -> Iterator[str]:
    files = set_aside_before(home.path)
    if files:
        names = ", ".join(path.name for path in files[:5]) + (" …" if len(files) > 5 else "")
        yield (
            f"{len(files)} damaged rows are kept in {home.path / FOLDER} ({names}); "
            "a file there has the row's text, which can be saved and ingested again"
        )


def _conversations(home: Home) -> list[str]:
    """Find documents that conversations quote but that are no longer stored."""
    try:
        lost = Conversations(home.catalogue).lost()
    except DatabaseError as error:
        return [f"the conversations cannot be read ({error.orig}); restore a backup"]
    return [f"{lost} documents that kept conversations quote are lost; restore a backup"] if lost else []


def _chroma(home: Home) -> list[str]:
    """Find ids that differ from the catalogue's, and records that their own vectors do not find."""
    chroma = home.vectors.chroma
    with home.catalogue.engine.connect() as connection:
        rows = connection.execute(
            select(passages.c.row, passages.c.vectors, passages.c.bounds).order_by(passages.c.row)
        ).all()
    sizes, vectors = stacked(sound(rows, vectors_at))
    expected = [sentence_id(row, at) for row, size in sizes for at in range(size)]
    found = chroma.ids()
    problems = []
    if lacking := len(set(expected) - found):
        problems.append(f"{lacking} sentences are missing in Chroma; run 'dragoman index repair'")
    if stray := len(found - set(expected)):
        problems.append(f"{stray} sentences in Chroma are not in the catalogue; run 'dragoman index repair'")
    if problems or not expected:
        return problems
    probed = np.unique(np.linspace(0, len(expected) - 1, min(PROBED, len(expected))).astype(int))
    where = {name: at for at, name in enumerate(expected)}
    unreachable = 0
    for start in range(0, len(probed), PAGE):
        page = probed[start : start + PAGE]
        for at, names in zip(page, chroma.nearest_ids(vectors[page], 1), strict=True):
            # Equal sentences have equal vectors, and any of them may come first.
            unreachable += not names or float(vectors[where[names[0]]] @ vectors[at]) < 1 - 1e-4
    if unreachable:
        problems.append(f"{unreachable} of {len(probed)} sentences {UNREACHABLE}; run 'dragoman index repair'")
    return problems
