"""Repair misspelt words of a question by the words of the corpus: "netanyaho trops" becomes "netanyahu troops".

A word is repaired if no passage has it, no dictionary of English has it either, and some word of the corpus differs from it by
so few letters that nothing else is likely. Letters written once instead of twice make no difference, and two swapped letters
count as one.
"""

import re

from sqlalchemy import Engine, text

from ...corpus.language.edit_distance import distance
from ...corpus.language.terms import content_terms, match_expression, terms
from ...corpus.language.vocabulary import is_known
from ..storage.queries import frequencies, lexical, passages_at

SHORTEST = 5
"""Letters of the shortest word that is repaired: a shorter one is close to too many others."""

LONG = 8
"""Letters from which on two differences are allowed instead of one."""

TRIED = 6
"""The most terms of the corpus whose words are compared."""

READ = 4
"""The most passages in which a term's words are looked up."""

_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"\b(who|what|where|when|why|how)s\b", re.IGNORECASE)
_TWICE = re.compile(r"(.)\1")


def repaired(engine: Engine, question: str) -> str:
    """Return the question with misspelt words replaced by words of the corpus, and "whos" by "who is"."""
    question = _JOINED.sub(r"\1 is", question)
    content = content_terms(question)
    counts, _ = frequencies(engine, content)
    missing = {term for term in content if not counts[term]}
    if not missing:
        return question

    def corrected(found: re.Match[str]) -> str:
        word = found[0]
        own = terms(word)
        if len(own) != 1 or own[0] not in missing or len(word) < SHORTEST or not word.isascii() or is_known(word):
            return word
        # A name in the middle of a question is misspelt for another name only.
        return _closest(engine, word, own[0], named=found.start() > 0 and word[0].isupper()) or word

    return _WORD.sub(corrected, question)


def _closest(engine: Engine, word: str, term: str, *, named: bool) -> str | None:
    """Return the word of the corpus that is close enough to `word`, the closest and then the most frequent one.

    `named`: only words with a capital letter, with one difference that is not an ending: "Americans" is not "America", nor
    "Abdullah" "Abdul".
    """
    limit = 2 if len(word) >= LONG and not named else 1
    with engine.connect() as connection:
        # Terms with the same first letter: nearly all typing errors come later, and the index is read by that range only.
        rows = connection.execute(
            text("SELECT term, doc FROM vocabulary WHERE term >= :first AND term < :last"),
            {"first": term[0], "last": term[0] + "\U0010ffff"},
        )
        # Stems may differ by one more than words, since a misspelt ending is not taken off.
        near = sorted(
            (apart, -len(row.term), -int(row.doc), str(row.term))
            for row in rows
            if len(row.term) >= SHORTEST - 2
            and (apart := _apart(word.lower(), term, str(row.term), limit + 1)) <= limit + 1
        )
    written: list[tuple[int, int, str]] = []
    for _, _, count, one in near[:TRIED]:
        spelt = {
            found.lower(): found
            for passage in passages_at(engine, lexical(engine, match_expression([one]), READ))
            for sentence in passage.words
            for found in _WORD.findall(sentence)
            if terms(found) == [one] and (not named or _another_spelling(word, found))
        }
        written += [(spelt_apart(word.lower(), low, limit), count, shown) for low, shown in spelt.items()]
    best = min(written, default=None)
    return best[2] if best and best[0] <= limit else None


def _another_spelling(name: str, found: str) -> bool:
    """Return whether a word of the corpus can be the right spelling of a name: it is a name, and not the other with an ending."""
    one, other = name.lower(), found.lower()
    return found[0].isupper() and not one.startswith(other) and not other.startswith(one)


def _apart(word: str, term: str, other: str, limit: int) -> int:
    """Return how much a misspelt word and its term differ from a term: the word may have an ending that the term lacks."""
    return min(
        spelt_apart(term, other, limit),
        spelt_apart(word[: len(other)], other, limit) if len(other) < len(word) else limit + 1,
    )


def spelt_apart(one: str, other: str, limit: int) -> int:
    """Return the edit distance of two words in which a doubled letter counts as one."""
    return distance(_TWICE.sub(r"\1", one), _TWICE.sub(r"\1", other), limit)
