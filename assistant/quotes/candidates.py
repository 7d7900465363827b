"""Which place an altered quotation comes from: the alignments with the stretches that the index proposes, and the best."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from .alignment import Alignment, Step, alignments
from .edit_path import QuotationEnds
from .places import PlaceFinder, Window, phrases
from .quotation import ParsedQuotation
from .report import Fit
from .tokens import Token, TokenisedText
from .utterance_bounds import together

FIRST = 3
"""Stretches that are aligned at once, as the index ranks them."""

CLEAR = 0.85
"""Share of the words from which on the place is clear, and no other is looked at."""

STEP, CHANGE = 0.02, 0.004
"""What a score loses for every change, and for every token in it."""

CLOSE = 0.02
"""Scores that are no further apart are as good as equal: then what was asked for decides."""

RUN = 4
"""Tokens in a row that two texts rarely share by chance; a piece of a stitched quotation has at least as many words."""

RUN_SHARED = 3
"""Tokens of the runs by which stretches are chosen for alignment."""

STRANGERS = 3
"""Words that are none of a place's from which on the quotation may be pieces of two places rather than a changed one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quotation set against one stretch.

    `share` is how much of its weight is the same (0 to 1), `words` how many of its words are.
    """

    window: Window
    found: Alignment
    share: float
    words: int

    @property
    def score(self) -> float:
        """The share of the words that are the same, less a little for every change and every word left out."""
        steps = sum(step.op != "equal" for step in self.found.steps)
        return self.share - STEP * steps - CHANGE * self.changes

    @property
    def changes(self) -> int:
        """How many tokens differ."""
        steps = (step for step in self.found.steps if step.op != "equal")
        return sum(max(step.last - step.first, step.until - step.given) for step in steps)


def ends(quotation: ParsedQuotation) -> QuotationEnds:
    """How the quotation begins and ends; its tokens are counted among those that are compared."""
    heads, count = set(), 0
    for first, last in quotation.pieces:
        heads.add(count)
        count += last - first
    opening = quotation.tokens(0)[0].key
    closing = {token.key for token in quotation.read.tokens[quotation.last :]}
    return QuotationEnds(frozenset(heads), opening[0].isupper(), bool(closing & set(".!?؟۔。")))


def first_of(windows: Sequence[Window]) -> list[Window]:
    """The stretches that the index finds about as good as the best."""
    return [one for one in windows[:FIRST] if one.stretch.score >= 0.9 * windows[0].stretch.score]


def best_of(
    finder: PlaceFinder,
    tokens: Sequence[Token],
    windows: Sequence[Window],
    fit: Fit,
    known: dict[Window, Candidate | None],
) -> Candidate | None:
    """The alignment with most of the words, and among equals the one with the fewest changes.

    `known` keeps the alignments of this quotation, one for each stretch.
    """
    wanted = QuotationWeights(finder, tokens)
    top = float("-inf")
    for window in windows:
        if window not in known:
            if wanted.most(window.read.keys) <= top - CLOSE:
                continue  # so few of its words cannot come close
            known[window] = _aligned(finder, window, tokens, wanted)
        if (found := known[window]) is not None:
            top = max(top, found.score)
    aligned = [one for window in windows if (one := known.get(window)) is not None]
    if len(aligned) < 2:
        return aligned[0] if aligned else None
    close = [one for one in aligned if one.score > top - CLOSE]

    def rank(one: Candidate) -> tuple[int, float]:
        suits = fit(finder.place(one.window, one.window.read, *_bounds(one.found))) if fit else 0
        return suits, round(one.score, 4)

    return max(close, key=rank)


def _bounds(found: Alignment) -> tuple[int, int]:
    first, last = found.bounds
    return first, max(last, first + 1)


def most_covered(windows: Sequence[Window], tokens: Sequence[Token], most: int) -> list[Window]:
    """The `most` windows that share most runs of three tokens with the quotation, in any case; of equals the first."""
    width = min(RUN_SHARED, len(tokens))
    low = [token._replace(key=token.key.lower()) for token in tokens]
    runs = [(range(at, at + width), phrases(low[at : at + width])) for at in range(len(low) - width + 1)]
    # No more than these can be shared, as a quick look tells: a window that has too few is not read.
    hopes = [len({at for run, sought in runs if not one.lacks_any_case(sought) for at in run}) for one in windows]
    counted: list[tuple[int, int]] = []
    for at in sorted(range(len(windows)), key=lambda at: -hopes[at]):
        if len(counted) >= most and hopes[at] < -counted[most - 1][0]:
            break
        counted.append((-_covered(windows[at].read, [token.key for token in low], width) if hopes[at] else 0, at))
        counted.sort()
    return [windows[at] for _, at in counted[:most]]


def _covered(corpus: TokenisedText, wanted: Sequence[str], width: int) -> int:
    """How many of the quotation's tokens stand in runs that the corpus has too."""
    keys = [key.lower() for key in corpus.keys]
    there = set(zip(*(keys[k:] for k in range(width)), strict=False))
    shared: set[int] = set()
    for at in range(len(wanted) - width + 1):
        if tuple(wanted[at : at + width]) in there:
            shared.update(range(at, at + width))
    return len(shared)


