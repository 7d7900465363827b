"""A quotation as submitted: its words, and what it marks as left out (`…`, `[...]`) or inserted (`[the group]`)."""

from dataclasses import dataclass
from typing import Literal

from .tokens import ENDINGS, QuoteToken, TokenisedText, has_vowels, tokenise

INSERTED = 16
"""The most tokens that square brackets may hold and still count as an insertion."""

_AUXILIARIES = frozenset("am is are will would have has had".split())
_CLITICS = frozenset(("s", "re", "ve", "ll", "d", "m"))


@dataclass(frozen=True, slots=True)
class Gap:
    """A marked change between two pieces of a quotation: tokens `first` to `last` of the quotation (half-open)."""

    kind: Literal["omission", "insertion", "letter"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ParsedQuotation:
    """A parsed quotation.

    `first` to `last` are its tokens without the quoting writer's own marks at either end (half-open). `pieces` are the token
    ranges between marked changes; `gaps[i]` is the marked change before `pieces[i]`, or `None`. `opened` and `ended` say that
    an omission or insertion is marked at the very start or end. `with_verbs`: a mark in brackets takes in the verb behind it.
    """

    tokenised: TokenisedText
    first: int
    last: int
    pieces: tuple[tuple[int, int], ...]
    gaps: tuple[Gap | None, ...]
    opened: bool
    ended: bool
    with_verbs: bool = False

    @property
    def body(self) -> tuple[QuoteToken, ...]:
        """The tokens to compare, including marks of omission."""
        return self.tokenised.tokens[self.first : self.last]

    @property
    def marked(self) -> bool:
        """Whether the quotation marks any omission or insertion."""
        return self.opened or self.ended or any(self.gaps)

    def tokens(self, piece: int) -> tuple[QuoteToken, ...]:
        """The tokens of one piece."""
        first, last = self.pieces[piece]
        return self.tokenised.tokens[first:last]

    @property
    def words(self) -> int:
        """The number of words in all pieces."""
        return sum(token.kind == "word" for at in range(len(self.pieces)) for token in self.tokens(at))


def parse(quote: str, *, with_verbs: bool = False) -> ParsedQuotation:
    """Parse a quotation.

    `with_verbs`: an auxiliary verb behind a bracket belongs to the marked change, as in `[They] are` for `they’re`.
    """
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
    gaps, joined = _gaps(tokens, first, last, lettered, with_verbs=with_verbs)
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
            # Of two marks in a row (`... [they]`) the omission allows more: any words may be missing there.
            omission = pending is not None and pending.kind == "omission"
            pending = Gap("omission", pending.first, gap.last) if omission and pending else gap
            at = gap.last
    return ParsedQuotation(
        found, first, last, tuple(pieces), tuple(before), opened, ended or pending is not None, joined
    )


def _opens(token: QuoteToken) -> bool:
    return token.kind in ("quote", "ellipsis") or (token.kind == "dash" and token.key == "-")


def _ends(tokens: tuple[QuoteToken, ...], first: int, last: int) -> bool:
    token = tokens[last - 1]
    if token.key in ("]", ")"):
        opening = "[" if token.key == "]" else "("
        return opening not in [one.key for one in tokens[first : last - 1]]
    return token.kind in ("quote", "ellipsis", "dash") or token.key in ENDINGS


def _bare(tokens: tuple[QuoteToken, ...], first: int, last: int, after: bool, before: bool) -> tuple[int, int]:
    """Return a piece without the punctuation next to a mark of omission."""
    while after and first < last and (tokens[first].key in ENDINGS or tokens[first].kind in ("quote", "dash")):
        first += 1
    while before and last > first and (tokens[last - 1].key in ENDINGS or tokens[last - 1].kind in ("quote", "dash")):
        last -= 1
    return first, last


def _gaps(
    tokens: tuple[QuoteToken, ...], first: int, last: int, lettered: frozenset[int], *, with_verbs: bool
) -> tuple[list[Gap], bool]:
    """Return the marked changes, and whether one takes in the verb behind it."""
    gaps: list[Gap] = []
    joined = False
    at = first
    while at < last:
        token = tokens[at]
        if token.kind == "ellipsis":
            gaps.append(Gap("omission", at, at + 1))
        elif token.key == "[":
            close = next((k for k in range(at + 1, min(last, at + INSERTED)) if tokens[k].key == "]"), None)
            if close is not None:
                close = _with_clitic(tokens, close, last)
                if with_verbs and close + 1 < last and tokens[close + 1].key.lower() in _AUXILIARIES:
                    close, joined = close + 1, True
                gaps.append(Gap("insertion", at, close + 1))
                at = close
        elif at in lettered:
            gaps.append(Gap("letter", at, at))
        at += 1
    return gaps, joined


def _with_clitic(tokens: tuple[QuoteToken, ...], close: int, last: int) -> int:
    """Return the last token of a bracket with a short verb joined to it: `[The mayor]'s coming` for `he's coming`."""
    behind = tokens[close + 1 : min(last, close + 3)]
    joined = len(behind) == 2 and behind[0].kind == "quote" and behind[1].key in _CLITICS
    adjacent = joined and tokens[close].end == behind[0].start and behind[0].end == behind[1].start
    return close + 2 if adjacent else close


def _lettered(found: TokenisedText) -> tuple[TokenisedText, frozenset[int]]:
    """Join `[T]he` into one word; return the indices of such words, too."""
    tokens: list[QuoteToken] = []
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
            rest = found.tokens[at + 4 : at + 5]
            if some[3].kind == "quote" and rest and rest[0].kind == "word" and some[3].end == rest[0].start:
                # `[d]'Souza`
                tokens.append(QuoteToken(f"{some[1].key}'{rest[0].key}", some[0].start, rest[0].end, "word"))
                at += 5
                continue
            joined = some[3].kind == "word"  # otherwise it is a one-letter word: `[T]-cells`
            key, end = (some[1].key + some[3].key, some[3].end) if joined else (some[1].key, some[2].end)
            tokens.append(QuoteToken(key, some[0].start, end, "word"))
            at += 4 if joined else 3
        else:
            tokens.append(some[0])
            at += 1
    return TokenisedText(found.text, tuple(tokens)), frozenset(lettered)
