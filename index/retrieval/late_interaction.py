"""Late interaction: word-by-word features of the few best sentences, beyond `index.retrieval.features`.

There, a term is either in a sentence or not. Here every word of the question is compared with every word of the sentence
by their contextual vectors, so "soldiers" can match "troops" and "chief" can match "head". This follows ColBERT's late
interaction (Khattab and Zaharia 2020, arXiv:2004.12832) with an encoder that was not trained for it; the weights say how
far to trust it. Encoding takes time, so only the `READ` sentences that the features rank best are read.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from ...corpus.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from ...corpus.language.terms import terms
from ..encoding.word_vectors import WordVectors
from .features import PLURAL, Candidate, Floats, Places, QuestionFeatures, SentenceFeatures, shares, window

READ = 24  # sentences: some 50 ms on two cores; 16 to 48 find as well
# The match of two words rises from 0 to 1 between these cosines; chosen on the data that the weights were fitted to.
UNLIKE, ALIKE = 0.3, 0.8
DECAY = 0.8  # factor of a word's weight per word of distance from the question word: circumstances come last

READING = (
    "alignment",  # mean over the question's words of the best cosine in the sentence
    "asking",  # best cosine of the question word alone, whose match may be the answer
    "asked_for",  # … of the word after it ("which billionaire")
    "titled",  # share of the question's terms in sentence or title
    "meant",  # … or matched by another word; without dates, which titles and reports have in common
    "meant_early",  # … in the sentence alone; terms near the question word weigh more
    "window_meant",  # … in the sentence or a neighbour
    "unexplained",  # … in the sentence alone; terms that the title or another sentence of the report has weigh half
    "fresh",  # share of the sentence's terms that the question does not have
    "listed",  # 1 if several things are asked for and the sentence has a list (of names, if names are asked for)
    "missing",  # the greatest share of one term that nothing matches here, in a neighbour or in the title
)

Reader = Callable[[Sequence[str]], list[WordVectors]]
"""Returns the words of each text with their vectors (`Encoder.words`)."""

ASKING = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_NAME = r"(?:[tT]he )?[^\W\d_a-zß-ÿ][\w’'-]*(?:[ -](?:(?:of|for|the|and the|al|el|bin) )*[^\W\d_a-zß-ÿ][\w’'-]*){0,6}(?: [a-z]+)?"
# At least three names.
_NAMES = re.compile(rf"{_NAME}, {_NAME}(?:, {_NAME})*,? (?:and|or) {_NAME}|{_NAME}(?:, {_NAME}){{2}}")
_LIST = re.compile(r"[^\s,;.][^,;.]{2,60}, [^,;.]{2,60},? (?:and|or) [^,;.]{2,60}")
_CALENDAR = frozenset(terms(" ".join((*ENGLISH_MONTHS, *ENGLISH_WEEKDAYS))))
_YEAR = 4  # digits of the longest number that may be part of a date


def closely(
    asked: QuestionFeatures,
    questions: Sequence[str],
    candidates: Sequence[Candidate],
    measured: SentenceFeatures,
    chosen: Places,
    read: Reader,
) -> Floats:
    """Compute the features `READING` as an array (len(chosen), len(READING)) for the rows `chosen` of `measured`.

    `questions` has the question and, in a conversation, the one before it; `read` returns the words of texts.
    """
    owners = np.repeat(np.arange(len(candidates)), [len(candidate.sentences) for candidate in candidates])
    sentences = [sentence for candidate in candidates for sentence in candidate.sentences]
    asks, *rest = read([*questions, *(sentences[row] for row in chosen)])
    before, near = rest[: len(questions) - 1], rest[len(questions) - 1 :]
    words = [word for part in (asks, *before) for word in part.words]
    vectors = np.concatenate([part.vectors for part in (asks, *before)])
    own = len(asks.words)
    if not own or not asked.terms:  # words without terms: underscores
        return np.zeros((len(chosen), len(READING)))

    best = np.zeros((len(chosen), len(words)))
    for row, part in enumerate(near):
        if len(part.words):
            best[row] = (part.vectors @ vectors.T).max(axis=0)

    column, weights = _weights(asked, words)
    exact = np.where(column >= 0, measured.found[:, column], 0.0)
    titled = np.where(column >= 0, measured.titled[:, column], 0.0)[owners]
    soft = exact.copy()
    soft[chosen] = np.maximum(soft[chosen], np.clip((best - UNLIKE) / (ALIKE - UNLIKE), 0.0, 1.0))
    undated = shares(np.where([dated(word) for word in words], 0.0, weights))
    place = _place(asks.words)
    early = np.where(np.arange(len(words)) < own, DECAY ** np.abs(np.arange(len(words)) - place), 0.0)
    explained = _explained(candidates, owners, exact, titled)
    rest_weights = undated * (1 - explained / 2)
    around = window(soft, measured.starts, np.maximum)
    return np.column_stack(
        [
            best[:, :own].mean(axis=1),
            best[:, place],
            best[:, min(place + 1, own - 1)],
            np.maximum(exact, titled)[chosen] @ shares(weights),
            np.maximum(soft, titled)[chosen] @ undated,
            soft[chosen] @ shares(undated * early),
            around[chosen] @ undated,
            (soft[chosen] * rest_weights[chosen]).sum(axis=1) / np.maximum(rest_weights[chosen].sum(axis=1), 1e-9),
            [_fresh(sentences[row], asked.known) for row in chosen],
            _listed(questions[0], asked.several, [sentences[row] for row in chosen]),
            (undated * (1 - np.maximum(around, titled)[chosen])).max(axis=1, initial=0.0),
        ]
    )


def _weights(asked: QuestionFeatures, words: Sequence[str]) -> tuple[Places, Floats]:
    """Return, for each word, the column of its term in `asked.terms` (-1 if none) and the weight of its first use."""
    places = {term: at for at, term in enumerate(asked.terms)}
    column = np.full(len(words), -1, dtype=np.intp)
    weights = np.zeros(len(words))
    seen: set[int] = set()
    for at, word in enumerate(words):
        found = next((places[term] for term in _terms(word) if term in places), -1)
        column[at] = found
        if found >= 0 and found not in seen:
            seen.add(found)
            weights[at] = asked.weights[found]
    return column, weights


@lru_cache(maxsize=20_000)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(terms(word))


def dated(word: str) -> bool:
    """Whether a word may be part of a date: a month, a weekday, or a number of up to four digits."""
    return any(term in _CALENDAR or (term.isdigit() and len(term) <= _YEAR) for term in _terms(word))


def _place(words: Sequence[str]) -> int:
    """Return the position of the question word, or of the first word if there is none."""
    return next((at for at, word in enumerate(words) if ASKING.fullmatch(word)), 0)


def _explained(candidates: Sequence[Candidate], owners: Places, exact: Floats, titled: Floats) -> Floats:
    """Return which words (columns) each sentence (row) need not have, since the title or another sentence has them."""
    titles = {candidate.title: at for at, candidate in enumerate(candidates)}
    report = np.array([titles[candidate.title] for candidate in candidates])[owners]
    in_report = np.zeros((len(candidates), exact.shape[1]))
    np.add.at(in_report, report, exact)
    return np.asarray(np.maximum(titled, np.minimum(in_report[report] - exact, 1.0)))


def _listed(question: str, named: bool, sentences: Sequence[str]) -> Floats:
    if not PLURAL.search(question):
        return np.zeros(len(sentences))
    pattern = _NAMES if named else _LIST
    return np.array([float(pattern.search(sentence) is not None) for sentence in sentences])


@lru_cache(maxsize=20_000)
def _content(sentence: str) -> frozenset[str]:
    return frozenset(terms(sentence))


def _fresh(sentence: str, known: frozenset[str]) -> float:
    content = _content(sentence)
    return len(content - known) / max(len(content), 1)
