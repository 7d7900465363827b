"""A quotation as it was given: its words, and what it marks itself as left out (`…`, `[...]`) or put in (`[the group]`)."""

from dataclasses import dataclass
from typing import Literal

from .tokens import ENDINGS, Token, TokenisedText, has_vowels, tokenise

INSERTED = 16
"""Tokens that square brackets may hold to be taken for an insertion."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a quotation marks between two of its pieces: tokens `first` to `last` of it (half-open)."""

    kind: Literal["omission", "insertion", "letter"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ParsedQuotation:
    """A quotation that was read.

    `first` to `last` are its tokens without what is the quoter's at both ends (half-open); `pieces` are those between
    its marks, and `gaps[i]` stands before `pieces[i]` (`None`: nothing does). `opened` and `ended` say that an omission
    or insertion is marked at the very beginning or end.
    """

    read: TokenisedText
    first: int
    last: int
    pieces: tuple[tuple[int, int], ...]
    gaps: tuple[Gap | None, ...]
    opened: bool
    ended: bool

    @property
    def body(self) -> tuple[Token, ...]:
        """The tokens to compare, marks of omission among them."""
        return self.read.tokens[self.first : self.last]

    @property
    def marked(self) -> bool:
        """Whether it marks that something was left out or put in."""
        return self.opened or self.ended or any(self.gaps)

    def tokens(self, piece: int) -> tuple[Token, ...]:
        """The tokens of one piece."""
        first, last = self.pieces[piece]
        return self.read.tokens[first:last]

    @property
    def words(self) -> int:
        """How many words its pieces have."""
        return sum(token.kind == "word" for at in range(len(self.pieces)) for token in self.tokens(at))


def parse_quotation(quote: str) -> ParsedQuotation:
    """Read a quotation."""
    found, lettered = _lettered(tokenise(quote, vowels=has_vowels(quote)))
    tokens = found.tokens
    first, last = 0, len(tokens)
    opened = ended = False
    while first < last and _opens(tokens[first]):
        opened |= tokens[first].kind == "ellipsis"
        first += 1
    while first < last and _ends(tokens, first, last):
        ended |= tokens[last - 1].kind == "ellipsis"
        last -= 1
    gaps = _gaps(tokens, first, last, lettered)
    pieces: list[tuple[int, int]] = []
    before: list[Gap | None] = []
    at, pending = first, None
    for gap in [*gaps, None]:
        begin, end = _bare(tokens, at, gap.first if gap else last, pending is not None, gap is not None)
        if begin < end:
            pieces.append((begin, end))
            before.append(pending)
            pending = None
        if gap is not None:
            # Of two marks in a row (`... [they]`) the omission says more: anything may lie there.
            omission = pending is not None and pending.kind == "omission"
            pending = Gap("omission", pending.first, gap.last) if omission and pending else gap
            at = gap.last
    return ParsedQuotation(found, first, last, tuple(pieces), tuple(before), opened, ended or pending is not None)


def _opens(token: Token) -> bool:
    return token.kind in ("quote", "ellipsis") or (token.kind == "dash" and token.key == "-")


def _ends(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    token = tokens[last - 1]
    if token.key in ("]", ")"):
        opening = "[" if token.key == "]" else "("
        return opening not in [one.key for one in tokens[first : last - 1]]
    return token.kind in ("quote", "ellipsis", "dash") or token.key in ENDINGS


def _bare(tokens: tuple[Token, ...], first: int, last: int, after: bool, before: bool) -> tuple[int, int]:
    """A piece without the punctuation that stands next to a mark of omission."""
    while after and first < last and (tokens[first].key in ENDINGS or tokens[first].kind in ("quote", "dash")):
        first += 1
    while before and last > first and (tokens[last - 1].key in ENDINGS or tokens[last - 1].kind in ("quote", "dash")):
        last -= 1
    return first, last


def _gaps(tokens: tuple[Token, ...], first: int, last: int, lettered: frozenset[int]) -> list[Gap]:
    gaps: list[Gap] = []
    at = first
    while at < last:
        token = tokens[at]
        if token.kind == "ellipsis":
            gaps.append(Gap("omission", at, at + 1))
        elif token.key == "[":
            close = next((k for k in range(at + 1, min(last, at + INSERTED)) if tokens[k].key == "]"), None)
            if close is not None:
                gaps.append(Gap("insertion", at, close + 1))
                at = close
        elif at in lettered:
            gaps.append(Gap("letter", at, at))
        at += 1
    return gaps


def _lettered(found: TokenisedText) -> tuple[TokenisedText, frozenset[int]]:
    """`[T]he` as one word, and where such words stand."""
    tokens: list[Token] = []
    lettered: set[int] = set()
    at = 0
    while at < len(found.tokens):
        some = found.tokens[at : at + 4]
        if (
            len(some) == 4
            and (some[0].key, some[2].key) == ("[", "]")
            and (some[1].kind, len(some[1].key)) == ("word", 1)
            and some[0].start + 3 == some[3].start
        ):
            lettered.add(len(tokens))
            joined = some[3].kind == "word"  # else it is a word of one letter: `[T]-cells`
            key, end = (some[1].key + some[3].key, some[3].end) if joined else (some[1].key, some[2].end)
            tokens.append(Token(key, some[0].start, end, "word"))
            at += 4 if joined else 3
        else:
            tokens.append(some[0])
            at += 1
    return TokenisedText(found.text, tuple(tokens)), frozenset(lettered)
