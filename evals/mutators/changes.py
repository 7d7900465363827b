"""Changes of words: the verdict must be `altered`, however small the change.

Each mutator takes an `Original` and a random generator, and returns a `Mutation`, or `None` if the words have nothing of
its kind to change.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from .mutation import Mutation, Original, TextEdit, apply_edits, changed_pairs
from .words import AUXILIARIES, DATES, NUMBERS, SpacedWord, negates, spaced_words

_ALTERED = ("altered",)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_CONTRACTIONS = {"won't": "will", "can't": "can", "shan't": "shall"}
_FUSED = {"is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't", "did": "didn't", "does": "doesn't",
          "would": "wouldn't", "could": "couldn't", "should": "shouldn't", "has": "hasn't", "had": "hadn't"}  # fmt: skip
_ADDED = "also very major new publicly immediately certain various many openly soon joint".split()
_ADDED_ARABIC = "أيضا جدا فورا علنا قريبا".split()
# Pairs that a careless reader may confuse, or that are opposites.
_PAIRS = (
    "accept reject|accepted rejected|support oppose|supports opposes|began ended|begin end|before after|more less|"
    "increase decrease|increased decreased|first last|all some|many few|always never|allow forbid|open close|"
    "opened closed|enter leave|inside outside|north south|east west|near far|early late|largest smallest|"
    "higher lower|high low|gain lose|won lost|win lose|agreed disagreed|possible impossible|will may|must may|"
    "public private|former current|old new|men women|he she|his her|million billion|days weeks|months years|"
    "hours minutes|with without|least most|above below|over under|up down|temporary permanent|better worse|"
    "independent dependent|direct indirect|military civilian|best worst"
)
_OPPOSITES = {one: other for pair in _PAIRS.split("|") for one, other in (pair.split(), pair.split()[::-1])}
_NAMES = ("Mansour Haddad", "Elena Petrova", "Karim Sayegh", "Lundqvist", "Okonkwo", "Valparaíso", "Tashkent", "Ruritania",
          "Brussels", "Nakamura")  # fmt: skip
_NO_NAMES = frozenset(
    "The A An I In On At By For From To Of And But Or He She It We They His Her Their Its This That These Those There "
    "Mr Mrs Ms Dr Sir Point Resolution General Major President Minister Prime Foreign".split()
)
_HOMOGLYPHS = dict(zip("aeopcxyiAEOPCTXHKMB", "аеорсхуіАЕОРСТХНКМВ", strict=True))


def _made(kind: str, original: Original, edits: Sequence[TextEdit], flags: tuple[str, ...], reason: str) -> Mutation:
    words, done = original.words, tuple(edits)
    return Mutation(kind, apply_edits(words, done), _ALTERED, reason, changed_pairs(words, done), flags, edits=done)


def _inner(words: list[SpacedWord]) -> list[SpacedWord]:
    """Return all words except the first and the last, whose loss would be a cut."""
    return words[1:-1]


def _cut_out(words: list[SpacedWord], word: SpacedWord) -> TextEdit:
    """Remove a word with the white space before it, and keep the punctuation around it."""
    at = words.index(word)
    return TextEdit(words[at - 1].end, word.end, "")


def _droppable(words: list[SpacedWord]) -> list[SpacedWord]:
    """Return the inner words that have no punctuation around them and differ from their neighbours."""
    return [
        word
        for at, word in enumerate(words)
        if 0 < at < len(words) - 1
        and word.bare
        and not words[at - 1].after
        and word.lower not in (words[at - 1].lower, words[at + 1].lower)
    ]


_PLAINLY_SAID = frozenset(("said", "says", "told", "added", "continued"))


def negation_dropped(original: Original, rng: Random) -> Mutation | None:
    """Drop a negation: `was not present` → `was present`; `didn't` → `did`."""
    words = spaced_words(original.words)
    edits = [_cut_out(words, word) for word in _droppable(words) if negates(word) and word.lower != "cannot"]
    for word in _inner(words):
        lower = word.lower
        if lower == "cannot" or lower.endswith("n't"):
            positive = "can" if lower == "cannot" else _CONTRACTIONS.get(lower, lower[:-3])
            if positive != "ai":
                edits.append(TextEdit(word.start, word.end, positive))
    if not edits:
        return None
    return _made("negation_dropped", original, [rng.choice(edits)], ("negation",), "a negation is missing")


def negation_added(original: Original, rng: Random) -> Mutation | None:
    """Add a negation: `is ready` → `is not ready` or `isn't ready`."""
    words = spaced_words(original.words)
    edits = []
    for word, following in pairwise(words[1:]):
        if word.lower in AUXILIARIES and not word.after and not following.before and not negates(following):
            edits.append(TextEdit(word.end, word.end, " not"))
            if word.core in _FUSED:
                edits.append(TextEdit(word.start, word.end, _FUSED[word.core]))
    if not edits:
        return None
    return _made("negation_added", original, [rng.choice(edits)], ("negation",), "a negation is added")


def number_swapped(original: Original, rng: Random) -> Mutation | None:
    """Replace a number by another of the same form and script: `300` → `308`, `three` → `nine`."""
    edits = []
    for word in spaced_words(original.words):
        if _NUMBER.fullmatch(word.core):
            edits.append(TextEdit(word.start, word.end, _other_number(word.core, rng)))
        elif word.lower in NUMBERS and word.core.islower():
            edits.append(
                TextEdit(word.start, word.end, rng.choice([number for number in NUMBERS if number != word.lower]))
            )
    if not edits:
        return None
    return _made("number_swapped", original, [rng.choice(edits)], ("number",), "a number is another one")


def _other_number(number: str, rng: Random) -> str:
    """Change one digit of a number; the first digit never becomes zero."""
    at = rng.choice([at for at, character in enumerate(number) if character.isdigit()])
    zero = ord(number[at]) - int(number[at])
    least = 1 if at == 0 else 0
    digit = rng.choice([digit for digit in range(least, 10) if digit != int(number[at])])
    return number[:at] + chr(zero + digit) + number[at + 1 :]


def date_swapped(original: Original, rng: Random) -> Mutation | None:
    """Replace the month or weekday of a date; days and years are numbers (`number_swapped`)."""
    edits = []
    words = spaced_words(original.words)
    for at, word in enumerate(words):
        for names in DATES:
            dated = names is DATES[1] or any(near.core[:1].isdigit() for near in words[max(0, at - 1) : at + 2])
            if word.core in names and dated:
                edits.append(TextEdit(word.start, word.end, rng.choice([name for name in names if name != word.core])))
    if not edits:
        return None
    return _made("date_swapped", original, [rng.choice(edits)], (), "a date is another one")


def _names(words: list[SpacedWord]) -> list[list[SpacedWord]]:
    """Return runs of one to three capitalised words inside a sentence, separated by single spaces only."""
    runs: list[list[SpacedWord]] = []
    dates = {name for names in DATES for name in names}
    for at, word in enumerate(words):
        named = word.core[0].isupper() and len(word.core) > 2 and re.fullmatch(r"[^\W\d_]+(?:['’]s)?", word.core)
        opens = at == 0 or word.before or re.search(r"[.!?:…”\"]", words[at - 1].after)
        if not named or word.core in dates or word.core in _NO_NAMES or opens:
            continue
        joined = runs and runs[-1][-1] is words[at - 1] and not words[at - 1].after
        if joined and len(runs[-1]) < 3 and words[at - 1].core.isalpha():
            runs[-1].append(word)
        elif not joined:
            runs.append([word])
    return runs


def names_in(text: str) -> set[str]:
    """Return the runs of capitalised words inside a text's sentences, without endings, as its names."""
    words = spaced_words(text)
    return {" ".join(word.core for word in run).replace("’", "'").removesuffix("'s") for run in _names(words)}


