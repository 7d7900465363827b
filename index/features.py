"""What is measured of a question and a sentence: the columns of the ranking model (`index.rank`).

Every measure is absolute, from 0 to about 1, and none of them grows with the corpus: so weights fitted on one corpus, and
one threshold, serve another. BM25 scores are not among them for that reason: full text finds candidates, these rank them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.terms import content_terms, terms

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

# What kind of answer a question wants; the first that matches counts.
_KINDS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "number": r"\bhow (?:many|much|often|long|old|far|large|big|tall|high)\b"
        r"|\b(?:what|which) (?:percent|number|amount|share|proportion|population)",
        "when": r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|decade|time|period)s?\b",
        "who": r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ )?(?:person|leader|president|king|queen|minister|scientist"
        r"|engineer|author|inventor|man|woman|people|official|group|party|company|faction|organi[sz]ation)s?\b",
        "where": r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|place|places|town|region|states?"
        r"|continent|areas?|location|river|venue)\b",
        "why": r"\bwhy\b|\b(?:what|which) (?:\w+ )?(?:reason|cause|purpose)s?\b",
    }.items()
}
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|half|third|quarter|first|second|twice|once"
    r"|several|percent)s?\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:1\d{3}|20\d{2})s?\b|\b(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|tomorrow|centur(?:y|ies)|BC|AD)\b"
    r"|\bMay \d|\d May\b"
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|since|so that|in order to|as a result|reasons?|therefore|thus|led to|caused?|allows?"
    r"|to (?:avoid|prevent|ensure|protect)|aim(?:s|ed)?|purpose)\b",
    re.IGNORECASE,
)
# What shows that a sentence has that kind of answer; for "who" and "where" it is a new name.
_SIGNS = {"number": _NUMBER, "when": _DATE, "why": _REASON}
# A capitalised word that does not open a sentence or a quotation.
_NAME = re.compile(r"[A-Z](?<=[^.!?:]\s.|\S[(\[/–—-].|\s[(].)[\w’'-]+")
_PRONOUN = re.compile(
    r"[\"“'‘]?(?:He|She|It|They|His|Her|Its|Their|This|These|That|Those|Such|Both|Here|There|Another|Others?)\b"
)

# Measured of each sentence …
SENTENCE = (
    "cosine",  # of sentence and question
    "window_cosine",  # of the question and the sentence with half of each neighbour
    "coverage",  # share of the question's terms, by rarity, in the sentence
    "window_coverage",  # … or in a neighbour
    "names",  # … its capitalised terms only, in the sentence
    "pairs",  # share of the question's neighbouring terms that follow each other here, other words between or not
    "length",  # terms / 60, at most 1
    "pronoun",  # opens with one, so it needs the sentence before
    "question",  # asks rather than tells
    *_KINDS,  # the kind of answer asked for: 1 where it is here, -1 where not, 0 where another kind is asked for
)
# … and of its passage, the same for all its sentences.
PASSAGE = (
    "passage_cosine",  # of the best sentence
    "passage_mean_cosine",  # of all sentences
    "passage_coverage",  # of the question's terms in passage and title together
    "passage_best_coverage",  # of the best sentence
    "passage_names",
)
FEATURES = SENTENCE + PASSAGE


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that full text or vectors found: `passage` is the caller's key, `vectors` (n, d) unit rows, one a sentence.

    Raises:
        ValueError: there is no sentence, or not one vector for each.
    """

    passage: int
    title: str
    sentences: tuple[str, ...]
    vectors: NDArray[np.float32]

    def __post_init__(self) -> None:
        """Refuse what cannot be ranked."""
        if not self.sentences or len(self.sentences) != len(self.vectors):
            raise ValueError(f"passage {self.passage}: {len(self.sentences)} sentences, {len(self.vectors)} vectors")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    `terms` are its content terms in order, then those of earlier turns; `weights` their shares of rarity, damped for
    earlier turns, summing to 1; `names` the same where the term is capitalised, else 0; `known` all terms of it.
    """

    terms: tuple[str, ...]
    rarities: Floats
    weights: Floats
    names: Floats
    known: frozenset[str]
    kind: str | None

    @classmethod
    def of(cls, question: str, context: Sequence[tuple[str, float]], rarity: Callable[[str], float]) -> "Asked":
        """`context` holds earlier turns with their damping weights; `rarity` gives a term's positive weight."""
        rarities: dict[str, float] = {}
        for text, damping in ((question, 1.0), *context):
            for term in content_terms(text):
                rarities.setdefault(term, damping * rarity(term))
        names = _names(question)
        raw = np.array(list(rarities.values()), dtype=np.float64)
        share = raw / raw.sum() if raw.sum() > 0 else raw
        return cls(
            tuple(rarities),
            raw,
            share,
            share * np.array([term in names for term in rarities], dtype=np.float64),
            frozenset(terms(question)),
            next((kind for kind, pattern in _KINDS.items() if pattern.search(question)), None),
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """`values` (sentences of all candidates, len(FEATURES)); passage i's sentences begin at row `starts[i]`.

    `missing` (candidates,) is the greatest rarity of a term of the question that neither passage nor title holds.
    """

    values: Floats
    starts: Places
    missing: Floats


@dataclass(frozen=True, slots=True)
class _Read:
    """What every question needs to know of a sentence."""

    terms: tuple[str, ...]
    pronoun: bool
    question: bool


@lru_cache(maxsize=20_000)  # some 1 kB each; a conversation comes back to the same passages
def _read(sentence: str) -> _Read:
    return _Read(tuple(terms(sentence)), _PRONOUN.match(sentence) is not None, sentence.endswith("?"))


def _names(text: str) -> frozenset[str]:
    """The terms of the capitalised words."""
    return frozenset(terms(" ".join(_NAME.findall(text))))


def measure(asked: Asked, vector: NDArray[np.float32], candidates: Sequence[Candidate]) -> Measured:
    """Every feature of every sentence of at least one candidate; `vector` is the question's unit vector (d,)."""
    counts = np.array([len(candidate.sentences) for candidate in candidates])
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.intp)
    owners = np.repeat(np.arange(len(candidates)), counts)
    sentences = [sentence for candidate in candidates for sentence in candidate.sentences]
    reads = [_read(sentence) for sentence in sentences]
    vectors = np.concatenate([candidate.vectors for candidate in candidates])

    found, pairs = _found(asked, reads)
    near = _window(found, starts, np.maximum)
    titles = np.array([[term in held for term in asked.terms] for held in _titles(candidates)], dtype=np.float64)
    held = np.maximum(np.maximum.reduceat(found, starts, axis=0), titles.reshape(len(candidates), -1))
    cosine = (vectors @ vector).astype(np.float64)
    together = _window(vectors / 2, starts, np.add) + vectors / 2
    window_cosine = (together @ vector) / np.linalg.norm(together, axis=1)
    coverage = found @ asked.weights
    sentence = (
        cosine,
        window_cosine,
        coverage,
        near @ asked.weights,
        found @ asked.names,
        pairs,
        np.minimum([len(read.terms) / 60 for read in reads], 1.0),
        np.array([read.pronoun for read in reads], dtype=np.float64),
        np.array([read.question for read in reads], dtype=np.float64),
        *_answers(asked, sentences).T,
    )
    passage = (
        np.maximum.reduceat(cosine, starts),
        np.add.reduceat(cosine, starts) / counts,
        held @ asked.weights,
        np.maximum.reduceat(coverage, starts),
        held @ asked.names,
    )
    missing = ((1 - held) * asked.rarities).max(axis=1, initial=0.0)
    return Measured(np.column_stack([*sentence, *(column[owners] for column in passage)]), starts, missing)


