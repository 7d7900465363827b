"""Classify a difference between words: a negation, a number, a name, word order, a letter that only looks the same."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ...corpus.language.lookalikes import skeleton
from ...corpus.language.negation import ARABIC_NEGATIVES, CONTRACTION, NEGATIVES
from ...corpus.language.number_words import ARABIC_CARDINALS, CARDINALS, SCALES
from ...corpus.language.terms import terms
from .report import QuoteFlag
from .tokens import QuoteToken

_NEGATION = re.compile(
    "|".join((*NEGATIVES, *ARABIC_NEGATIVES, CONTRACTION, r"refus\w+", r"den(?:y|ies|ied|ying)", r"reject\w*"))
)
_NUMBERS = frozenset((*CARDINALS, *SCALES, *(f"{scale}s" for scale in SCALES), *ARABIC_CARDINALS)) | frozenset(
    "half third quarter first second once twice double triple percent".split()
)
_FIGURES = {word: str(number) for word, number in CARDINALS.items()}
_OPPOSED = ("un", "non", "in", "im", "il", "ir", "dis", "anti", "de", "mis")
OMISSION = 3
"""The number of consecutive missing words from which the difference is an omission as well as dropped words."""


def negates(word: str) -> bool:
    """Return whether a word negates."""
    return _NEGATION.fullmatch(word.lower()) is not None


def numbers(tokens: Sequence[QuoteToken]) -> list[str]:
    """Return the numbers among tokens, in figures and in words."""
    return [one.key.lower() for one in tokens if any(c.isdigit() for c in one.key) or one.key.lower() in _NUMBERS]


def names(tokens: Sequence[QuoteToken], begins: bool) -> list[str]:
    """Return the capitalised words; with `begins` the first word starts a sentence and is not counted."""
    return [
        one.key
        for at, one in enumerate(tokens)
        if one.kind == "word" and one.key[0].isupper() and not (begins and not at)
    ]


def flags_of(there: Sequence[QuoteToken], here: Sequence[QuoteToken], begins: bool) -> set[QuoteFlag]:
    """Return the flags of one change: `there` in the corpus became `here` in the quotation. Either may be empty."""
    found: set[QuoteFlag] = set()
    old, new = [t for t in there if t.kind == "word"], [t for t in here if t.kind == "word"]
    if not old and not new:
        return {"number"} if any(t.key in "−%‰$€£¥°" for t in (*there, *here)) else {"punctuation"}
    before, after = Counter(t.key for t in old), Counter(t.key for t in new)
    old = [t for t in old if t.key not in after]
    new = [t for t in new if t.key not in before]
    if before == after and len(before) > 1:
        return {"order"}
    if sum(map(negates, (t.key for t in old))) != sum(map(negates, (t.key for t in new))) or _opposed(old, new):
        found.add("negation")
    if Counter(numbers(old)) != Counter(numbers(new)) or any(t.key in "−%‰$€£¥°" for t in (*there, *here)):
        found.add("number")
    same_looks = [skeleton(t.key) for t in old] == [skeleton(t.key) for t in new]
    if same_looks and old:
        figures = any(c.isdigit() for t in old for c in t.key)
        return {"character", "number"} if figures and "number" in found else {"character"}
    if sorted(names(old, begins)) != sorted(names(new, begins)):
        found.add("name")
    if len(new) > len(old) and not old:
        found.add("added")
    if len(old) > len(new) and not new:
        found.add("dropped")
    if len(old) - len(new) >= OMISSION:
        found |= {"omission", "dropped"}
    return found


def _opposed(old: Sequence[QuoteToken], new: Sequence[QuoteToken]) -> bool:
    """Return whether one word is another with a negating prefix: `able`, `unable`."""
    a, b = {t.key.lower() for t in old}, {t.key.lower() for t in new}
    return any(
        f"{prefix}{word}" in other
        for one, other in ((a, b), (b, a))
        for word in one
        if len(word) > 3
        for prefix in _OPPOSED
    )


def similarity(one: str, other: str) -> float:
    """Rate the similarity of two words from 0 to 1: same appearance, same stem, same kind, or none."""
    a, b = _traits(one), _traits(other)
    if a[0] == b[0]:
        return 1.0
    if a[1] == b[1]:
        return 0.8
    if a[2] and b[2]:
        return 0.5
    if a[2] != b[2] and _FIGURES.get(one.lower(), one) == _FIGURES.get(other.lower(), other):
        return 0.9  # fifteen, 15
    if a[3] and b[3]:
        return 0.6
    if len(one) > 4 and len(other) > 4 and a[0][:4] == b[0][:4]:
        return 0.4
    return 0.1 if a[4] == b[4] else 0.0


@lru_cache(maxsize=100_000)
def _traits(word: str) -> tuple[str, tuple[str, ...], bool, bool, bool]:
    """Return a word's appearance, its stem, and whether it is a number, negates, or is capitalised."""
    return skeleton(word), tuple(terms(word)), word[0].isdigit(), negates(word), word[0].isupper()
