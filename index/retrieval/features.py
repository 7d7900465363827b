"""Features of a question and a sentence: the columns of the ranking model (`index.retrieval.ranking`).

No feature grows with the corpus, so that weights and a threshold fitted on one corpus suit another. BM25 scores are left
out for that reason, and would add nothing (hit@1 on SQuAD 2.0 0.925 without them, 0.924 with them): full text finds
candidates, the features rank them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...corpus.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from ...corpus.language.number_words import CARDINALS, SCALES
from ...corpus.language.terms import content_terms, terms

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

# The kind of answer that a question asks for; the first that matches counts.
_KINDS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "number": r"\bhow (?:many|much|often|long|old|far|large|big|tall|high)\b"
        r"|\b(?:what|which) (?:\w+ )?(?:percent|percentage|number|amount|share|proportion|population|sum|price|cost)\b",
        "when": r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|century|decade|time|period)s?\b",
        "who": r"\bwho(?:m|se)?\b|\b(?:what|which) (?:[\w-]+ ){0,2}(?:person|leader|president|king|queen|minister|scientist"
        r"|engineer|author|inventor|man|woman|people|official|group|party|parties|company|faction|agency|agencies|body"
        r"|organi[sz]ation|name|envoy|general|commander|newspaper|channel|station|movement|signator(?:y|ie))s?\b",
        "where": r"\bwhere\b|\b(?:what|which) (?:[\w-]+ ){0,2}(?:country|countries|city|cities|place|town|region|state|nation"
        r"|continent|area|location|river|venue|village|capital|crossing|border)s?\b",
        "why": r"\bwhy\b|\b(?:what|which) (?:\w+ )?(?:reason|cause|purpose)s?\b",
    }.items()
}
# "which factions", "what Arab countries": several names are asked for.
PLURAL = re.compile(r"\b(?:which|what) (?:[\w-]+ ){0,2}?(?:\w+[^sui\W]s|people)\b", re.IGNORECASE)
# Number of terms from which on names count as several: one name has one to three.
SEVERAL = 4
_QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|when|where|why|how|what|which)\b", re.IGNORECASE)
_CALENDAR = "|".join(name.capitalize() for name in (*ENGLISH_MONTHS, *ENGLISH_WEEKDAYS))
_DATE = re.compile(
    rf"\b(?:\d{{1,2}} (?:{_CALENDAR})|(?:{_CALENDAR}) \d{{1,2}})\b|\b(?:1\d{{3}}|20\d{{2}})s?\b"
    rf"|\b(?:{_CALENDAR.replace('May|', '')}"
    r"|yesterday|today|tomorrow|noon|midnight|\w+ centur(?:y|ies)"
    r"|\d+ (?:BC|AD|GMT))\b"
)
# Without zero and the teens, since the weights were fitted to these words.
_SPELT = "|".join((*(word for word, value in CARDINALS.items() if 1 <= value <= 12 or value >= 20), *SCALES))
_NUMBER = re.compile(
    rf"\d[\d.,]*|\b(?:{_SPELT}|half|third|quarter|first|second|twice|once"
    r"|several|percent)s?\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|since|so that|in order to|as a result|reasons?|therefore|thus|led to|caused?|allows?"
    r"|to (?:avoid|prevent|ensure|protect)|aim(?:s|ed)?|purpose)\b",
    re.IGNORECASE,
)
# The pattern that shows that a sentence has that kind of answer; for "who" and "where" it is a new name.
_SIGNS = {"number": _NUMBER, "when": _DATE, "why": _REASON}
# A capitalised word that does not open a sentence or a quotation.
_NAME = re.compile(r"[A-Z](?<=[^.!?:]\s.|\S[(\[/–—-].|\s[(].)[\w’'-]+")
_PRONOUN = re.compile(
    r"[\"“'‘]?(?:He|She|It|They|His|Her|Its|Their|This|These|That|Those|Such|Both|Here|There|Another|Others?)\b"
)

# The features of each sentence …
SENTENCE = (
    "cosine",  # of sentence and question
    "window_cosine",  # of the question and the sentence with half of each neighbour
    "coverage",  # share of the question's terms, by rarity, in the sentence
    "window_coverage",  # … or in a neighbour
    "names",  # … its capitalised terms only, in the sentence
    "local_coverage",  # … in the sentence, by rarity among the candidates' sentences
    "centred_cosine",  # of sentence and question, both less the candidates' mean: what distinguishes them
    "pairs",  # share of the question's neighbouring terms that follow each other here, with or without words between
    "length",  # terms / 60, at most 1
    "pronoun",  # 1 if it opens with a pronoun, so that it needs the sentence before
    "question",  # 1 if it is a question
    *_KINDS,  # for the kind of answer asked for 1 if the sentence has it, else -1; 0 for the other kinds
)
# … and those of its passage, the same for all its sentences.
PASSAGE = (
    "passage_cosine",  # of the best sentence
    "passage_mean_cosine",  # of all sentences
    "passage_coverage",  # of the question's terms in passage and title together
    "passage_best_coverage",  # of the best sentence
    "passage_names",
    "passage_centred",  # of the best sentence
)
FEATURES = SENTENCE + PASSAGE


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found by full text or vectors: `passage` is the caller's key, `vectors` (n, d) has a unit row per sentence.

    Raises:
        ValueError: there are no sentences, or their number differs from that of the vectors.
    """

    passage: int
    title: str
    sentences: tuple[str, ...]
    vectors: NDArray[np.float32]

    def __post_init__(self) -> None:
        """Refuse a passage that cannot be ranked."""
        if not self.sentences or len(self.sentences) != len(self.vectors):
            raise ValueError(f"passage {self.passage}: {len(self.sentences)} sentences, {len(self.vectors)} vectors")