def _found(asked: Asked, reads: Sequence[_Read]) -> tuple[Floats, Floats]:
    """Which terms (columns) stand in which sentences (rows), and the share of neighbouring terms that follow each other."""
    place = {term: column for column, term in enumerate(asked.terms)}
    found = np.zeros((len(reads), len(place)))
    pairs = np.zeros(len(reads))
    after = asked.weights[:-1] + asked.weights[1:]
    for row, read in enumerate(reads):
        columns = [place[term] for term in read.terms if term in place]
        found[row, columns] = 1.0
        pairs[row] = sum(after[first] for first, second in set(pairwise(columns)) if second - first == 1)
    return found, pairs / max(after.sum(), 1e-9)


def _titles(candidates: Sequence[Candidate]) -> list[frozenset[str]]:
    """The terms of each candidate's title; passages of one document share it."""
    held = {title: frozenset(terms(title)) for title in {candidate.title for candidate in candidates}}
    return [held[candidate.title] for candidate in candidates]


def _window(rows: NDArray[np.floating], starts: Places, join: np.ufunc) -> NDArray[np.floating]:
    """Each row joined with the row before and after it in the same passage."""
    before, after = np.zeros_like(rows), np.zeros_like(rows)
    before[1:], after[:-1] = rows[:-1], rows[1:]
    before[starts] = 0
    after[starts[1:] - 1] = 0
    return join(join(rows, before), after)


def _answers(asked: Asked, sentences: Sequence[str]) -> Floats:
    """A column for each kind of answer: 1 where it is asked for and there, -1 where not there, 0 if not asked for."""
    columns = np.zeros((len(sentences), len(_KINDS)))
    if asked.kind in _SIGNS:
        sign = _SIGNS[asked.kind]
        columns[:, list(_KINDS).index(asked.kind)] = [1.0 if sign.search(sentence) else -1.0 for sentence in sentences]
    elif asked.kind:
        new = [1.0 if _names(sentence) - asked.known else -1.0 for sentence in sentences]
        columns[:, list(_KINDS).index(asked.kind)] = new
    return columns