class QuotationWeights:
    """A quotation's tokens as what a stretch of the corpus may have of them."""

    def __init__(self, finder: PlaceFinder, tokens: Sequence[Token]) -> None:
        self.ends = ends(finder.quotation)
        self.total = sum(finder.weight(token) for token in tokens) or 1.0
        self._heads = [tokens[at] for at in self.ends.heads]
        self._rest = Counter(token.key for at, token in enumerate(tokens) if at not in self.ends.heads)
        self._weights = {token.key: finder.weight(token) / self.total for token in tokens}

    def most(self, keys: Sequence[str]) -> float:
        """The score that an alignment with these keys of the corpus has at the most."""
        there = Counter(keys)
        lacking = [(key, n - there[key]) for key, n in self._rest.items() if n > there[key]]
        lacking += [(one.key, 1) for one in self._heads if not self._begins(there, one.key)]
        changes = sum(n for _, n in lacking)
        lost = sum(n * self._weights[key] for key, n in lacking)
        return 1.0 - lost - (STEP + CHANGE * changes if changes else 0.0) + 1e-9

    @staticmethod
    def _begins(there: Counter[str], key: str) -> bool:
        return any(one + key[1:] in there for one in {key[0], key[0].lower(), key[0].upper()})


def _aligned(
    finder: PlaceFinder, window: Window, tokens: Sequence[Token], wanted: QuotationWeights
) -> Candidate | None:
    best: Candidate | None = None
    keys = window.read.keys

    def worth(first: int, last: int) -> bool:
        return best is None or wanted.most(keys[first:last]) > best.score

    for found in alignments(window.read, tokens, finder.alike, wanted.ends, worth):
        same = [token for step in found.steps if step.op == "equal" for token in tokens[step.given : step.until]]
        words = sum(token.kind == "word" for token in same)
        one = Candidate(window, found, sum(map(finder.weight, same)) / wanted.total, words)
        if best is None or one.score > best.score:
            best = one
        if one.share >= CLEAR and one.changes <= 1:
            break  # no other place of the same stretch will be nearer
    return best


