"""Hyphens at the ends of lines: whether a hyphen only divides a word, or belongs to a compound.

"govern-ment" is one word; "much-discussed", "state-owned" and "30-day" keep their hyphens. The text's own other words
decide first, then a list of English words.
"""

import re
from collections.abc import Set

from .language.vocabulary import is_listed

_DIVIDED = re.compile(r"([^\W\d_]+)[-‐]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_BROKEN = re.compile(r"[^\W\d_]+[-‐]\n[^\W\d_]+")
_ENDS = re.compile(r"\w[-‐]$")
_AFTER_PREFIX = ("and", "or", "to")  # "pre- and post-war" keeps its hyphen and its space
# First halves whose compounds are written with a hyphen although the list has them in one word, too.
_KEEPS_HYPHEN = frozenset(("all", "anti", "cease", "half", "self", "semi", "so", "vice", "well"))
# First halves that are no words, and keep their hyphen before a word: "ex-minister".
_PREFIXES = frozenset("anti bi co counter ex extra inter mid multi non post pre pro semi sub tri ultra vice".split())


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, compounds whole, without those that a line end divides."""
    return frozenset(word.lower() for word in _WORD.findall(_BROKEN.sub(" ", text)))


def divides(line: str, following: str, words: Set[str]) -> bool:
    """Return whether the hyphen at the end of `line` only divides a word that goes on in `following`.

    `words` are those that stand unbroken elsewhere in the text (`words_of`).
    """
    left, right = _DIVIDED.search(line), _WORD.match(following)
    if not left or not right or not following[0].islower():
        return False
    first, second = left[1].lower(), right[0].lower()
    if second in _AFTER_PREFIX or line[: left.start()].endswith(("-", "‐")):
        return False
    whole = first + second
    if whole in words:
        return True
    if f"{first}-{second}" in words:
        return False
    head = second.split("-")[0]
    both = _is_word(head) and (_is_word(first) or first in _PREFIXES)
    if is_listed(first + head):
        return not (first in _KEEPS_HYPHEN and both)
    return not (both or ({first, second} <= words) or (left[1][0].isupper() and _is_word(head)))


def joins_at_hyphen(line: str, following: str) -> bool:
    """Return whether `following` goes on directly behind the hyphen at the end of `line`, which belongs to a compound."""
    word = _WORD.match(following)
    return bool(_ENDS.search(line)) and following[0].isalnum() and not (word and word[0] in _AFTER_PREFIX)


def _is_word(word: str) -> bool:
    """Return whether a half is a word by itself; the list's words of two letters are mostly abbreviations."""
    return (len(word) > 3 and is_listed(word)) or word in _SHORT


_SHORT = frozenset(
    "act aid air all art big cut day dry due east end far few fit four free full gas half hand hard head high home ice "
    "key know land last law led less life like line long low made man mid most near net new no non now off oil old on "
    "one open out own part past pro real red rich run sea self semi set six so ten term tie time top two up war way "
    "week well wide year".split()
)
