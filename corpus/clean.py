"""The only place where text changes, before any offset into it exists.

`clean` removes what a reader cannot see and evens out white space; it never changes a visible character (NFC, never
NFKC, so `½`, `ﷺ` and curly quotes stay as the source has them), except for a letter with dozens of accents.
`clean(clean(x)) == clean(x)`, so a stored text that is cleaned again stays as it is. `reflow` joins lines that were
broken only because a column was full.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .hyphens import divides, joins_at_hyphen, words_of

# Line ends of every kind, also the form feed, vertical tab, NEL, and Unicode's line and paragraph separators.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# A soft hyphen at the end of a line means that the word continues on the next line.
_SOFT_BREAK = re.compile("\u00ad[ \t]*\n[ \t]*(?=\\w)")
# Controls; soft hyphen; zero-width space and word joiner; byte-order mark; direction marks, embeddings and isolates;
# interlinear annotation; tags. All are invisible, so they could hide or reorder words. ZWNJ and ZWJ (U+200C, U+200D)
# stay: Persian, Arabic and emoji are spelled with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Return whether UTF-8 can encode the text: it has no half of a character (a lone surrogate)."""
    return not _SURROGATE.search(text)


def holds_whole_texts(value: object) -> bool:
    """Return whether all texts in parsed JSON are whole (`is_whole`).

    They are looked at one by one: writing megabytes as JSON again would be one call during which no other thread goes on.
    """
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            if not is_whole(one):
                return False
        elif isinstance(one, dict):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple):
            todo += one
    return True


def clean(text: str) -> str:
    """Return the text as it is stored: no invisible characters, one space between words, at most one empty line, NFC."""
    text = _SURROGATE.sub("\ufffd", text)
    text = _LINE_END.sub("\n", text)
    text = _SOFT_BREAK.sub("", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = re.sub(" ?\n ?", "\n", text)
    text = re.sub("\n{3,}", "\n\n", text)
    return _composed(text.strip(" \n"))


_MOST_MARKS = 30  # on one letter, as in Unicode's stream-safe text format (UAX 15); no language has ten


def _composed(text: str) -> str:
    """Return the text in NFC. Python sorts a letter's marks in quadratic time, so marks beyond the 30th are dropped first."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _stacks().sub(r"\1", text))


@cache
def _stacks() -> re.Pattern[str]:
    """Match more than 30 combining marks in a row; the first 30 are group 1."""
    signs = (chr(code) for code in range(0x300, 0x1F000))
    marks = "".join(sign for sign in signs if unicodedata.combining(unicodedata.normalize("NFD", sign)[0]))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")


def one_line(text: str) -> str:
    """Return the cleaned text on one line, for titles and names."""
    return " ".join(clean(text).split())


# Latin ligatures, and Arabic presentation forms without phrases (U+FDF0 to U+FDFF) and marks that stand on a space.
_GLYPHS = re.compile("[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufd3d\ufd50-\ufdc7\ufe80-\ufefc]")


def letters(text: str) -> str:
    """Replace a PDF file's glyphs by letters: `ﬁ` → `fi`, each of the four shapes of an Arabic letter → the letter.

    For PDF only, where glyphs record how a word was drawn; elsewhere they are the source's own characters.
    """
    return _GLYPHS.sub(lambda glyph: unicodedata.normalize("NFKC", glyph[0]), text)


CLOSED = re.compile(r"""[.!?:;…؟۔。！？][”’"'»)\]]*$""")
"""Matches a line that ends with the end of a sentence or clause, perhaps inside quotation marks or brackets."""

_BULLET = re.compile(r"[•◦▪‣●○■*>|#]\s?")
_MAYBE_ITEM = re.compile(r"([-–—]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_NARROWEST, _WIDEST = 30, 120  # characters; shorter lines are verse or lists, longer ones whole paragraphs
_LEAST_WRAPPED = 0.4  # share of line ends; wrapped English prose has 0.6 to 0.9, a paragraph per line below 0.1


@dataclass(frozen=True, slots=True)
class _Column:
    """The width in characters to which lines were wrapped, and the words that occur unbroken in the text."""

    width: int
    words: frozenset[str]

    def full(self, line: str, following: str, share: float) -> bool:
        """Whether the next line's first word would not have fitted into `share` of the width."""
        return len(line) + 1 + min(len(following.split(" ", 1)[0]), 20) > share * self.width

    def joins(self, line: str, following: str) -> bool:
        """Whether `following` continues the paragraph of `line`."""
        closed = bool(CLOSED.search(line))
        headline = len(following) < 0.6 * self.width and not CLOSED.search(following)
        if _BULLET.match(following) or (closed and (headline or _MAYBE_ITEM.match(following))):
            return False
        if not closed and following[0].islower():
            return True
        # In a proportional font a full line may have a quarter fewer characters than the widest one. After a closed
        # sentence the test is stricter, since a paragraph may end there; either way no sentence is split.
        return self.full(line, following, 0.9 if closed else 0.75)


def reflow(text: str) -> str:
    """Join the hard-wrapped lines of a cleaned text into paragraphs; leave any other text unchanged.

    A line end counts as a wrap if the next line's first word would not have fitted, or if that line begins in lower
    case. The text counts as wrapped if at least 40 % of its lines are full, end without closing punctuation,
    and are followed by a line that does not start with a capital. So headlines, lists, verse and files with one
    paragraph per line are left alone. In scripts without capitals, only the fullness of lines decides.
    """
    lines = text.split("\n")
    column = _column(lines, text)
    if column is None:
        return text
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        if not line or not following or not column.joins(line, following):
            pieces.append("\n")
        elif divides(line, following, column.words):
            pieces[-1] = pieces[-1][:-1]
        elif not _joined_without_space(line, following):
            pieces.append(" ")
        pieces.append(following)
    return "".join(pieces)


def _column(lines: list[str], text: str) -> _Column | None:
    """Return the column to which the lines are wrapped, or `None` if they are not wrapped."""
    ends = [(line, following) for line, following in pairwise(lines) if line and following]
    widths = sorted(len(line) for line, _ in ends)
    if not ends or not _NARROWEST <= (width := widths[len(widths) * 9 // 10]) <= _WIDEST:
        return None
    column = _Column(width, words_of(text))
    wrapped = sum(
        not CLOSED.search(line)
        and following[0].isalpha()
        and not following[0].isupper()
        and column.full(line, following, 0.75)
        for line, following in ends
    )
    return column if wrapped >= _LEAST_WRAPPED * len(ends) else None


def _joined_without_space(line: str, following: str) -> bool:
    """Whether two lines join without a space: `Al-Qahera` at its hyphen, or Chinese and Japanese characters."""
    return joins_at_hyphen(line, following) or (_wide(line[-1]) and _wide(following[0]))


def _wide(character: str) -> bool:
    """Whether a character is Chinese or Japanese, scripts without spaces between words."""
    return unicodedata.east_asian_width(character) in "WF" and not unicodedata.combining(character)
