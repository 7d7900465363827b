"""Words and marks as they are compared: all that is harmless about a quotation is decided here, and nowhere else.

Two stretches of text say the same, word for word, when their tokens' `key`s are equal. A key forgets only what is
declared harmless (`Harmless`): the style of quotation marks and dashes, white space, Unicode compatibility forms, soft
hyphens and other invisible characters, Arabic lengthening strokes. Case, digits, diacritics, letters of other scripts
and inner punctuation stay, so that a changed one is seen. Not compatible here, although NFKC says so: superscripts,
subscripts, fractions and circled digits (`10²` is not `102`). Controls that reorder what is shown stay in the word.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Literal, NamedTuple

TokenKind = Literal["word", "mark", "quote", "dash", "ellipsis"]
Normalisation = Literal[
    "quotation marks",
    "dashes",
    "ellipsis marks",
    "white space",
    "compatibility forms",
    "invisible characters",
    "Arabic lengthening strokes",
    "Arabic vowel marks",
    "case of the first letter",
    "closing punctuation",
]
"""The differences that leave a quotation verbatim, by the names that a report lists."""


SEPARATOR = "\x1f"
"""Stands in no key: it is white space to the tokens' pattern."""


class Token(NamedTuple):
    """A word or mark: `key` is compared, `start` and `end` are offsets into the text that it was read from."""

    key: str
    start: int
    end: int
    kind: TokenKind


_token = partial(
    tuple.__new__, Token
)  # as `Token(…)`, at half the cost: a long quotation is compared with 10,000 of them

# Soft hyphen; zero-width space, joiners and their like; byte-order mark; variation selectors.
_INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff"
_TATWEEL = "\u0640"
VOWELS = "\u064b-\u0652\u0670"
"""Arabic marks that are left out in most texts: short vowels, doubling, absence of a vowel (a part of a regex class)."""
REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that change the order in which others are shown (a part of a regex class)."""

QUOTES = "\"“”„‟«»‹›‘’‚‛'`´′″「」『』〝〞〟"
DASHES = "\\-‐‑‒–—―−﹘﹣－"
_APOSTROPHES = "'’‘ʼ′´`"

_SPECIAL = re.compile(
    f"\u00ad[ \t]*\n[ \t]*|[{_INVISIBLE}{_TATWEEL}\u061c\u200e\u200f"
    "\u00aa-\u00bf\u0132\u0133\u013f\u0140\u0149\u017f\u01c4-\u01cc\u01f1-\u01f3\u02b0-\u02b8\u0675-\u0678"
    "\u1d2c-\u1d6a\u2000-\u200a\u2011\u202f\u205f\u2070-\u209c\u2100-\u2189\u2460-\u24ea\u3000\u3131-\u318e"
    "\u3200-\u33ff\uf900-\ufaff\ufb00-\ufb06\ufb13-\ufdfc\ufe10-\ufe6f\ufe70-\ufefc\uff01-\uffee"
    "\U0001d400-\U0001d7ff\U0001ee00-\U0001eebb\U0001f100-\U0001f2ff]"
)
_CLUSTER = re.compile("[\u1100-\u11ff]+|[^\\W_][\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
                      "\u08d3-\u08ff\u093c\u09bc-\u09d7\u0b3e-\u0b57\u0bbe-\u0bd7\u0cc2-\u0cd6\u0d3e-\u0d57\u1ab0-\u1aff"
                      "\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]+")  # fmt: skip
# What is written without spaces between words is compared character by character.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_PUNCTUATION = (
    "!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    "\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u0609-\u060d\u061b\u061d-\u061f\u066a-\u066d\u06d4"
    "\u2010-\u2029\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e5d\u3001-\u3020\u3030\ufd3e\ufd3f\ufffc\ufffd"
    "\U0001f000-\U0001faff"
)
_LETTER = f"[^\\s{_PUNCTUATION}{_UNSPACED}]"
_TOKEN = re.compile(
    r"(?P<ellipsis>[\[(]\s?(?:…|\.{2,}|\. \. \.)\s?[\])]|…[.…]*|\.{2,}|\. \. \.(?: \.)?)"
    rf"|(?P<word>(?:[^\W\d_]\.)+[^\W\d_](?!{_LETTER})"
    rf"|{_LETTER}+(?:(?:(?<=\d)[.,:٫٬](?=\d)|(?<=[^\W\d_])[{_APOSTROPHES}](?=[^\W\d_])){_LETTER}+)*)"
    rf"|(?P<dash>--+|[{DASHES}])"
    rf"|(?P<quote>''|``|[{QUOTES}])"
    rf"|(?P<mark>[{_UNSPACED}]|\S)"
)
APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
"""Every apostrophe as the straight one, for `str.translate`."""
_CLOSED_INSIDE = frozenset(".,;:!?…،؛؟")
ENDINGS = frozenset(".,;:!?…،؛؟۔。！？)]")
"""Marks that end a sentence or clause: at a quotation's end they are the quoter's."""


@dataclass(frozen=True)
class TokenisedText:
    """A text's tokens, in order, and the text."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def keys(self) -> list[str]:
        """What is compared."""
        return [token.key for token in self.tokens]

    @cached_property
    def joined(self) -> str:
        """The keys with `SEPARATOR` before, between and behind them, for looking up several at once."""
        return SEPARATOR + SEPARATOR.join(self.keys) + SEPARATOR

    def words(self) -> int:
        """How many of the tokens are words."""
        return sum(token.kind == "word" for token in self.tokens)

    def words_between(self, first: int, last: int) -> int:
        """How many words tokens `first` to `last` hold."""
        return sum(token.kind == "word" for token in self.tokens[first:last])

    def of(self, first: int, last: int) -> str:
        """The text from token `first` up to, not including, token `last`; empty where there is none."""
        if first >= last:
            return ""
        some = self.tokens[first:last]
        return self.text[min(t.start for t in some) : max(t.end for t in some)]