@dataclass(frozen=True, slots=True)
class QuestionFeatures:
    """A question, prepared for the features. All arrays have one value per term (n,).

    `terms` are the question's content terms in order, then those of earlier turns. `damping` is 1 for the question's own
    terms and less for the others. `rarities` are damped, too; `weights` are their shares, which sum to 1; `names` are the
    weights of capitalised terms, 0 for the others. `known` has all terms of the question itself. `kind` is the kind of
    answer asked for, `several` whether more than one is.
    """

    terms: tuple[str, ...]
    damping: Floats
    rarities: Floats
    weights: Floats
    names: Floats
    known: frozenset[str]
    kind: str | None
    several: bool

    @classmethod
    def of(
        cls, question: str, context: Sequence[tuple[str, float]], rarity: Callable[[str], float]
    ) -> "QuestionFeatures":
        """Read a question; `context` has earlier turns with their damping weights, `rarity` returns a term's weight (> 0)."""
        dampings: dict[str, float] = {}
        for text, damping in ((question, 1.0), *context):
            for term in content_terms(text):
                dampings.setdefault(term, damping)
        names = _names(question)
        own = np.array(list(dampings.values()), dtype=np.float64)
        rarities = own * np.array([rarity(term) for term in dampings], dtype=np.float64)
        weights = shares(rarities)
        return cls(
            tuple(dampings),
            own,
            rarities,
            weights,
            weights * np.array([term in names for term in dampings], dtype=np.float64),
            frozenset(terms(question)),
            answer_kind(question),
            answer_kind(question) in ("who", "where") and asks_for_several(question),
        )


def answer_kind(question: str) -> str | None:
    """Return the kind of answer that the first question word asks for: `number`, `when`, `who`, `where`, `why` or `None`.

    A later question word mostly opens a clause ("when they met").
    """
    asked = _QUESTION_WORD.search(question)
    return next((kind for kind, pattern in _KINDS.items() if asked and pattern.match(question, asked.start())), None)


def asks_for_several(question: str) -> bool:
    """Return whether a question asks for several things: "which factions", "what Arab countries"."""
    return PLURAL.search(question) is not None


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """Features of all candidates' sentences: `values` (sentences, len(FEATURES)); passage i begins at row `starts[i]`.

    `corroboration` (sentences,) sums the rarities of the question's terms in a sentence without the rarest one, since one
    rare term may match by chance. `found` (sentences, terms) and `titled` (candidates, terms) are 1 if the sentence or
    the title has the term, else 0.
    """

    values: Floats
    starts: Places
    corroboration: Floats
    found: Floats
    titled: Floats


@dataclass(frozen=True, slots=True)
class _Read:
    """The properties of a sentence that do not depend on the question."""

    terms: tuple[str, ...]
    pronoun: bool
    question: bool


@lru_cache(maxsize=20_000)  # some 1 kB each; a conversation returns to the same passages
def _read(sentence: str) -> _Read:
    return _Read(tuple(terms(sentence)), _PRONOUN.match(sentence) is not None, sentence.endswith("?"))


def _names(text: str) -> frozenset[str]:
    """Return the terms of the capitalised words."""
    return frozenset(terms(" ".join(_NAME.findall(text))))


