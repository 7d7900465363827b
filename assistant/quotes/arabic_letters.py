"""Arabic words that differ only in what most writers leave out or mix up: vowel marks, and the hamza on or under an alif.

Two spellings that are two words stay different. `أن` and `إن` both show their hamza, so they differ; `ان` fits either. `على`
(on) and `علي` (Ali) differ, as most pairs in `ى` and `ي` do, except for a few words that can be nothing else. A final `ه` may be
"his", so it equals `ة` only behind the article, where no possessive can stand.
"""

import re

from .report import Normalisation
from .tokens import VOWELS

_ALIFS = frozenset("اأإآٱ")
_SHOWN = re.compile(f"[{VOWELS}]")
_ARTICLE = re.compile("(?:[وفبك]?ال|[وف]?لل)")
# Written with `ى` in Egypt; no other word is.
_FINAL_YA = frozenset("في وفي التي والتي الذي والذي هي وهي".split())
_SHORTEST = 4  # letters behind the article: of three, `كره` (hatred) and `كرة` (ball) are both words


def is_arabic(word: str) -> bool:
    """Return whether a word begins with an Arabic letter."""
    return "\u0600" <= word[:1] <= "\u06ff"


def bare(word: str) -> str:
    """Return a word without vowel marks and without the differences between alifs, and final `ى` and `ة` as `ي` and `ه`."""
    plain = "".join("ا" if one in _ALIFS else one for one in _SHOWN.sub("", word))
    return plain[:-1] + {"ى": "ي", "ة": "ه"}.get(plain[-1:], plain[-1:])


def same_word(one: str, other: str) -> Normalisation | None:
    """Return the harmless difference of two Arabic words that are not equal, or `None` if they may be two words."""
    if bare(one) != bare(other):
        return None
    a, b = _letters(one), _letters(other)
    if len(a) != len(b):
        return None
    name: Normalisation = "Arabic vowel marks"
    last = len(a) - 1
    for at, ((letter, marks), (letter_2, marks_2)) in enumerate(zip(a, b, strict=True)):
        if marks and marks_2 and marks != marks_2:
            return None
        if letter == letter_2:
            continue
        name = "Arabic hamza forms"
        if {letter, letter_2} <= _ALIFS:
            if "ا" not in (letter, letter_2):
                return None
        elif at != last or not _same_ending(_SHOWN.sub("", one), {letter, letter_2}):
            return None
    return name


def _same_ending(word: str, letters: set[str]) -> bool:
    if letters == {"ى", "ي"}:
        return word[:-1] + "ي" in _FINAL_YA
    article = _ARTICLE.match(word)
    return letters == {"ة", "ه"} and article is not None and len(word) - article.end() >= _SHORTEST


def _letters(word: str) -> list[tuple[str, frozenset[str]]]:
    """Return the letters of a word, each with its vowel marks; the mark for "no vowel" counts as none."""
    found: list[tuple[str, frozenset[str]]] = []
    for one in word:
        if _SHOWN.match(one) and found:
            if one != "\u0652":
                found[-1] = (found[-1][0], found[-1][1] | {one})
        else:
            found.append((one, frozenset()))
    return found
