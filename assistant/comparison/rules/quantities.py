"""Read quantities from a sentence: each number with the noun that it counts, its limit, and its wording."""

import re
from dataclasses import dataclass

from ....corpus.language.antonyms import limit
from ....corpus.language.numbers import Number
from ....corpus.language.terms import terms
from ....corpus.language.words import AnalysedWord
from ...statements.reported import ReportedSentence, read_once

# The relative distance up to which "more than", "less than" or "about" a number agrees with another number.
_SLACK = {"more": 0.2, "less": 0.2, "about": 0.12}
# Words after a number among which its noun is searched for.
_PHRASE = 5
_BREAK = re.compile(r"[,.;:()\[\]“”\"–—]|\s-\s")
_RANGE = re.compile(r"\s*(?:to|or|and|-|–)\s*")


def stems(words: str) -> frozenset[str]:
    """Return the terms of these words."""
    return frozenset(term for word in words.split() for term in terms(word))


# Nouns for the people who make up a body.
PERSONS = stems(
    "troop soldier peacekeeper personnel member person people figure technocrat expert individual official "
    "representative personality"
)
# How a limit is shown: in the report's own words.
_LIMITED = re.compile(
    r"\b((?:more|greater|less|fewer) than|at least|at most|over|above|under|below|up to|about|around|some|nearly|almost|roughly"
    r"|approximately|a minimum of|a maximum of|upwards of)\s+(?:[$€£]|an?\s)?\Z",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"\b(?:size|strength) of [^,.;]{3,60} (?:as|at|is|was|to|of) (?:about |around |some |\w+ )?(?:[\d,]+)?\Z"
)
# "The two movements" refers to those just named; "another three" is only some of them.
_NAMED_BEFORE = re.compile(r"\b(?:the|these|those|his|her|its|their|both) \Z", re.IGNORECASE)
_FEW = 4
_NOT_ALL = re.compile(r"\b(?:another|other|further|additional|first|last|next|past|previous) \Z", re.IGNORECASE)
_GIVEN_OVER = re.compile(r"\b(?:hand|t[ao][ko]e?|turn|give|gave|carr[yi]|pass)\w* over \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts: `heads` are terms that may be the counted noun, `said` the words between number and noun."""

    number: Number
    limit: str
    upper: float | None
    heads: frozenset[str]
    said: tuple[AnalysedWord, ...]
    shown: str

    def agrees(self, other: "Quantity") -> bool:
        """Return whether both numbers can be true of one thing."""
        low, high = self.number.value, self.upper or self.number.value
        other_low, other_high = other.number.value, other.upper or other.number.value
        if low <= other_high and other_low <= high:
            return True
        ours, theirs = (low, other_high) if low > other_high else (high, other_low)
        apart = abs(ours - theirs) / max(abs(ours), abs(theirs))
        return any(apart <= _SLACK.get(_direction(one, a, b), 0.0) for one, a, b in (
            (self.limit, ours, theirs), (other.limit, theirs, ours)))  # fmt: skip

    def times(self, other: "Quantity") -> float:
        """Return the ratio of the greater number to the smaller."""
        low, high = sorted((self.number.value, other.number.value))
        return high / low if low > 0 else float("inf")


def _direction(said: str, own: float, other: float) -> str:
    """Return the limit that applies towards the other number: "more than 50" allows greater numbers, not smaller ones."""
    if said == "more":
        return "more" if other > own else ""
    if said == "less":
        return "less" if other < own else ""
    return said


@read_once
def quantities(sentence: ReportedSentence) -> tuple[Quantity, ...]:
    """Return the quantities in a sentence, in order; a range is one quantity."""
    found: list[Quantity] = []
    skip = -1
    for at, number in enumerate(sentence.numbers):
        if number.start < skip or number.unit == "+" or _NOT_ALL.search(sentence.text[: number.start]):
            continue
        if number.value <= _FEW and _NAMED_BEFORE.search(sentence.text[: number.start]):
            continue
        upper, end = None, number.end
        if at + 1 < len(sentence.numbers):
            after = sentence.numbers[at + 1]
            if _RANGE.fullmatch(sentence.text[number.end : after.start]) and after.value > number.value:
                upper, end, skip = after.value, after.end, after.end
        heads, said = _counted(sentence, end)
        shown = sentence.text[number.start : end].strip()
        said_limit = "" if _GIVEN_OVER.search(sentence.text[: number.start]) else limit(sentence.text, number.start)
        before = _LIMITED.search(sentence.text[: number.start]) if said_limit else None
        words = f"{before[1]} " if before else ""
        unit = {"%": " %", "$": " dollars", "€": " euros", "£": " pounds"}.get(number.unit, "")
        found.append(Quantity(number, said_limit, upper, heads, said, f"{words}{shown}{unit}"))
    return tuple(found)


def _counted(sentence: ReportedSentence, end: int) -> tuple[frozenset[str], tuple[AnalysedWord, ...]]:
    """Return the terms of the counted noun (several if it is ambiguous), and the words before it."""
    if SIZE.search(sentence.text[:end]):
        return PERSONS, ()
    if sentence.text[end : end + 1] == "-":
        behind = re.match(r"-(\w+)", sentence.text[end:])
        word = behind[1].lower() if behind else ""
        return (frozenset(terms(word)) if word in ("member", "person", "man", "nation", "country") else frozenset()), ()
    phrase: list[AnalysedWord] = []
    last = end
    for word in sentence.stated.words:
        if word.start < end:
            continue
        if _BREAK.search(sentence.text, last, word.start) or not word.content or not sentence.tells(word.start):
            break
        if word.term.startswith("#") or len(phrase) == _PHRASE:
            break
        phrase.append(word)
        last = word.end
    plural = next((at for at, word in enumerate(phrase) if _plural(word)), None)
    if plural is None:
        return frozenset(word.term for word in phrase[-1:]), tuple(phrase[:-1])
    return frozenset((phrase[plural].term,)), tuple(phrase[:plural])


def _plural(word: AnalysedWord) -> bool:
    small = word.text.lower()
    if small in ("people", "men", "women", "children", "police", "personnel", "personalities"):
        return True
    return word.text[0].islower() and small.endswith("s") and not small.endswith(("ss", "us", "is", "’s", "'s"))
