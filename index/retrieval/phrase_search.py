"""Candidate places of a quotation: stretches of documents with its rarest terms, for exact comparison elsewhere.

Nothing here decides whether a quotation is genuine; the search proposes few places and misses none that has the words.
A term that is not in the corpus (a typo, a letter of another script) is replaced by similar terms that are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from sqlalchemy import Connection, Engine, bindparam, func, select, text

from ...corpus.interruption import checkpoint
from ...corpus.language.edit_distance import distance
from ...corpus.types import Span
from ..storage.schema import documents, passages

COMMON = 4_000
"""Maximum number of passages with a term that is looked up: reading a longer list costs more than it finds."""

READ = 8_000
"""Maximum number of entries read from all lists for one quotation."""

LISTS = 40
"""Maximum number of terms of one quotation that are looked up, the rarest first."""

IN_A_ROW = 48
"""Maximum number of passages read for one phrase."""

LONGEST_TEXT = 10**9
"""Characters; an offset beyond it is damage."""

NEAR = 3
"""Maximum number of similar terms that replace one that the corpus does not have."""

_WORDS = text("SELECT rowid FROM words WHERE words MATCH :match LIMIT :most")
_COUNTED = text("SELECT term, doc FROM vocabulary WHERE term IN :terms").bindparams(bindparam("terms", expanding=True))
_RANGE = text("SELECT term, doc FROM vocabulary WHERE term >= :low AND term < :high LIMIT 2000")
_BOUNDS = text("SELECT row, document, start, end FROM passages WHERE row IN :rows ORDER BY row").bindparams(
    bindparam("rows", expanding=True)
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a document to compare: `text` is the document's text at `span`, `row` the document's row number.

    `score` is the sum of the weights of the terms found in it; greater is better.
    """

    row: int
    span: Span
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """The number of passages, and the number of passages with each term."""

    passages: int
    counts: dict[str, int]

    def weight(self, term: str) -> float:
        """Return a term's weight (natural logarithm of the inverse frequency); a term never seen weighs most."""
        return log(1 + self.passages / (1 + self.counts.get(term, 0)))


def rarity(engine: Engine, searched: Collection[str], common: Collection[str] = ()) -> Rarity:
    """Count the passages with each term; those in `common` count as being in all, since counting them would take long."""
    looked_up = [term for term in dict.fromkeys(searched) if term not in common]
    counts: dict[str, int] = {}
    with engine.connect() as connection:
        total = int(connection.scalar(select(func.count()).select_from(passages)) or 0)
        for at in range(0, len(looked_up), 500):
            for term, count in connection.execute(_COUNTED, {"terms": looked_up[at : at + 500]}):
                counts[term] = int(count)
    return Rarity(total, counts | dict.fromkeys(common, total))


def propose(engine: Engine, searched: Sequence[str], known: Rarity, most: int) -> dict[int, float]:
    """Return the row numbers of at most `most` passages with the rarest terms, each with the sum of these terms' weights."""
    chosen: dict[str, float] = {}
    with engine.connect() as connection:
        for term in dict.fromkeys(searched):
            if known.counts.get(term):
                chosen[term] = known.weight(term)
            elif len(term) > 3:
                checkpoint()
                for near in _near(connection, term):
                    chosen.setdefault(near, 0.6 * known.weight(term))
        counts = known.counts | rarity(engine, [term for term in chosen if term not in known.counts]).counts
        left = READ
        lists: list[tuple[str, float, int]] = []
        for term in sorted(chosen, key=lambda term: (counts.get(term, 0), term)):
            count = counts.get(term, 0)
            if count > COMMON or (lists and count > left):
                break
            lists.append((f'body : "{term}"', chosen[term], COMMON))
            left -= count
        if not lists or left > READ // 2:
            lists += [(match, weight, IN_A_ROW) for match, weight in _runs(searched, counts, known)]
        return _sums(connection, lists[:LISTS], most)