def foreign(best: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether as many of the words as `STRANGERS` are none of the place's."""
    new = [token for step in best.found.steps if step.op != "equal" for token in tokens[step.given : step.until]]
    return sum(token.kind == "word" for token in new) >= STRANGERS


def jumps(finder: PlaceFinder, best: Candidate) -> bool:
    """Whether the alignment leaves out so much that its two sides are separate places.

    They are where they cannot be one utterance, or where what is left out goes over a sentence's end without being whole
    sentences: then halves of two are shown as one.
    """
    read = best.window.read
    equal = [step for step in best.found.steps if step.op == "equal"]
    for before, after in pairwise(equal):
        if read.words_between(before.last, after.first) < RUN:
            continue
        pieces = [finder.place(best.window, read, step.first, step.last) for step in (before, after)]
        if not together(pieces) or halves(read, before.last, after.first):
            return True
    return False


def halves(read: TokenisedText, first: int, last: int) -> bool:
    """Whether tokens `first` to `last` hold the end of a sentence, and are not whole sentences."""
    stops = [at for at in range(first, last) if read.tokens[at].key in ".!?"]
    whole = first > 0 and read.tokens[first - 1].key in ".!?" and read.tokens[last - 1].key in '.!?"'
    return bool(stops) and not whole and stops != [last - 1]


KIN = 0.8
"""How near (`alike`) a word must be to the one in its place to count as the same here: a form of it, or a lookalike."""

ROW = 5
"""Words in a row, two of them telling, that show the place where all others but one are in theirs too.

How rare a word is in an index of three reports says little: there the words in a row decide.
"""

# Set by judgement, then tried on sentences and fragments of SummEdits, BUMP and SQuAD 2.0 with half of
# the documents indexed and half not.
MARGIN, OUTER = -1.0, 3.0  # nats beyond chance; more where only the first or last words differ: a mere common phrase

LOST, SKIPPED, AVERAGE = 0.8, 0.4, 2.5  # for a word that is not shared, one left out; what a shared one tells at least


def accepted(finder: PlaceFinder, best: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether so much is the same that the quotation must come from there, and not only speak of the same things.

    What the shared words tell is added up (`Rarity.weight`, in nats, so that chance has the logarithm of the number of
    passages to beat), less something for every word that is not shared.
    """
    steps = best.found.steps
    # What lies beyond the end of a sentence that was left out adds nothing: the words on one side must be enough.
    read = best.window.read
    cuts = [at for at, step in enumerate(steps) if step.op != "equal" and halves(read, step.first, step.last)]
    groups = [steps[a:b] for a, b in zip([0, *(at + 1 for at in cuts)], [*cuts, len(steps)], strict=True)]
    total = sum(token.kind == "word" for token in tokens)
    return any(_enough(finder, read, tokens, group, total) for group in groups if group)


def _enough(
    finder: PlaceFinder, read: TokenisedText, tokens: Sequence[Token], steps: Sequence[Step], total: int
) -> bool:
    """Whether these steps alone show that the quotation, of `total` words, comes from there."""
    told, words, skipped = 0.0, 0, 0
    row: tuple[Token, ...] = ()
    gone: Counter[str] = Counter()
    come: list[Token] = []
    for step in steps:
        old = [token for token in read.tokens[step.first : step.last] if token.kind == "word"]
        new = [token for token in tokens[step.given : step.until] if token.kind == "word"]
        if step.op == "equal":
            same = old
            row = max(row, tuple(same), key=len)
        else:
            same = [one for one, other in zip(old, new, strict=False) if finder.alike(one.key, other.key) >= KIN]
            skipped += len(old) - len(same)
            if not same:
                gone.update(token.key for token in old)
                come += new
        words += len(same)
        told += sum(map(finder.weight, same))
    if come and words + len(come) == total and not Counter(token.key for token in come) - gone:
        words, skipped = total, skipped - len(come)  # all the words are there, and some of them moved
        told += sum(map(finder.weight, come))
    lost = max(0, total - words)
    edits = sum(step.op != "equal" for step in steps)
    inner = any(step.op != "equal" for step in steps[1:-1])
    if len(row) >= ROW and max(lost, skipped) <= 1 and sum(map(finder.tells, row)) >= 2:
        return True
    gain = told - LOST * lost - SKIPPED * min(skipped, 20) - max(0, edits - 1)
    return (
        gain >= log(max(2, finder.rarity.passages)) + MARGIN + (0 if inner else OUTER)
        and told >= AVERAGE * lost
        and words >= max(2, (words + lost) // 2)
        and (len(row) >= 3 or edits <= 1 or not lost)
    )
