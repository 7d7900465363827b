"""Word by word, what is the same and what is not: the cheapest edit from a stretch of the corpus to a quotation.

An edit is found by anchors (the longest run of equal tokens, then the longest on either side of it, and so on) and, in
the small gaps between, by dynamic programming (`assistant.quotes.edit_path`). It is deterministic, and every operation can
be shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import islice
from typing import Literal

from .edit_path import REACH, EditPath, QuotationEnds, TokenPair
from .tokens import Token, TokenisedText, occurrences

EditOperation = Literal["equal", "replace", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Step:
    """Tokens `first` to `last` of the corpus became tokens `given` to `until` of the quotation (half-open)."""

    op: EditOperation
    first: int
    last: int
    given: int
    until: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Steps in order: together all of the quotation's tokens, and a stretch of the corpus's."""

    steps: tuple[Step, ...]

    @property
    def bounds(self) -> tuple[int, int]:
        """The corpus's tokens that it covers (half-open)."""
        return self.steps[0].first, self.steps[-1].last


_AGAIN = 6  # further places of the longest run that are tried


def alignments(
    corpus: TokenisedText,
    given: Sequence[Token],
    alike: Callable[[str, str], float],
    ends: QuotationEnds,
    worth: Callable[[int, int], bool],
) -> Iterator[Alignment]:
    """The cheapest edit from a stretch of the corpus to all of `given`, then those at other places of the same corpus.

    None where they share no token. `alike` (0 to 1) says how near two words are, so that a changed word is paired with
    the one it stands for. `worth` is asked before each but the first: whether an edit inside these tokens of the corpus
    (half-open) would be of use.
    """
    there, here = corpus.keys, [token.key for token in given]
    matcher = SequenceMatcher(None, there, here, autojunk=False)
    path = EditPath(corpus, given, alike, ends)
    anchor = matcher.find_longest_match()
    if not anchor.size:
        return
    yield (first := _anchored(path, anchor, *_bounds(anchor, len(there), len(here))))
    run = given[anchor.b : anchor.b + anchor.size]
    again = (at for at, _ in occurrences(corpus, run, loose=False) if at != anchor.a)
    for at in islice(again, _AGAIN):
        other = Match(at, anchor.b, anchor.size)
        bounds = _bounds(other, len(there), len(here))
        if worth(*bounds):
            yield _anchored(path, other, *bounds)
    low, high = first.bounds
    others = [matcher.find_longest_match(0, low), matcher.find_longest_match(high, len(there))]
    other = max(others, key=lambda match: match.size)
    bounds = _bounds(other, len(there), len(here))
    if other.size >= max(3, len(here) // 5) and worth(*bounds):
        yield _anchored(path, other, *bounds)


def _bounds(anchor: Match, there: int, here: int) -> tuple[int, int]:
    """The tokens of the corpus that an edit around an anchor may reach (half-open)."""
    return (
        max(0, anchor.a - 2 * anchor.b - REACH),
        min(there, anchor.a + anchor.size + 2 * (here - anchor.b - anchor.size) + REACH),
    )


def _anchored(path: EditPath, anchor: Match, low: int, high: int) -> Alignment:
    here = len(path.given)
    before = path.edit(range(anchor.a - 1, low - 1, -1), range(anchor.b - 1, -1, -1), free=True)
    after = path.edit(range(anchor.a + anchor.size, high), range(anchor.b + anchor.size, here), free=True)
    middle = [(anchor.a + k, anchor.b + k) for k in range(anchor.size)]
    return Alignment(tuple(_steps([*reversed(before), *middle, *after], path.same)))


def _steps(pairs: Sequence[TokenPair], alike: Callable[[int, int], bool]) -> Iterator[Step]:
    """Pairs put together into runs: equal tokens, and what lies between them as one change."""
    first = next(a for a, _ in pairs if a is not None)
    at, given = first, 0
    run: list[TokenPair] = []
    equal = False

    def close() -> Iterator[Step]:
        nonlocal at, given
        if run:
            dropped, added = sum(a is not None for a, _ in run), sum(b is not None for _, b in run)
            op: EditOperation = (
                "equal" if equal else "replace" if dropped and added else "delete" if dropped else "insert"
            )
            yield Step(op, at, at + dropped, given, given + added)
            at, given = at + dropped, given + added

    for a, b in pairs:
        same = a is not None and b is not None and alike(a, b)
        if same != equal:
            yield from close()
            run, equal = [], same
        run.append((a, b))
    yield from close()
