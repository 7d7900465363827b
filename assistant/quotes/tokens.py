"""Tokens: words and marks in the form in which they are compared. Only this module decides which differences are harmless.

Two stretches of text match word for word when the `key`s of their tokens are equal. A key drops only the harmless
differences (`Normalisation`): the style of quotation marks and dashes, white space, Unicode compatibility forms, soft
hyphens and other invisible characters, and Arabic lengthening strokes. Case, digits, diacritics, letters of other scripts
and punctuation inside a sentence stay, so that a change to any of them is noticed. Superscripts, subscripts, fractions and
circled digits also stay, although NFKC would convert them: `10²` is not `102`. Control characters that reorder the
displayed text stay in the word.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Literal, NamedTuple

TokenKind = Literal["word", "mark", "quote", "dash", "ellipsis"]
SEPARATOR = "\x1f"
"""Occurs in no key: the token pattern treats it as white space."""


class QuoteToken(NamedTuple):
    """A word or mark. `key` is what is compared; `start` and `end` are code-point offsets into the source text."""

    key: str
    start: int
    end: int
    kind: TokenKind


_token = partial(
    tuple.__new__, QuoteToken
)  # `Token(…)` at half the cost: a long quotation is compared with 10,000 tokens

# Soft hyphen; zero-width space, joiners and their like; byte-order mark; variation selectors.
_INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff"
_TATWEEL = "\u0640"
VOWELS = "\u064b-\u0652\u0670"
"""Arabic marks that most texts leave out: short vowels, doubling, no vowel (content of a regex character class)."""
REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that change the order in which others are displayed (content of a regex character class)."""

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
# Scripts without spaces between words are compared character by character.
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
"""Table for `str.translate` that turns every apostrophe into the straight one."""
CLOSED_INSIDE = frozenset(".,;:!?…،؛؟")
ENDINGS = frozenset(".,;:!?…،؛؟۔。！？)]")
"""Marks that end a sentence or clause. At the end of a quotation they belong to the writer who quotes."""


@dataclass(frozen=True)
class TokenisedText:
    """A text and its tokens, in order."""

    text: str
    tokens: tuple[QuoteToken, ...]

    @cached_property
    def keys(self) -> list[str]:
        """The keys of the tokens."""
        return [token.key for token in self.tokens]

    @cached_property
    def joined(self) -> str:
        """The keys with `SEPARATOR` before, between and after them, so that several can be searched for at once."""
        return SEPARATOR + SEPARATOR.join(self.keys) + SEPARATOR

    def words(self) -> int:
        """Count the words among the tokens."""
        return sum(token.kind == "word" for token in self.tokens)

    def words_between(self, first: int, last: int) -> int:
        """Count the words from token `first` up to, but not including, token `last`."""
        return sum(token.kind == "word" for token in self.tokens[first:last])

    def of(self, first: int, last: int) -> str:
        """Return the text from token `first` up to, but not including, token `last`; empty if there are no tokens."""
        if first >= last:
            return ""
        some = self.tokens[first:last]
        return self.text[min(t.start for t in some) : max(t.end for t in some)]


def tokenise(text: str, *, vowels: bool = True) -> TokenisedText:
    """Split a text into tokens; `vowels=False` also drops Arabic vowel marks."""
    folded, offsets = _folded(text, vowels)
    tokens: list[QuoteToken] = []
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
        last = tokens[-1] if key in CLOSED_INSIDE and len(tokens) > 1 else None
        if last is not None and last.kind == "quote" and last.end == token.start:
            # `peace”,` and `peace,”` differ in house style only.
            tokens[-1] = token._replace(start=last.start, end=last.end)
            token = last._replace(start=token.start, end=token.end)
        tokens.append(token)
    return TokenisedText(text, tuple(tokens))


def moved(tokens: Sequence[QuoteToken], by: int) -> tuple[QuoteToken, ...]:
    """Return the tokens with their offsets increased."""
    return tuple([_token((key, start + by, end + by, kind)) for key, start, end, kind in tokens])


def plain(text: str, *, vowels: bool = True) -> str:
    """Return the text without invisible characters and compatibility forms, as the tokens see it."""
    return _folded(text, vowels)[0]


