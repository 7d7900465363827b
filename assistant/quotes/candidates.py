"""Find the source of an altered quotation: align it with the stretches that the index proposes, and pick the best."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...corpus.interruption import checkpoint
from .alignment import Alignment, alignments
from .edit_path import QuotationEnds
from .places import PlaceFinder, Window, phrases
from .quotation import ParsedQuotation
from .report import Fit
from .tokens import QuoteToken, TokenisedText
from .utterance_bounds import one_utterance

FIRST = 3
"""Stretches that are aligned at once, in the order of the index."""

CLEAR = 0.85
"""The share of the words from which a place is clearly the source, so that no other is tried."""

STEP, CHANGE = 0.02, 0.004
"""The score lost for each change, and for each token in it."""

CLOSE = 0.02
"""Scores this close count as equal; then the place that fits what was asked wins."""

RUN = 4
"""The length of a run that two texts rarely share by chance, and the least length of a piece of a stitched quotation."""

RUN_SHARED = 3
"""The length of the runs by which stretches are chosen for alignment."""

FOREIGN = 3
"""The number of words foreign to a place from which the quotation may be stitched from two places."""


@dataclass(frozen=True, slots=True)
class AlignedWindow:
    """A quotation aligned with one stretch.

    `share` is the part of the quotation's weight that is unchanged (0 to 1), `words` the number of unchanged words.
    """

    window: Window
    alignment: Alignment
    share: float
    words: int

    @property
    def score(self) -> float:
        """The share that is unchanged, less a penalty for each change and each changed token."""
        steps = sum(step.op != "equal" for step in self.alignment.steps)
        return self.share - STEP * steps - CHANGE * self.changes

    @property
    def changes(self) -> int:
        """The number of tokens that differ."""
        steps = (step for step in self.alignment.steps if step.op != "equal")
        return sum(max(step.last - step.first, step.quote_last - step.quote_first) for step in steps)


def ends_of(quotation: ParsedQuotation) -> QuotationEnds:
    """Describe how the quotation starts and ends; `heads` count the compared tokens only."""
    heads, count = set(), 0
    for first, last in quotation.pieces:
        heads.add(count)
        count += last - first
    opening = quotation.tokens(0)[0].key
    closing = {token.key for token in quotation.tokenised.tokens[quotation.last :]}
    return QuotationEnds(frozenset(heads), opening[0].isupper(), bool(closing & set(".!?؟۔。")))


def leading(windows: Sequence[Window]) -> list[Window]:
    """Return the stretches that the index rates about as good as the best."""
    return [one for one in windows[:FIRST] if one.stretch.score >= 0.9 * windows[0].stretch.score]


def best_alignment(
    finder: PlaceFinder,
    tokens: Sequence[QuoteToken],
    windows: Sequence[Window],
    fit: Fit,
    known: dict[Window, AlignedWindow | None],
) -> AlignedWindow | None:
    """Return the alignment with most of the words; among equals the one with the fewest changes.

    `known` caches the alignments of this quotation, one for each stretch.
    """
    weights = QuotationWeights(finder, tokens)
    top = float("-inf")
    for window in windows:
        checkpoint()
        if window not in known:
            if weights.upper_bound(window.tokenised.keys) <= top - CLOSE:
                continue  # it has too few of the words to come close
            known[window] = _aligned(finder, window, tokens, weights)
        if (found := known[window]) is not None:
            top = max(top, found.score)
    aligned = [one for window in windows if (one := known.get(window)) is not None]
    if len(aligned) < 2:
        return aligned[0] if aligned else None
    close = [one for one in aligned if one.score > top - CLOSE]

    def rank(one: AlignedWindow) -> tuple[int, float]:
        suits = fit(finder.place(one.window, one.window.tokenised, *_bounds(one.alignment))) if fit else 0
        return suits, round(one.score, 4)

    return max(close, key=rank)


def _bounds(found: Alignment) -> tuple[int, int]:
    first, last = found.bounds
    return first, max(last, first + 1)


def sharing_most(windows: Sequence[Window], tokens: Sequence[QuoteToken], most: int) -> list[Window]:
    """Return the `most` windows that share most runs of three tokens with the quotation, ignoring case; ties keep their order."""
    width = min(RUN_SHARED, len(tokens))
    low = [token._replace(key=token.key.lower()) for token in tokens]
    runs = [(range(at, at + width), phrases(low[at : at + width])) for at in range(len(low) - width + 1)]
    # An upper bound that is quick to compute, so that windows with too few runs need not be tokenised.
    hopes = [len({at for run, sought in runs if not one.lacks_any_case(sought) for at in run}) for one in windows]
    counted: list[tuple[int, int]] = []
    for at in sorted(range(len(windows)), key=lambda at: -hopes[at]):
        checkpoint()
        if len(counted) >= most and hopes[at] < -counted[most - 1][0]:
            break
        counted.append((-_shared(windows[at].tokenised, [token.key for token in low], width) if hopes[at] else 0, at))
        counted.sort()
    return [windows[at] for _, at in counted[:most]]


def _shared(corpus: TokenisedText, quote_keys: Sequence[str], width: int) -> int:
    """Count the tokens of the quotation that are part of a run shared with the corpus."""
    keys = [key.lower() for key in corpus.keys]
    corpus_runs = set(zip(*(keys[k:] for k in range(width)), strict=False))
    shared: set[int] = set()
    for at in range(len(quote_keys) - width + 1):
        if tuple(quote_keys[at : at + width]) in corpus_runs:
            shared.update(range(at, at + width))
    return len(shared)


class QuotationWeights:
    """The weights of a quotation's tokens, and the best score that a stretch of the corpus can reach."""

    def __init__(self, finder: PlaceFinder, tokens: Sequence[QuoteToken]) -> None:
        self.ends = ends_of(finder.quotation)
        self.total = sum(finder.weight(token) for token in tokens) or 1.0
        self._heads = [tokens[at] for at in self.ends.heads]
        self._rest = Counter(token.key for at, token in enumerate(tokens) if at not in self.ends.heads)
        self._weights = {token.key: finder.weight(token) / self.total for token in tokens}

    def upper_bound(self, keys: Sequence[str]) -> float:
        """Return the highest score that an alignment with these keys of the corpus can have."""
        available = Counter(keys)
        lacking = [(key, n - available[key]) for key, n in self._rest.items() if n > available[key]]
        lacking += [(one.key, 1) for one in self._heads if not self._begins(available, one.key)]
        changes = sum(n for _, n in lacking)
        lost = sum(n * self._weights[key] for key, n in lacking)
        return 1.0 - lost - (STEP + CHANGE * changes if changes else 0.0) + 1e-9

    @staticmethod
    def _begins(available: Counter[str], key: str) -> bool:
        return any(one + key[1:] in available for one in {key[0], key[0].lower(), key[0].upper()})