def measure(asked: QuestionFeatures, vector: NDArray[np.float32], candidates: Sequence[Candidate]) -> SentenceFeatures:
    """Compute every feature of every sentence of the candidates (at least one); `vector` (d,) is the question's unit vector."""
    counts = np.array([len(candidate.sentences) for candidate in candidates])
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.intp)
    owners = np.repeat(np.arange(len(candidates)), counts)
    sentences = [sentence for candidate in candidates for sentence in candidate.sentences]
    reads = [_read(sentence) for sentence in sentences]
    vectors = np.concatenate([candidate.vectors for candidate in candidates])

    found, pairs = _found(asked, reads)
    titled = np.array([[term in present for term in asked.terms] for present in _titles(candidates)], dtype=np.float64)
    titled = titled.reshape(len(candidates), -1)
    present = np.maximum(np.maximum.reduceat(found, starts, axis=0), titled)
    coverage = found @ asked.weights
    local = asked.damping * -np.log((found.sum(axis=0) + 0.5) / (len(found) + 1))
    cosine = (vectors @ vector).astype(np.float64)
    middle = vectors.mean(axis=0)
    centred = _cosine(vectors - middle, vector - middle)
    rare = found * asked.rarities
    sentence = (
        cosine,
        _cosine(window(vectors / 2, starts, np.add) + vectors / 2, vector),
        coverage,
        window(found, starts, np.maximum) @ asked.weights,
        found @ asked.names,
        found @ shares(local),
        centred,
        pairs,
        np.minimum([len(read.terms) / 60 for read in reads], 1.0),
        np.array([read.pronoun for read in reads], dtype=np.float64),
        np.array([read.question for read in reads], dtype=np.float64),
        *_answers(asked, sentences).T,
    )
    passage = (
        np.maximum.reduceat(cosine, starts),
        np.add.reduceat(cosine, starts) / counts,
        present @ asked.weights,
        np.maximum.reduceat(coverage, starts),
        present @ asked.names,
        np.maximum.reduceat(centred, starts),
    )
    return SentenceFeatures(
        np.column_stack([*sentence, *(column[owners] for column in passage)]),
        starts,
        rare.sum(axis=1) - rare.max(axis=1, initial=0.0),
        found,
        titled,
    )


def shares(weights: Floats) -> Floats:
    """Divide the weights (n,) by their sum; unchanged if the sum is 0."""
    return weights / (weights.sum() or 1.0)


def _cosine(rows: NDArray[np.floating], vector: NDArray[np.floating]) -> Floats:
    """Return the cosine of each row with the vector; 0 for a row of zeros."""
    norms = np.linalg.norm(rows, axis=1) * np.linalg.norm(vector)
    return np.asarray(rows @ vector / np.maximum(norms, 1e-6), dtype=np.float64)


def _found(asked: QuestionFeatures, reads: Sequence[_Read]) -> tuple[Floats, Floats]:
    """Return which sentences (rows) have which terms (columns), and the share of neighbouring terms that follow each other."""
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
    """Return the terms of each candidate's title; passages of one document share a title."""
    by_title = {title: frozenset(terms(title)) for title in {candidate.title for candidate in candidates}}
    return [by_title[candidate.title] for candidate in candidates]


def window(rows: NDArray[Any], starts: Places, join: np.ufunc) -> NDArray[Any]:
    """Combine each row with the rows before and after it in the same passage, by `join`; 0 for a missing neighbour."""
    before, after = np.zeros_like(rows), np.zeros_like(rows)
    before[1:], after[:-1] = rows[:-1], rows[1:]
    before[starts] = 0
    after[starts[1:] - 1] = 0
    return np.asarray(join(join(rows, before), after))


def _answers(asked: QuestionFeatures, sentences: Sequence[str]) -> Floats:
    """Return a column for each kind of answer: `answer_signs` for the one asked for, 0 for the others."""
    columns = np.zeros((len(sentences), len(_KINDS)))
    if asked.kind:
        signs = _signs(asked.kind, asked.known, asked.several, sentences)
        columns[:, list(_KINDS).index(asked.kind)] = signs
    return columns


def answer_signs(question: str, sentences: Sequence[str]) -> Floats:
    """Return for each sentence whether it has the kind of answer asked for: 1 if so, -1 if not, 0 if nothing shows the kind.

    If several names are asked for, a sentence with some new terms, but fewer than `SEVERAL`, gets 0.
    """
    kind = answer_kind(question)
    several = kind in ("who", "where") and asks_for_several(question)
    return _signs(kind, frozenset(terms(question)), several, sentences) if kind else np.zeros(len(sentences))


def _signs(kind: str, known: frozenset[str], several: bool, sentences: Sequence[str]) -> Floats:
    new = np.array([len(_candidates(kind, sentence) - known) for sentence in sentences])
    return np.where(new >= (SEVERAL if several else 1), 1.0, np.sign(new) - 1.0)


def _candidates(kind: str, sentence: str) -> frozenset[str]:
    """Return the terms of a sentence that might be the answer."""
    if kind == "why":
        return frozenset(_REASON.findall(sentence))
    if kind == "when":
        return frozenset(terms(" ".join(_DATE.findall(sentence))))
    if kind == "number":
        return frozenset(terms(" ".join(_NUMBER.findall(_DATE.sub(" ", sentence)))))
    return _names(sentence)
