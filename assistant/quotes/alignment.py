"""Word-by-word alignment: the cheapest edit that turns a stretch of the corpus into a quotation.

Anchors come first (the longest run of equal tokens, then the longest on either side, and so on); dynamic programming fills
the small gaps between them (`assistant.quotes.edit_path`). The result is deterministic, and each operation can be shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import islice
from typing import Literal

from .edit_path import REACH, EditPath, QuotationEnds, TokenPair
from .tokens import QuoteToken, TokenisedText, occurrences

EditOperation = Literal["equal", "replace", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: tokens `first` to `last` of the corpus became tokens `quote_first` to `quote_last` (both half-open)."""

    op: EditOperation
    first: int
    last: int
    quote_first: int
    quote_last: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Steps in order. Together they cover all tokens of the quotation and one stretch of the corpus."""

    steps: tuple[Step, ...]

    @property
    def bounds(self) -> tuple[int, int]:
        """The range of corpus tokens covered (half-open)."""
        return self.steps[0].first, self.steps[-1].last


_AGAIN = 6  # further occurrences of the longest run that are tried


def alignments(
    corpus: TokenisedText,
    quote: Sequence[QuoteToken],
    alike: Callable[[str, str], float],
    ends: QuotationEnds,
    worth: Callable[[int, int], bool],
) -> Iterator[Alignment]:
    """Yield the cheapest edit from a stretch of the corpus to all of `quote`, then edits at other places of the same corpus.

    Yields nothing if they share no token. `alike` rates the similarity of two words from 0 to 1, so that a changed word is
    paired with its original. `worth` is asked before each edit but the first: whether an edit inside this range of corpus
    tokens (half-open) could be of use.
    """
    corpus_keys, quote_keys = corpus.keys, [token.key for token in quote]
    matcher = SequenceMatcher(None, corpus_keys, quote_keys, autojunk=False)
    path = EditPath(corpus, quote, alike, ends)
    anchor = matcher.find_longest_match()
    if not anchor.size:
        return
    yield (first := _anchored(path, anchor, *_bounds(anchor, len(corpus_keys), len(quote_keys))))
    run = quote[anchor.b : anchor.b + anchor.size]
    again = (at for at, _ in occurrences(corpus, run, loose=False) if at != anchor.a)
    for at in islice(again, _AGAIN):
        other = Match(at, anchor.b, anchor.size)
        bounds = _bounds(other, len(corpus_keys), len(quote_keys))
        if worth(*bounds):
            yield _anchored(path, other, *bounds)
    low, high = first.bounds
    others = [matcher.find_longest_match(0, low), matcher.find_longest_match(high, len(corpus_keys))]
    other = max(others, key=lambda match: match.size)
    bounds = _bounds(other, len(corpus_keys), len(quote_keys))
    if other.size >= max(3, len(quote_keys) // 5) and worth(*bounds):
        yield _anchored(path, other, *bounds)


def _bounds(anchor: Match, corpus_length: int, quote_length: int) -> tuple[int, int]:
    """Return the range of corpus tokens that an edit around an anchor may reach (half-open)."""
    return (
        max(0, anchor.a - 2 * anchor.b - REACH),
        min(corpus_length, anchor.a + anchor.size + 2 * (quote_length - anchor.b - anchor.size) + REACH),
    )


def _anchored(path: EditPath, anchor: Match, low: int, high: int) -> Alignment:
    quote_length = len(path.quote)
    before = path.edit(range(anchor.a - 1, low - 1, -1), range(anchor.b - 1, -1, -1), free=True)
    after = path.edit(range(anchor.a + anchor.size, high), range(anchor.b + anchor.size, quote_length), free=True)
    middle = [(anchor.a + k, anchor.b + k) for k in range(anchor.size)]
    return Alignment(tuple(_steps([*reversed(before), *middle, *after], path.same)))


def _steps(pairs: Sequence[TokenPair], alike: Callable[[int, int], bool]) -> Iterator[Step]:
    """Merge pairs into steps: runs of equal tokens, and each gap between them as one change."""
    first = next(a for a, _ in pairs if a is not None)
    at, quote_at = first, 0
    run: list[TokenPair] = []
    equal = False

    def close() -> Iterator[Step]:
        nonlocal at, quote_at
        if run:
            dropped, added = sum(a is not None for a, _ in run), sum(b is not None for _, b in run)
            op: EditOperation = (
                "equal" if equal else "replace" if dropped and added else "delete" if dropped else "insert"
            )
            yield Step(op, at, at + dropped, quote_at, quote_at + added)
            at, quote_at = at + dropped, quote_at + added

    for a, b in pairs:
        same = a is not None and b is not None and alike(a, b)
        if same != equal:
            yield from close()
            run, equal = [], same
        run.append((a, b))
    yield from close()
