"""Words with their offsets, the classes of words that mutators use, and the differences that do not count as changes.

These lists are independent of those of the quote check, so that each can be tested against the other.
"""

import re
import unicodedata
from dataclasses import dataclass

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DATES: tuple[tuple[str, ...], ...] = (tuple(_MONTHS), tuple(_DAYS))
NUMBERS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty".split()

# Words whose loss reverses the meaning beyond dispute.
NEGATIONS = frozenset("not never no cannot neither nor none nobody nothing لا لم لن ليس ليست".split())
CONDITIONS = frozenset("if unless except إذا لو إلا".split())
# Words whose loss may change the meaning: an omission with one of them is not an example of either kind.
_DOUBTFUL = frozenset(
    "only but although though however while whereas until till without may might could would should can hardly barely "
    "rarely seldom few fewer little less least allegedly reportedly apparently possibly perhaps probably likely "
    "unlikely almost nearly adding claiming arguing insisting alleging maybe suggested believe "
    "believes believed think thinks thought decline declined declines "
    "said says say saying told tells tell reports report reported according claim claims "
    "claimed adds added writes wrote when once before after because whether suspected denied denies deny refuse "
    "refuses refused fail fails failed lack lacks far yet even or instead despite else rather too partly about some "
    "as so than by provided citing cites cited quoted quoting announced announces warned warns view account hopes hope expects "
    "expected would-be alleged supposed reading according against stop stops stopped end ends ban bans "
    "rule ruled rules prevent prevents prevented avoid avoids avoided bar bars barred block blocks blocked banned oppose "
    "opposes opposed object objects objected reject rejects rejected dispute disputes disputed abstain abstained "
    "قال وقال قالت وقالت أن إن بعد قبل حتى لكن غير دون".split()
)
AUXILIARIES = frozenset("is are was were will would can could should has have had may might must did does do".split())

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_RUN = re.compile(r"\w+")
_CONTRACTED = re.compile(r"\w+n['’]t", re.I)


@dataclass(frozen=True, slots=True)
class SpacedWord:
    """A word between white space: `core` is the word without punctuation at its ends; the offsets are those of the core."""

    start: int
    end: int
    core: str
    before: str
    after: str

    @property
    def lower(self) -> str:
        """Return the core in lower case, with a straight apostrophe."""
        return self.core.lower().replace("’", "'")

    @property
    def bases(self) -> frozenset[str]:
        """Return the word in lower case, and without an attached Arabic "and" or "so"."""
        lower = self.lower
        return frozenset((lower, lower[1:])) if lower[0] in "وف" and len(lower) > 2 else frozenset((lower,))

    @property
    def bare(self) -> bool:
        """Return whether no punctuation touches the word, so that it can be removed with one space."""
        return not self.before and not self.after and self.core.isalpha()


def spaced_words(text: str) -> list[SpacedWord]:
    """Return the words of a text with a letter or digit, in order."""
    found = []
    for match in _WORD.finditer(text):
        token = match[0]
        core = _EDGES.sub("", token)
        if core:
            at = token.index(core)
            start = match.start() + at
            found.append(SpacedWord(start, start + len(core), core, token[:at], token[at + len(core) :]))
    return found


def negates(word: SpacedWord) -> bool:
    """Return whether the word is a negation beyond dispute: `not`, `never`, `didn't`."""
    return not NEGATIONS.isdisjoint(word.bases) or bool(_CONTRACTED.fullmatch(word.core))


def turns(word: SpacedWord) -> bool:
    """Return whether leaving out the word reverses the meaning beyond dispute."""
    return negates(word) or not CONDITIONS.isdisjoint(word.bases)


def harmless_to_omit(words: list[SpacedWord]) -> bool:
    """Return whether leaving out these words changes no meaning that a verdict depends on."""
    return not any(turns(word) or not _DOUBTFUL.isdisjoint(word.bases) or word.lower.endswith("less") for word in words)


_QUOTES = re.compile("[\"'“”„‟‘’‚‛«»‹›`´〝〞＂＇]+")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_DASHED = re.compile(r"\s*-(?:\s*-)*\s*")
_CLOSING = " .,;:!?…؟۔،؛'"


def canonical(text: str) -> str:
    """Remove every harmless difference from a text; equal results mean that nothing was changed.

    Removed are Unicode compatibility forms, invisible characters, styles of quotation marks and dashes, white
    space, the case of the first letter, closing punctuation, and quotation marks around the whole.
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = _DASHED.sub("-", _DASHES.sub("-", _QUOTES.sub("'", text)))
    text = " ".join(text.split()).lstrip("' ").rstrip(_CLOSING)
    return text[:1].lower() + text[1:]


def flat(text: str) -> str:
    """Return the `canonical` words separated by single spaces, with a space at each end, to look up whole words."""
    return f" {' '.join(_RUN.findall(canonical(text).casefold()))} "
