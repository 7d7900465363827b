"""Check an index: the catalogue's consistency, and Chroma against it."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select, text

from .home import Home
from .storage.catalogue import sentence_id, unpack
from .storage.conversations import Conversations
from .storage.schema import documents, passages

PROBED = 5_000  # records whose own vector must find them in Chroma; if there are more, an even sample
PAGE = 200  # rows or records read at a time
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


def verify(home: Home) -> IndexHealth:
    """Check the catalogue's consistency, and Chroma against it; the only change is to apply pending updates of Chroma."""
    problems = [*_integrity(home), *_contents(home), *_conversations(home)]
    notes: list[str] = []
    if home.connect_chroma():
        home.settle()
        problems += _chroma(home)
    else:
        notes.append("another process has the vectors open, so Chroma was not checked; stop it to check it too")
    return IndexHealth(home.catalogue.counts(), tuple(problems), tuple(notes))


def _integrity(home: Home) -> list[str]:
    with home.catalogue.engine.begin() as connection:
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        problems = [] if found == ["ok"] else [f"SQLite finds the catalogue damaged: {found[0]}; restore a backup"]
        lost = connection.execute(
            text("SELECT count(*) FROM passages WHERE row NOT IN (SELECT rowid FROM words)")
        ).scalar()
        stray = connection.execute(
            text("SELECT count(*) FROM words WHERE rowid NOT IN (SELECT row FROM passages)")
        ).scalar()
        bare = connection.execute(
            text("SELECT count(*) FROM documents WHERE row NOT IN (SELECT document FROM passages) AND length(text) > 0")
        ).scalar()
    if lost or stray:
        problems.append(
            f"full text and passages disagree ({lost} missing, {stray} stray); run 'dragoman index rebuild'"
        )
    if bare:
        problems.append(f"{bare} documents have no passages; run 'dragoman index rebuild'")
    return problems


def _contents(home: Home) -> list[str]:
    """Find spans outside their text, and passages without one unit vector per sentence."""
    problems = []
    query = select(
        passages.c.row, passages.c.start, passages.c.end, passages.c.bounds, passages.c.vectors, documents.c.id
    ).join(documents, documents.c.row == passages.c.document)
    lengths = dict.fromkeys([""], 0)
    with home.catalogue.engine.connect() as connection:
        for name, length in connection.execute(select(documents.c.id, text("length(documents.text)"))):
            lengths[name] = length
        for row in connection.execution_options(yield_per=PAGE).execute(query):
            bounds = np.frombuffer(row.bounds, np.int32).reshape(-1, 2)
            flat = bounds.ravel()
            inside = len(flat) and row.start <= flat[0] and flat[-1] <= row.end <= lengths[row.id]
            if not inside or (np.diff(flat) < 0).any():
                problems.append(
                    f"a passage of document {row.id} does not lie in its text; run 'dragoman index rebuild'"
                )
                continue
            if len(row.vectors) % (4 * len(bounds)):
                problems.append(f"a passage of document {row.id} lacks vectors; run 'dragoman index rebuild'")
                continue
            norms = np.linalg.norm(unpack(row.vectors, row.bounds), axis=1)
            if np.abs(norms - 1).max() > 1e-3:
                problems.append(f"a vector of document {row.id} is not of unit length; run 'dragoman index rebuild'")
    return problems[:20]


def _conversations(home: Home) -> list[str]:
    """Find documents that conversations quote but that are no longer stored."""
    lost = Conversations(home.catalogue).lost()
    return [f"{lost} documents that kept conversations quote are lost; restore a backup"] if lost else []


def _chroma(home: Home) -> list[str]:
    """Find ids that differ from the catalogue's, and records that their own vectors do not find."""
    chroma = home.chroma
    with home.catalogue.engine.connect() as connection:
        rows = connection.execute(select(passages.c.row, passages.c.vectors, passages.c.bounds)).all()
    expected = [sentence_id(row.row, at) for row in rows for at in range(len(row.bounds) // 8)]
    found = chroma.ids()
    problems = []
    if lacking := len(set(expected) - found):
        problems.append(f"{lacking} sentences are missing in Chroma; run 'dragoman index repair'")
    if stray := len(found - set(expected)):
        problems.append(f"{stray} sentences in Chroma are not in the catalogue; run 'dragoman index repair'")
    if problems or not expected:
        return problems
    vectors = np.concatenate([unpack(row.vectors, row.bounds) for row in rows])
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