def tokenise(text: str, *, vowels: bool = True) -> TokenisedText:
    """The tokens of any text; `vowels=False` forgets Arabic vowel marks too."""
    folded, offsets = _folded(text, vowels)
    tokens: list[Token] = []
    for found in _TOKEN.finditer(folded):
        kind: TokenKind = found.lastgroup  # type: ignore[assignment]  # one of the pattern's own names
        key = found.group()
        start, end = found.span()
        if kind == "word":
            if "`" in key or not key.isascii():
                key = key.translate(APOSTROPHE)
            if offsets is None:
                tokens.append(_token((key, start, end, kind)))
                continue
        elif kind == "dash":
            key = _dash(folded, start, end)
        elif kind in ("quote", "ellipsis"):
            key = '"' if kind == "quote" else "…"
        elif key >= "\u0e00" and key.isalpha():
            kind = "word"
        if offsets is not None:
            start, end = _origin(offsets, start)[0], _origin(offsets, end - 1)[1]
        token = _token((key, start, end, kind))
        last = tokens[-1] if key in _CLOSED_INSIDE and len(tokens) > 1 else None
        if last is not None and last.kind == "quote" and last.end == token.start:
            # `peace”,` and `peace,”` are two houses' styles of one thing.
            tokens[-1] = token._replace(start=last.start, end=last.end)
            token = last._replace(start=token.start, end=token.end)
        tokens.append(token)
    return TokenisedText(text, tuple(tokens))


def plain(text: str, *, vowels: bool = True) -> str:
    """The text without invisible characters and compatibility forms, as tokens are read from it."""
    return _folded(text, vowels)[0]


def has_vowels(text: str) -> bool:
    """Whether the text writes Arabic vowel marks."""
    return bool(_VOWEL.search(text))


_VOWEL = re.compile(f"[{VOWELS}]")


def _dash(text: str, start: int, end: int) -> str:
    """A minus sign is told from a dash: a number follows at once, and nothing stands before."""
    minus = text[end : end + 1].isdigit() and (start == 0 or text[start - 1].isspace() or text[start - 1] in "([$€£")
    return "−" if minus and end - start == 1 else "-"


_Offsets = tuple[
    list[int], list[int], list[int]
]  # where pieces begin: in the folded text, in the original; their width


def _origin(offsets: _Offsets, at: int) -> tuple[int, int]:
    """Where a character of the folded text stands in the original; `width` 0 is a piece that is as it was."""
    starts, origins, widths = offsets
    piece = bisect_right(starts, at) - 1
    if widths[piece]:
        return origins[piece], origins[piece] + widths[piece]
    return origins[piece] + at - starts[piece], origins[piece] + at - starts[piece] + 1