def name_swapped(original: Original, rng: Random) -> Mutation | None:
    """Replace a person, place or organisation by another that shares no word with it."""
    runs = _names(spaced_words(original.words))
    if not runs:
        return None
    run = rng.choice(runs)
    mine = {word.lower.removesuffix("'s") for word in run}
    pool = [name for name in (original.names or _NAMES) if mine.isdisjoint(name.lower().split())]
    name = rng.choice(pool or [name for name in _NAMES if mine.isdisjoint(name.lower().split())])
    ending = run[-1].core[-2:] if run[-1].lower.endswith("'s") else ""
    edit = TextEdit(run[0].start, run[-1].end, name + ending)
    return _made("name_swapped", original, [edit], ("name",), "a name is another one")


def word_dropped(original: Original, rng: Random) -> Mutation | None:
    """Drop an inner word that is not a negation."""
    words = spaced_words(original.words)
    found = [word for word in _droppable(words) if not negates(word)]
    if not found:
        return None
    edit = _cut_out(words, rng.choice(found))
    return _made("word_dropped", original, [edit], ("dropped",), "a word is missing and nothing marks it")


def word_added(original: Original, rng: Random) -> Mutation | None:
    """Add an inner word."""
    words = spaced_words(original.words)
    places = [
        (word, following)
        for word, following in pairwise(words)
        if word.bare and following.bare and not following.core[0].isupper() and not negates(word)
    ]
    if not places:
        return None
    word, following = rng.choice(places)
    arabic = "\u0600" <= word.core[0] <= "\u06ff"
    added = [new for new in (_ADDED_ARABIC if arabic else _ADDED) if new not in (word.lower, following.lower)]
    edit = TextEdit(word.end, word.end, " " + rng.choice(added))
    return _made("word_added", original, [edit], ("added",), "a word stands there that the document does not have")


