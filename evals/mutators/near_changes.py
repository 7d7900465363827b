"""Changes that resemble what editors may do: the verdict must be `altered` all the same."""

import re
from itertools import pairwise
from random import Random

from .editing import DIGITS
from .mutation import Mutation, Original, TextEdit, apply_edits, changed_pairs
from .words import canonical, spaced_words

_ADDITIONS = (
    "for everyone", "at gunpoint", "by force", "in secret", "without conditions", "next week", "for years", "in public",
    "against his will", "twice", "or else", "under protest", "forever",
)  # fmt: skip
_SOME = re.compile(r"(?<!\w)(?:some|many|most|several|few|a few)(?= (?:of )?[a-z])", re.IGNORECASE)
_CASED = ("US", "May", "March", "Polish", "WHO", "IT")


def misspelt(original: Original, rng: Random) -> Mutation | None:
    """Leave out or double an inner letter of a long word."""
    found = [
        word
        for word in spaced_words(original.words)
        if word.core.isalpha() and word.core.isascii() and len(word.core) > 6
    ]
    if not found:
        return None
    word = rng.choice(found)
    at = rng.randint(2, len(word.core) - 3)
    core = word.core
    new = core[:at] + (core[at] * 2 if rng.random() < 0.5 else "") + core[at + 1 :]
    if new == core or new.casefold() in original.text.casefold():
        return None
    edit = TextEdit(word.start, word.end, new)
    pairs = changed_pairs(original.words, [edit])
    text = apply_edits(original.words, [edit])
    return Mutation("misspelt", text, ("altered",), "a word is misspelt", pairs, ("spelling",), edits=(edit,))


def number_rewritten(original: Original, rng: Random) -> Mutation | None:
    """Write a number in digits instead of as a word, and another number at that."""
    found = [word for word in spaced_words(original.words) if word.core in DIGITS]
    if not found:
        return None
    word = rng.choice(found)
    new = rng.choice([digits for name, digits in DIGITS.items() if name != word.core])
    edit = TextEdit(word.start, word.end, new)
    pairs = changed_pairs(original.words, [edit])
    text = apply_edits(original.words, [edit])
    return Mutation(
        "number_rewritten", text, ("altered",), "a number is another one", pairs, ("number",), edits=(edit,)
    )


def bracketed_addition(original: Original, rng: Random) -> Mutation | None:
    """Add words in brackets at the end that say more than the document: `took our tractors [at gunpoint]`."""
    words = original.words
    bare = words.rstrip(".,;:!?”\"’'»")
    if not bare or bare != bare.rstrip():
        return None
    edit = TextEdit(len(bare), len(bare), f" [{rng.choice(_ADDITIONS)}]")
    reason = "the words in brackets say more than the document"
    return Mutation("bracketed_addition", apply_edits(words, [edit]), ("altered",), reason, edits=(edit,))


def bracketed_quantity(original: Original, rng: Random) -> Mutation | None:
    """Replace a quantity by another in brackets: `[all] residents` for `some residents`."""
    found = list(_SOME.finditer(original.words))
    if not found:
        return None
    one = rng.choice(found)
    new = "[All]" if one[0][0].isupper() else "[all]"
    edit = TextEdit(one.start(), one.end(), new)
    reason = "the quantity in brackets is another one"
    return Mutation("bracketed_quantity", apply_edits(original.words, [edit]), ("altered",), reason, edits=(edit,))


def case_turned(original: Original, rng: Random) -> Mutation | None:
    """Write a name in small letters that is another word then: `US`, `us`."""
    words = spaced_words(original.words)
    found = [
        word
        for before, word in pairwise(words)
        # In a headline "May" need not be the month.
        if word.core in _CASED and before.core.islower() and not before.after and not word.before and not word.after
    ]
    if not found:
        return None
    word = rng.choice(found)
    edit = TextEdit(word.start, word.end, word.core.lower())
    text = apply_edits(original.words, [edit])
    if canonical(text) == canonical(original.words):
        return None
    return Mutation("case_turned", text, ("altered",), "in small letters it is another word", edits=(edit,))