def _folded(text: str, vowels: bool) -> tuple[str, _Offsets | None]:
    """The text without what is harmless inside words, and how to get back to its offsets (`None`: they are the same)."""
    if text.isascii():
        return text, None
    changes = [(m.start(), m.end(), _plain(m[0], text, m.start())) for m in _SPECIAL.finditer(text)]
    if not vowels:
        changes += [(m.start(), m.end(), "") for m in _VOWEL.finditer(text)]
    if not unicodedata.is_normalized("NFC", text):
        taken = {start for start, _, _ in changes}
        for m in _CLUSTER.finditer(text):
            composed = unicodedata.normalize("NFC", m[0])
            if composed != m[0] and taken.isdisjoint(range(m.start(), m.end())):
                changes.append((m.start(), m.end(), composed))
    changes = sorted(one for one in changes if text[one[0] : one[1]] != one[2])
    if not changes:
        return text, None
    pieces: list[str] = []
    offsets: _Offsets = ([], [], [])
    at = length = 0

    def add(piece: str, origin: int, width: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            for numbers, number in zip(offsets, (length, origin, width), strict=True):
                numbers.append(number)
            length += len(piece)

    for start, end, plain in changes:
        add(text[at:start], at, 0)
        add(plain, start, end - start)  # every character of it stands for all of the original
        at = end
    add(text[at:], at, 0)
    return "".join(pieces), offsets


def _plain(found: str, text: str, at: int) -> str:
    """What stands for a special character."""
    if found in "\u061c\u200e\u200f":
        return "" if _idle(found, text, at) else found
    if len(found) > 1 or found == _TATWEEL or unicodedata.category(found) == "Cf" or "\ufe00" <= found <= "\ufe0f":
        return ""
    return _compatible(found)


# Two numbers, or a sign and its number, that would be shown in the other order.
_SWAPS = re.compile(r"\d\s*[-–—−/:+]?\s+\d|\d[-–—−/:+]\d|(?:^|\s)[-–−+]\d")


def _idle(mark: str, text: str, at: int) -> bool:
    """Whether a direction mark changes nothing that is shown (Unicode's UAX 9, for text of mostly one direction).

    It does where numbers stand between it and the next letter: `10-20` would be shown as `20-10`.
    """
    wanted = ("L",) if mark == "\u200e" else ("R", "AL")
    before = (unicodedata.bidirectional(c) for c in reversed(text[max(0, at - 60) : at]))
    if next((d for d in before if d in ("L", "R", "AL")), "") in wanted:
        return True
    after = ""
    for character in text[at + 1 : at + 60]:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            if character in "\u061c\u200e\u200f":
                continue
            if direction in wanted:
                return True
            break
        after += character
    return not _SWAPS.search(after)


@lru_cache(maxsize=4096)
def _compatible(character: str) -> str:
    """The plain form of a compatibility character; itself where the form says something."""
    if character in _APOSTROPHES or character in QUOTES:
        return character
    tag = unicodedata.decomposition(character).partition(">")[0]
    plain = unicodedata.normalize("NFKC", character)
    if character in "™℠":
        return plain
    if tag in ("<super", "<sub", "<fraction", "<circle"):
        return character
    digits = any(c.isdigit() for c in plain)
    if digits and tag not in ("<wide", "<narrow", "<font"):
        return character
    if plain[0] == " " and len(plain) > 1:  # a spacing accent
        return character
    return plain


def occurrences(corpus: TokenisedText, given: Sequence[Token], *, loose: bool = True) -> Iterator[tuple[int, int]]:
    """Where `given` stands in the corpus, token by token (half-open); `loose`: the first letter's case is free."""
    if not given or len(corpus.tokens) < len(given):
        return
    keys = corpus.keys
    head, *rest = (token.key for token in given)
    if not rest:
        yield from ((at, at + 1) for at, key in enumerate(keys) if begins_alike(key, head, loose))
        return
    # The text that is searched begins with a separator, so what stands before a find is a number of whole tokens.
    joined = corpus.joined
    wanted = SEPARATOR + SEPARATOR.join(rest) + SEPARATOR
    place, counted, upto = joined.find(wanted), 0, 0
    while place >= 0:
        counted += joined.count(SEPARATOR, upto, place)
        upto = place
        if counted > 0 and begins_alike(keys[counted - 1], head, loose):
            yield counted - 1, counted + len(rest)
        place = joined.find(wanted, place + 1)


def begins_alike(key: str, head: str, loose: bool) -> bool:
    """Whether two words are equal, or (`loose`) differ in the case of their first letter only."""
    if key == head:
        return True
    a, b = key[:1], head[:1]
    return loose and key[1:] == head[1:] and (a.lower() == b or a.upper() == b or a == b.lower() or a == b.upper())
