"""British and American spellings of one word, and misspelt words.

The pairs are those of breame, and regular `-ise`/`-ize` verbs whose `-ize` form the dictionary has. Pairs that are two words in
one of the two countries stay different (`tyre` and `tire`), and so do the mistakes of the list. The list has neither
`cheque`/`check` nor `storey`/`story` nor `kerb`/`curb`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import cast

from breame.data.spelling_constants import AMERICAN_ENGLISH_SPELLINGS, BRITISH_ENGLISH_SPELLINGS

from ...corpus.language.edit_distance import distance
from ...corpus.language.vocabulary import dictionary_forms, is_known

# `groin` and `filter` are no spellings of `groyne` and `philtre`; a tonne is not a ton; `gage` is a pledge; `draft` and `draught`
# differ in Britain; `pummel`, `pummeled` and `tranquility` are rows of the list that slipped.
_TWO_WORDS = frozenset(
    "tyre tyres tonne tonnes draught draughts groyne groynes philtre philtres bevvy bevvies gauge gauges gauged gauging "
    "pummelled pummelling tranquilly buses gases minibuses busing draughtsman draughtsmen baulk baulked baulking baulks".split()
)
_AFTER_NUMBERS = frozenset(("metre", "metres"))  # `100 metres`, but a gas `meter`
_AMERICAN = cast("dict[str, str]", BRITISH_ENGLISH_SPELLINGS)
_REGULAR = re.compile(r"(\w{2,})is(e|ed|es|er|ers|ing|ation|ations|ational|able)\Z")
# `co-operate`, `pre-empt`, `re-elect`: the hyphen only parts two equal vowels. `re-sign` and `co-op` are other words without it.
_DOUBLED_VOWEL = re.compile(r"(co)-(o[a-z]{4,})|((?:pre|re))-(e[a-z]{3,})")
# Suffixes and prefixes that the list does not put on every word.
_SUFFIXES = ("s", "ed", "ing", "ly", "less", "ful", "able", "er", "ers", "ist", "ists", "hood", "hoods", "ally")
_PREFIXES = ("un", "re", "dis", "non", "mis", "over", "out", "pre", "de", "co")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ACCENTS = dict.fromkeys(range(0x300, 0x370))
SHORTEST_ACCENTED = 4
"""The least letters of a word that may lose its accents: of short ones too many are words without them (`él`, `à`)."""
MISSPELT = 2
"""The most letters (Damerau-Levenshtein) that part a misspelt word from the right one; one if it is shorter than six letters."""


@lru_cache(maxsize=20_000)
def american(word: str, *, counted: bool = False) -> str:
    """Return the American spelling of a word, in lower case; the word itself if it has no other.

    `counted`: a number stands before the word, so that `metre` is the unit.
    """
    low = word.lower()
    if low in _AFTER_NUMBERS:
        return _AMERICAN[low] if counted else low
    if low.endswith("'s"):
        return american(low[:-2], counted=counted) + "'s"
    if (joined := _DOUBLED_VOWEL.fullmatch(low)) and is_known(whole := "".join(filter(None, joined.groups()))):
        return american(whole, counted=counted)
    if len(low) < 4 or low in _TWO_WORDS or not low.isalpha():
        return low
    if found := _AMERICAN.get(low):
        return found
    for suffix in _SUFFIXES:
        base = low.removesuffix(suffix)
        if base != low and base not in _TWO_WORDS | _AFTER_NUMBERS and (found := _AMERICAN.get(base)):
            # `appaled` and `centreed` are misspelt: there, British spelling doubles or drops the last letter.
            if suffix[0] in "aei" and (base[-1] == "e" or found == base + "l"):
                continue
            return found + suffix
    for prefix in _PREFIXES:
        base = low.removeprefix(prefix)
        if len(base) > 5 and base != low and base not in _TWO_WORDS and (found := _AMERICAN.get(base)):
            return prefix + found
    return _regular(low)


def _regular(low: str) -> str:
    """Return `-ize` for `-ise` if the dictionary has a verb in `-ize`: not for `advise`, `promise`, `size`."""
    match = _REGULAR.match(low)
    if match is None:
        return low
    verb = match[1] + "ize"
    if len(verb) < 6 or not dictionary_forms(verb, "VERB"):
        return low
    return f"{match[1]}iz{match[2]}"


def same_but_for_accents(one: str, other: str) -> bool:
    """Return whether two words differ only in accents that English leaves out: `café` and `cafe`, `Peña` and `Pena`.

    Without its accent `résumé` is another word, and so are most words of other languages; only English words and names count.
    """
    plain = unaccented(one)
    if one == other or plain != unaccented(other) or plain not in (one, other) or len(plain) < SHORTEST_ACCENTED:
        return False
    return plain[0].isupper() or (is_known(plain) and not dictionary_forms(plain, "VERB"))


@lru_cache(maxsize=20_000)
def unaccented(text: str) -> str:
    """Return a text without the accents on its Latin letters."""
    if text.isascii():
        return text
    return _NOT_ASCII.sub(lambda found: _unaccented(found[0]), text)


@lru_cache(maxsize=4_096)
def _unaccented(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter).translate(_ACCENTS)
    return plain if len(plain) == 1 and plain.isascii() else letter


def misspelt(given: str, right: str) -> bool:
    """Return whether `given` is no word, but a misspelling of `right`."""
    if given.lower() == right.lower() or not (given.isalpha() and right.isalpha()) or min(len(given), len(right)) < 3:
        return False
    if not (given.isascii() and right.isascii()):
        return False
    most = MISSPELT if max(len(given), len(right)) >= 6 else 1
    if distance(given.lower(), right.lower(), most) > most:
        return False
    return not is_known(given) and american(given) == given.lower()


@lru_cache(maxsize=20_000)
def may_vary(word: str) -> bool:
    """Return whether a word may have another spelling in one of the two countries; may be wrong about which ones do."""
    low = word.lower()
    return (
        american(low, counted=True) != low
        or low.startswith(("coo", "pree", "ree"))
        or "iz" in low
        or any(
            low.removesuffix(suffix).removeprefix(prefix) in AMERICAN_ENGLISH_SPELLINGS
            for suffix in ("", *_SUFFIXES)
            for prefix in ("", *_PREFIXES)
        )
    )