def word_replaced(original: Original, rng: Random) -> Mutation | None:
    """Replace a word by its opposite, if a small table has one, or by another word of the text."""
    words = spaced_words(original.words)
    found = [word for word in words if word.core.islower() and word.core.isalpha() and not negates(word)]
    opposites = [word for word in found if word.core in _OPPOSITES]
    if opposites and rng.random() < 0.6:
        word = rng.choice(opposites)
        new = _OPPOSITES[word.core]
    else:
        long = [word for word in found if len(word.core) > 3]
        elsewhere = {word.core for word in spaced_words(original.text) if word.core.isalpha() and word.core.islower()}
        if not long:
            return None
        word = rng.choice(long)
        mine = {one.lower[:4] for one in words}
        pool = sorted(other for other in elsewhere if len(other) > 3 and other[:4] not in mine)
        if not pool:
            return None
        new = rng.choice(pool)
    if negates(SpacedWord(0, len(new), new, "", "")):
        return None
    if new in _PLAINLY_SAID and any(mark in original.words for mark in '“”"'):
        return None  # a writer may tell in other words who said it: `Rehn said: “…”` for `Rehn added: “…”`
    return _made("word_replaced", original, [TextEdit(word.start, word.end, new)], (), "a word is another one")


def words_swapped(original: Original, rng: Random) -> Mutation | None:
    """Swap two neighbouring words. Several diffs are right, so none is expected."""
    words = spaced_words(original.words)
    places = [
        (word, following)
        for word, following in pairwise(words[1:-1])
        if word.bare and following.bare and word.lower != following.lower
    ]
    if not places:
        return None
    word, following = rng.choice(places)
    between = original.words[word.end : following.start]
    edit = TextEdit(word.start, following.end, following.core + between + word.core)
    text = apply_edits(original.words, [edit])
    return Mutation("words_swapped", text, _ALTERED, "the words stand in another order", edits=(edit,))


def homoglyph(original: Original, rng: Random) -> Mutation | None:
    """Replace a letter by one of another alphabet that looks the same."""
    found = [
        (word, at)
        for word in spaced_words(original.words)
        if word.core.isascii() and word.core.isalpha()
        for at, letter in enumerate(word.core)
        if letter in _HOMOGLYPHS
    ]
    if not found:
        return None
    word, at = rng.choice(found)
    new = word.core[:at] + _HOMOGLYPHS[word.core[at]] + word.core[at + 1 :]
    reason = "a letter is one of another alphabet that only looks the same"
    return _made("homoglyph", original, [TextEdit(word.start, word.end, new)], (), reason)
