"""Quotations that are put together from separate places without saying so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .candidates import RUN, Candidate, foreign, jumps
from .places import PlaceFinder, Window, phrases
from .report import Judgement, Place
from .tokens import Token
from .utterance_bounds import together

SPLICED = 0.85
"""Share of a quotation's words that separate places must have in runs for it to be stitched from them."""


@dataclass(frozen=True, slots=True)
class TokenRun:
    """Tokens `given` to `until` of the quotation, as they stand in a window from token `first`."""

    given: int
    until: int
    window: Window
    first: int

    @property
    def last(self) -> int:
        """The window's token behind the last one."""
        return self.first + self.until - self.given


def runs(finder: PlaceFinder, tokens: Sequence[Token], windows: Sequence[Window]) -> list[TokenRun]:
    """The quotation cut, from its beginning, into the longest runs that stand anywhere."""
    runs = list(_longest(tokens, windows))
    missing = _missing(runs, len(tokens))
    if runs and missing[1] - missing[0] >= RUN:
        further = finder.more(tokens[missing[0] : missing[1]])
        runs = list(_longest(tokens, list(dict.fromkeys([*windows, *further]))))
    return runs


def _missing(runs: Sequence[TokenRun], length: int) -> tuple[int, int]:
    """The longest stretch of the quotation that no run has."""
    borders = [0, *(at for run in runs for at in (run.given, run.until)), length]
    stretches = [(borders[at], borders[at + 1]) for at in range(0, len(borders), 2)]
    return max(stretches, key=lambda one: one[1] - one[0])


def _longest(tokens: Sequence[Token], windows: Sequence[Window]) -> Iterator[TokenRun]:
    wanted = [token.key for token in tokens]
    heads = {tuple(wanted[at : at + RUN]) for at in range(len(wanted) - RUN + 1)}
    sought = [phrases(tokens[at : at + RUN]) for at in range(len(wanted) - RUN + 1)]
    places: dict[tuple[str, ...], list[tuple[Window, int]]] = {}
    for window in windows:
        if all(map(window.lacks, sought)):
            continue
        keys = window.read.keys
        for at, head in enumerate(zip(*(keys[k:] for k in range(RUN)), strict=False)):
            if head in heads:
                places.setdefault(head, []).append((window, at))
    at = 0
    while at <= len(wanted) - RUN:
        best: TokenRun | None = None
        for window, first in places.get(tuple(wanted[at : at + RUN]), ()):
            length = RUN
            there = window.read.tokens
            while (
                at + length < len(wanted)
                and first + length < len(there)
                and there[first + length].key == wanted[at + length]
            ):
                length += 1
            if best is None or length > best.until - best.given:
                best = TokenRun(at, at + length, window, first)
        if best is not None and sum(token.kind == "word" for token in tokens[best.given : best.until]) >= RUN:
            yield best
            at = best.until
        else:
            at += 1


def stitched(
    finder: PlaceFinder, runs: Sequence[TokenRun], tokens: Sequence[Token], best: Candidate | None
) -> Judgement | None:
    """`stitched`, where runs from separate places make up the quotation and no one place has nearly as much of it."""
    if len(runs) < 2:
        return None
    words = sum(token.kind == "word" for token in tokens)
    covered = sum(token.kind == "word" for run in runs for token in tokens[run.given : run.until])
    if covered < SPLICED * words:
        return None
    two = len(runs) == 2 and covered == words and best is not None and foreign(best, tokens)
    if best is not None and best.words >= covered - 3 and not two and not jumps(finder, best):
        return None
    places = tuple(finder.place(run.window, run.window.read, run.first, run.last) for run in runs)
    if len({one.document.id for one in places}) == 1 and _in_order(places) and together(places):
        return None
    named = len({one.document.id for one in places})
    where = f"{named} different documents" if named > 1 else "separate places of one document"
    return Judgement("stitched", (), (), places, places[0], (), (f"The pieces stand in {where}, and nothing says so.",))


def _in_order(places: Sequence[Place]) -> bool:
    return all(a.span.end <= b.span.start for a, b in pairwise(places))