def _sums(connection: Connection, lists: Sequence[tuple[str, float, int]], most: int) -> dict[int, float]:
    """Return the `most` passages with the greatest sum of weights of the expressions that find them, best first.

    The row number decides between equal sums, so that the same query always finds the same places.
    """
    if not lists:
        return {}
    union = " UNION ALL ".join(
        f"SELECT * FROM (SELECT rowid AS found, {weight:.6f} AS weight FROM words WHERE words MATCH :m{at} LIMIT {limit})"
        for at, (_, weight, limit) in enumerate(lists)
    )
    summed = text(
        f"SELECT found, round(sum(weight), 6) AS total FROM ({union}) GROUP BY found ORDER BY total DESC, found LIMIT {most}"
    )
    matches = {f"m{at}": match for at, (match, _, _) in enumerate(lists)}
    return dict(connection.execute(summed, matches).all())


def _runs(searched: Sequence[str], counts: dict[str, int], known: Rarity) -> Iterable[tuple[str, float]]:
    """Yield phrases of four consecutive terms of the quotation with their weights, for when single terms are too common."""
    runs = [searched[at : at + 4] for at in range(0, max(1, len(searched) - 3), 2)]
    runs = [run for run in runs if run and all(counts.get(term) for term in run)]
    runs.sort(key=lambda run: min(counts[term] for term in run))
    for run in runs[:3]:
        yield f'body : "{" ".join(run)}"', sum(known.weight(term) for term in run)


def _near(connection: Connection, term: str) -> list[str]:
    """Return the corpus's terms that begin like `term` and differ by one typo (two in terms of six letters or more)."""
    head = term[: max(2, len(term) // 2)]
    rows = connection.execute(_RANGE, {"low": head, "high": head[:-1] + chr(ord(head[-1]) + 1)}).all()
    scored = [(distance(term, near, 2), -count, near) for near, count in rows if abs(len(near) - len(term)) <= 2]
    limit = 1 if len(term) < 6 else 2
    return [near for far, _, near in sorted(one for one in scored if one[0] <= limit)[:NEAR]]


def holding(engine: Engine, searched: Collection[str], most: int) -> list[int]:
    """Return the row numbers of at most `most` passages that contain all of the terms."""
    if not searched:
        return []
    match = " AND ".join(f'body : "{term}"' for term in sorted(searched))
    with engine.connect() as connection:
        return list(connection.scalars(_WORDS, {"match": match, "most": most}))


def stretches(engine: Engine, scores: dict[int, float], margin: int) -> list[Stretch]:
    """Return the passages at these rows with `margin` characters on both sides, joined where they touch; best first."""
    with engine.connect() as connection:
        joined: list[tuple[int, int, int, float]] = []
        for row, document, start, end in connection.execute(_BOUNDS, {"rows": list(scores)}):
            if not all(type(one) is int for one in (document, start, end)) or not start < end < LONGEST_TEXT:
                continue  # a damaged row, which `verify` reports
            low, high, score = max(0, start - margin), end + margin, scores[row]
            if joined and joined[-1][0] == document and low <= joined[-1][2]:
                _, before, last, best = joined[-1]
                joined[-1] = (document, before, max(last, high), max(best, score))
            else:
                joined.append((document, low, high, score))
        values = ", ".join(f"({at}, {document}, {low}, {high})" for at, (document, low, high, _) in enumerate(joined))
        cut = text(
            f"WITH cut(at, document, low, high) AS (VALUES {values}) SELECT at, substr(text, low + 1, high - low) "
            "FROM cut JOIN documents ON documents.row = cut.document"
        )
        words: dict[int, str] = dict(connection.execute(cut).all()) if joined else {}
    parts = [(document, low, words.get(at, ""), score) for at, (document, low, _, score) in enumerate(joined)]
    found = [
        Stretch(row, Span(low, low + len(words)), words, score)
        for row, low, words, score in parts
        if words and isinstance(words, str)
    ]
    return sorted(found, key=lambda one: (-one.score, one.row, one.span))


def extent(engine: Engine) -> tuple[int, str | None]:
    """Return the number of documents, and when the last one was added (UTC, ISO 8601)."""
    with engine.connect() as connection:
        total = int(connection.scalar(select(func.count()).select_from(documents)) or 0)
        last = connection.scalar(select(documents.c.added).order_by(documents.c.row.desc()).limit(1))
    return total, last if isinstance(last, str) else None
