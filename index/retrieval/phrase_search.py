"""Candidate places of a quotation: stretches of documents with its rarest terms, for exact comparison elsewhere.

Nothing here decides whether a quotation is genuine; few places are proposed, and none that has the words is missed. A
term that is not in the corpus (a typo, a letter of another script) stands for similar terms that are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from sqlalchemy import Connection, Engine, bindparam, func, select, text

from ...corpus.types import Span
from ..storage.schema import documents, passages

COMMON = 4_000
"""Number of passages from which on a term tells little: reading a longer list costs more than it finds."""

READ = 8_000
"""Entries of such lists that are read for one quotation."""

LISTS = 40
"""Terms of one quotation that are looked up, the rarest first."""

IN_A_ROW = 48
"""Passages that are read for one phrase."""

NEAR = 3
"""Near terms that stand for one that the corpus does not have."""

_WORDS = text("SELECT rowid FROM words WHERE words MATCH :match LIMIT :most")
_COUNTED = text("SELECT term, doc FROM vocabulary WHERE term IN :terms").bindparams(bindparam("terms", expanding=True))
_RANGE = text("SELECT term, doc FROM vocabulary WHERE term >= :low AND term < :high LIMIT 2000")
_BOUNDS = text("SELECT row, document, start, end FROM passages WHERE row IN :rows ORDER BY row").bindparams(
    bindparam("rows", expanding=True)
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a document to compare with: `text` is its words at `span`; `row` is the document's row number."""

    row: int
    span: Span
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many passages there are, and in how many each term stands."""

    passages: int
    counts: dict[str, int]

    def weight(self, term: str) -> float:
        """How much a term tells (natural logarithm of the inverse frequency); a term never seen tells most."""
        return log(1 + self.passages / (1 + self.counts.get(term, 0)))


def rarity(engine: Engine, searched: Collection[str], common: Collection[str] = ()) -> Rarity:
    """Count the passages with each term; those in `common` count as being in all, since counting them would take long."""
    wanted = [term for term in dict.fromkeys(searched) if term not in common]
    counts: dict[str, int] = {}
    with engine.connect() as connection:
        total = int(connection.scalar(select(func.count()).select_from(passages)) or 0)
        for at in range(0, len(wanted), 500):
            for term, count in connection.execute(_COUNTED, {"terms": wanted[at : at + 500]}):
                counts[term] = int(count)
    return Rarity(total, counts | dict.fromkeys(common, total))


def propose(engine: Engine, searched: Sequence[str], known: Rarity, most: int) -> dict[int, float]:
    """Return row numbers of at most `most` passages with the most telling terms, and the terms found in each."""
    chosen: dict[str, float] = {}
    with engine.connect() as connection:
        for term in dict.fromkeys(searched):
            if known.counts.get(term):
                chosen[term] = known.weight(term)
            elif len(term) > 3:
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
    """The `most` passages with the greatest sum of the weights of the expressions that find them, best first.

    The row number decides between equals, so that the same question finds the same places.
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
    """Phrases of four terms that the quotation has in a row: what is left where single terms are too common."""
    runs = [searched[at : at + 4] for at in range(0, max(1, len(searched) - 3), 2)]
    runs = [run for run in runs if run and all(counts.get(term) for term in run)]
    runs.sort(key=lambda run: min(counts[term] for term in run))
    for run in runs[:3]:
        yield f'body : "{" ".join(run)}"', sum(known.weight(term) for term in run)


def _near(connection: Connection, term: str) -> list[str]:
    """The corpus's terms at one slip's distance: begun alike, or alike but for the beginning's second or third letter."""
    head = term[: max(2, len(term) // 2)]
    rows = connection.execute(_RANGE, {"low": head, "high": head[:-1] + chr(ord(head[-1]) + 1)}).all()
    scored = [(distance(term, near, 2), -count, near) for near, count in rows if abs(len(near) - len(term)) <= 2]
    limit = 1 if len(term) < 6 else 2
    return [near for far, _, near in sorted(one for one in scored if one[0] <= limit)[:NEAR]]


def distance(one: str, other: str, most: int) -> int:
    """Return the Damerau-Levenshtein distance of two words; `most` + 1 if it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def holding(engine: Engine, searched: Collection[str], most: int) -> list[int]:
    """Return row numbers of at most `most` passages that contain all of the terms."""
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
    held = [Stretch(row, Span(low, low + len(words)), words, score) for row, low, words, score in parts if words]
    return sorted(held, key=lambda one: (-one.score, one.row, one.span))


def extent(engine: Engine) -> tuple[int, str | None]:
    """Return the number of documents, and when the last one was added (UTC, ISO 8601)."""
    with engine.connect() as connection:
        total = int(connection.scalar(select(func.count()).select_from(documents)) or 0)
        last = connection.scalar(select(documents.c.added).order_by(documents.c.row.desc()).limit(1))
    return total, last