def has_vowels(text: str) -> bool:
    """Return whether the text contains Arabic vowel marks."""
    return bool(_VOWEL.search(text))


_VOWEL = re.compile(f"[{VOWELS}]")


def _dash(text: str, start: int, end: int) -> str:
    """Tell a minus sign from a dash: a number follows it directly, and it starts a word."""
    minus = text[end : end + 1].isdigit() and (start == 0 or text[start - 1].isspace() or text[start - 1] in "([$€£")
    return "−" if minus and end - start == 1 else "-"


_Offsets = tuple[
    list[int], list[int], list[int]
]  # where pieces start in the folded text and in the original, and their width in the original


def _origin(offsets: _Offsets, at: int) -> tuple[int, int]:
    """Return the original range of a character of the folded text; a piece of width 0 is unchanged."""
    starts, origins, widths = offsets
    piece = bisect_right(starts, at) - 1
    if widths[piece]:
        return origins[piece], origins[piece] + widths[piece]
    return origins[piece] + at - starts[piece], origins[piece] + at - starts[piece] + 1


def _folded(text: str, vowels: bool) -> tuple[str, _Offsets | None]:
    """Return the text without harmless differences inside words, and offsets back to the original (`None`: unchanged)."""
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
        add(plain, start, end - start)  # each of its characters maps to the whole original range
        at = end
    add(text[at:], at, 0)
    return "".join(pieces), offsets


def _plain(found: str, text: str, at: int) -> str:
    """Return the replacement for a special character."""
    if found in "\u061c\u200e\u200f":
        return "" if _idle(found, text, at) else found
    if len(found) > 1 or found == _TATWEEL or unicodedata.category(found) == "Cf" or "\ufe00" <= found <= "\ufe0f":
        return ""
    return _compatible(found)


# Two numbers, or a sign and its number, that would be displayed in the opposite order.
_SWAPS = re.compile(r"\d\s*[-–—−/:+]?\s+\d|\d[-–—−/:+]\d|(?:^|\s)[-–−+]\d")


def _idle(mark: str, text: str, at: int) -> bool:
    """Return whether a direction mark has no visible effect (Unicode's UAX 9, for text mostly in one direction).

    It has an effect if there are numbers between it and the next letter: `10-20` would be displayed as `20-10`.
    """
    directions = ("L",) if mark == "\u200e" else ("R", "AL")
    before = (unicodedata.bidirectional(c) for c in reversed(text[max(0, at - 60) : at]))
    if next((d for d in before if d in ("L", "R", "AL")), "") in directions:
        return True
    after = ""
    for character in text[at + 1 : at + 60]:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            if character in "\u061c\u200e\u200f":
                continue
            if direction in directions:
                return True
            break
        after += character
    return not _SWAPS.search(after)


@lru_cache(maxsize=4096)
def _compatible(character: str) -> str:
    """Return the plain form of a compatibility character, or the character itself if its form carries meaning."""
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


def occurrences(
    corpus: TokenisedText, sought: Sequence[QuoteToken], *, loose: bool = True
) -> Iterator[tuple[int, int]]:
    """Find `sought` in the corpus, token by token; yield half-open token ranges. `loose`: ignore the case of the first letter."""
    if not sought or len(corpus.tokens) < len(sought):
        return
    keys = corpus.keys
    head, *rest = (token.key for token in sought)
    if not rest:
        yield from ((at, at + 1) for at, key in enumerate(keys) if begins_alike(key, head, loose))
        return
    # The searched text starts with a separator, so the text before a match consists of whole tokens.
    joined = corpus.joined
    needle = SEPARATOR + SEPARATOR.join(rest) + SEPARATOR
    place, counted, upto = joined.find(needle), 0, 0
    while place >= 0:
        counted += joined.count(SEPARATOR, upto, place)
        upto = place
        if counted > 0 and begins_alike(keys[counted - 1], head, loose):
            yield counted - 1, counted + len(rest)
        place = joined.find(needle, place + 1)


def begins_alike(key: str, head: str, loose: bool) -> bool:
    """Return whether two words are equal or, with `loose`, differ only in the case of their first letter."""
    if key == head:
        return True
    a, b = key[:1], head[:1]
    return loose and key[1:] == head[1:] and (a.lower() == b or a.upper() == b or a == b.lower() or a == b.upper())
