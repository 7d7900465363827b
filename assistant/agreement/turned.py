"""A *not* on one side only, or a word and its opposite, in sentences that are else much the same.

What is compared is what the sentences tell, without who reports it. The sentences must cover most of each other's words:
"the conference will not be held" says nothing of another conference.
"""

from collections.abc import Iterator

from assistant.agreement.told import Told
from assistant.support.lexicon import opposite
from assistant.support.stated import Rarity
from assistant.support.synonyms import covered, groups
from assistant.support.words import Word

# Of what the shorter sentence tells, by the weight of its words, the other must cover so much.
COVERED = 0.6
# … and of what the longer one tells.
COVERED_BACK = 0.35


def turned(one: Told, other: Told, rarity: Rarity) -> Iterator[str]:
    """A reason where one sentence negates what the other tells, or has its opposite."""
    if not _about(one, other, rarity) or not _one_day(one, other):
        return
    for here, there, where in ((one, other, "here"), (other, one, "there")):
        negated = _turned_words(here, there)
        if negated:
            yield f"says not of “{negated}” {where}"
            return
    for word in one.words:
        for against in other.words:
            if opposite(word.term, against.term) and word.term not in other.content and against.term not in one.content:
                if word.negated != against.negated:
                    continue
                if _beside(one, word) & _beside(other, against):
                    yield f"“{word.text}” here, “{against.text}” there"
                    return


def coverage(one: Told, other: Told, rarity: Rarity) -> float:
    """How much of what `one` tells the other has, by weight, 0 to 1; names count as words."""
    terms = one.content | one.named
    total = sum(rarity(term) for term in terms)
    held = other.stated.meant
    return sum(rarity(term) for term in terms if covered(term, held)) / total if total else 0.0


def _about(one: Told, other: Told, rarity: Rarity) -> bool:
    low, high = sorted((coverage(one, other, rarity), coverage(other, one, rarity)))
    return high >= COVERED and low >= COVERED_BACK


def _one_day(one: Told, other: Told) -> bool:
    ours, theirs = ({day for day, _ in told.days} for told in (one, other))
    return not ours or not theirs or bool(ours & theirs)


def _turned_words(here: Told, there: Told) -> str | None:
    """What only `here` negates, of words that both have."""
    named = {word.start for word in here.names}
    for word in here.words:
        if not word.negated or word.start in named:
            continue
        same = [
            other for other in there.words if other.content and (other.term == word.term or groups(other.term) & groups(word.term))
        ]
        if same and not any(other.negated or other.hedged for other in same) and not any(w.cue for w in there.words):
            return word.text
    return None


def _beside(told: Told, word: Word) -> set[str]:
    """The content terms within three words."""
    at = told.words.index(word)
    near = (*told.words[max(0, at - 3) : at], *told.words[at + 1 : at + 4])
    return {one.term for one in near if one.content}