def _aligned(
    finder: PlaceFinder, window: Window, tokens: Sequence[QuoteToken], weights: QuotationWeights
) -> AlignedWindow | None:
    best: AlignedWindow | None = None
    keys = window.tokenised.keys

    def worth(first: int, last: int) -> bool:
        return best is None or weights.upper_bound(keys[first:last]) > best.score

    for found in alignments(window.tokenised, tokens, finder.alike, weights.ends, worth):
        same = [
            token for step in found.steps if step.op == "equal" for token in tokens[step.quote_first : step.quote_last]
        ]
        words = sum(token.kind == "word" for token in same)
        one = AlignedWindow(window, found, sum(map(finder.weight, same)) / weights.total, words)
        if best is None or one.score > best.score:
            best = one
        if one.share >= CLEAR and one.changes <= 1:
            break  # no other place in the same stretch can be closer
    return best


def has_foreign_words(best: AlignedWindow, tokens: Sequence[QuoteToken]) -> bool:
    """Return whether at least `FOREIGN` words of the quotation do not occur at the place."""
    new = [
        token
        for step in best.alignment.steps
        if step.op != "equal"
        for token in tokens[step.quote_first : step.quote_last]
    ]
    return sum(token.kind == "word" for token in new) >= FOREIGN


def joins_places(finder: PlaceFinder, best: AlignedWindow) -> bool:
    """Return whether the alignment leaves out so much that its two sides are separate places.

    They are separate if they cannot be one utterance, or if the omission crosses the end of a sentence without consisting of
    whole sentences: then two half sentences are shown as one.
    """
    read = best.window.tokenised
    equal = [step for step in best.alignment.steps if step.op == "equal"]
    for before, after in pairwise(equal):
        if read.words_between(before.last, after.first) < RUN:
            continue
        pieces = [finder.place(best.window, read, step.first, step.last) for step in (before, after)]
        if not one_utterance(pieces) or joins_half_sentences(read, before.last, after.first):
            return True
    return False


def joins_half_sentences(read: TokenisedText, first: int, last: int) -> bool:
    """Return whether tokens `first` to `last` contain the end of a sentence but are not whole sentences."""
    stops = [at for at in range(first, last) if read.tokens[at].key in ".!?"]
    whole = first > 0 and read.tokens[first - 1].key in ".!?" and read.tokens[last - 1].key in '.!?"'
    return bool(stops) and not whole and stops != [last - 1]
