"""Judge quotations that join separate places without marking it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...corpus.interruption import checkpoint
from .candidates import RUN, AlignedWindow, has_foreign_words, joins_places
from .places import PlaceFinder, Window, phrases
from .report import Judgement, Place
from .tokens import QuoteToken
from .utterance_bounds import one_utterance

SPLICED = 0.85
"""The share of a quotation's words that separate places must have in runs for the quotation to count as stitched."""


@dataclass(frozen=True, slots=True)
class TokenRun:
    """Tokens `quote_first` to `quote_last` of the quotation (half-open), found in a window from token `first` on."""

    quote_first: int
    quote_last: int
    window: Window
    first: int

    @property
    def last(self) -> int:
        """The end of the run in the window (exclusive)."""
        return self.first + self.quote_last - self.quote_first


def longest_runs(finder: PlaceFinder, tokens: Sequence[QuoteToken], windows: Sequence[Window]) -> list[TokenRun]:
    """Split the quotation, from the start, into the longest runs that occur anywhere."""
    runs = list(_longest(tokens, windows))
    missing = _missing(runs, len(tokens))
    if runs and missing[1] - missing[0] >= RUN:
        further = finder.windows_for(tokens[missing[0] : missing[1]])
        runs = list(_longest(tokens, list(dict.fromkeys([*windows, *further]))))
    return runs


def _missing(runs: Sequence[TokenRun], length: int) -> tuple[int, int]:
    """Return the longest stretch of the quotation that no run covers."""
    borders = [0, *(at for run in runs for at in (run.quote_first, run.quote_last)), length]
    stretches = [(borders[at], borders[at + 1]) for at in range(0, len(borders), 2)]
    return max(stretches, key=lambda one: one[1] - one[0])


def _longest(tokens: Sequence[QuoteToken], windows: Sequence[Window]) -> Iterator[TokenRun]:
    quote_keys = [token.key for token in tokens]
    heads = {tuple(quote_keys[at : at + RUN]) for at in range(len(quote_keys) - RUN + 1)}
    sought = [phrases(tokens[at : at + RUN]) for at in range(len(quote_keys) - RUN + 1)]
    places: dict[tuple[str, ...], list[tuple[Window, int]]] = {}
    for window in windows:
        checkpoint()
        if all(map(window.lacks, sought)):
            continue
        keys = window.tokenised.keys
        for at, head in enumerate(zip(*(keys[k:] for k in range(RUN)), strict=False)):
            if head in heads:
                places.setdefault(head, []).append((window, at))
    at = 0
    while at <= len(quote_keys) - RUN:
        checkpoint()
        best: TokenRun | None = None
        for window, first in places.get(tuple(quote_keys[at : at + RUN]), ()):
            length = RUN
            window_tokens = window.tokenised.tokens
            while (
                at + length < len(quote_keys)
                and first + length < len(window_tokens)
                and window_tokens[first + length].key == quote_keys[at + length]
            ):
                length += 1
            if best is None or length > best.quote_last - best.quote_first:
                best = TokenRun(at, at + length, window, first)
        if (
            best is not None
            and sum(token.kind == "word" for token in tokens[best.quote_first : best.quote_last]) >= RUN
        ):
            yield best
            at = best.quote_last
        else:
            at += 1


def judge_stitched(
    finder: PlaceFinder, runs: Sequence[TokenRun], tokens: Sequence[QuoteToken], best: AlignedWindow | None
) -> Judgement | None:
    """Return `stitched` if runs from separate places make up the quotation and no single place has nearly as much of it."""
    if len(runs) < 2:
        return None
    words = sum(token.kind == "word" for token in tokens)
    covered = sum(token.kind == "word" for run in runs for token in tokens[run.quote_first : run.quote_last])
    if covered < SPLICED * words:
        return None
    two = len(runs) == 2 and covered == words and best is not None and has_foreign_words(best, tokens)
    if best is not None and best.words >= covered - 3 and not two and not joins_places(finder, best):
        return None
    places = tuple(finder.place(run.window, run.window.tokenised, run.first, run.last) for run in runs)
    if len({one.document.id for one in places}) == 1 and _in_order(places) and one_utterance(places):
        return None
    named = len({one.document.id for one in places})
    where = f"{named} different documents" if named > 1 else "separate places of one document"
    reason = f"The pieces stand in {where}, and the quotation does not mark it."
    return Judgement("stitched", places=places, nearest=places[0], reasons=(reason,))


def _in_order(places: Sequence[Place]) -> bool:
    return all(a.span.end <= b.span.start for a, b in pairwise(places))
