"""Quotations whose words differ from the corpus's: the place that they come from, and every change by its name."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from assistant.quotes.align import Alignment, Ends, Step, alignments
from assistant.quotes.context import together
from assistant.quotes.flags import alike, flagged
from assistant.quotes.outcome import Outcome, listed
from assistant.quotes.pieces import Given
from assistant.quotes.places import Finder, Window, severed_before, severed_behind
from assistant.quotes.tokens import Read, Token
from assistant.quotes.values import Place, QuoteFlag, WordEdit

FIRST = 3
"""Stretches that are aligned at once, as the index ranks them."""

CLEAR = 0.85
"""Share of the words from which on the place is clear, and no other is looked at."""

COMPARED = 4
"""Stretches that are aligned: those that share most runs of words with the quotation."""

RUN = 4
"""Tokens in a row that two texts rarely share by chance; a piece of a stitched quotation has at least as many words."""

KIN = 0.8
"""How near (`alike`) a word must be to the one in its place to count as the same here: a form of it, or a lookalike."""

# Set on sentences and fragments of four to nine words: with one change, of indexed documents (99 % are accepted, all of
# five words and more), and of documents that are not indexed (0.6 % are); SummEdits, BUMP and SQuAD 2.0, half and half.
MARGIN, OUTER = -1.0, 3.0  # nats beyond chance; more where only the first or last words differ: a mere common phrase
LOST, SKIPPED, AVERAGE = 0.8, 0.4, 2.5  # for a word that is not shared, one left out; what a shared one tells at least

SPLICED = 0.85
"""Share of a quotation's words that separate places must have in runs for it to be stitched from them."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens `given` to `until` of the quotation, as they stand in a window from token `first`."""

    given: int
    until: int
    window: Window
    first: int

    @property
    def last(self) -> int:
        return self.first + self.until - self.given


@dataclass(frozen=True, slots=True)
class _Aligned:
    window: Window
    found: Alignment
    share: float
    words: int

    @property
    def score(self) -> float:
        """The share of the words that are the same, less a little for every change and every word left out."""
        steps = sum(step.op != "equal" for step in self.found.steps)
        return self.share - 0.02 * steps - 0.004 * self.changes

    @property
    def changes(self) -> int:
        """How many tokens differ."""
        steps = (step for step in self.found.steps if step.op != "equal")
        return sum(max(step.last - step.first, step.until - step.given) for step in steps)


def changed(finder: Finder, quotation: Given, fit: Callable[[Place], int]) -> Outcome | None:
    """`altered` or `stitched`; `None` where no place has enough of the words."""
    tokens = tuple(token for piece in range(len(quotation.pieces)) for token in quotation.tokens(piece))
    best = _best(finder, tokens, _first(finder.windows), fit)
    if best is None or best.share < CLEAR or _foreign(best, tokens) or _jumps(finder, best):
        shared = sorted(finder.windows, key=lambda window: -_covered(window.read, tokens))[:COMPARED]
        best = _best(finder, tokens, shared, fit)
        if (stitched := _stitched(finder, _runs(finder, tokens, finder.windows), tokens, best)) is not None:
            return stitched
    if best is None or not _accepted(finder, best, tokens):
        return None
    return _altered(finder, quotation, tokens, best)


def _ends(quotation: Given) -> Ends:
    """How the quotation begins and ends; its tokens are counted among those that are compared."""
    heads, count = set(), 0
    for first, last in quotation.pieces:
        heads.add(count)
        count += last - first
    opening = quotation.tokens(0)[0].key
    closing = {token.key for token in quotation.read.tokens[quotation.last :]}
    return Ends(frozenset(heads), opening[0].isupper(), bool(closing & set(".!?؟۔。")))


def _first(windows: Sequence[Window]) -> list[Window]:
    """The stretches that the index finds about as good as the best."""
    return [one for one in windows[:FIRST] if one.stretch.score >= 0.9 * windows[0].stretch.score]


def _best(
    finder: Finder, tokens: Sequence[Token], windows: Sequence[Window], fit: Callable[[Place], int]
) -> "_Aligned | None":
    """The alignment with most of the words, and among equals the one with the fewest changes."""
    aligned = [one for window in windows if (one := _aligned(finder, window, tokens)) is not None]
    if len(aligned) < 2:
        return aligned[0] if aligned else None
    top = max(one.score for one in aligned)
    close = [one for one in aligned if one.score > top - 0.02]
    return max(
        close,
        key=lambda one: (fit(finder.place(one.window, one.window.read, *_bounds(one.found))), round(one.score, 4)),
    )


def _bounds(found: Alignment) -> tuple[int, int]:
    first, last = found.bounds
    return first, max(last, first + 1)


def _covered(corpus: Read, tokens: Sequence[Token]) -> int:
    """How many of the quotation's tokens stand in runs of three that the corpus has too."""
    keys, wanted = [k.lower() for k in corpus.keys], [t.key.lower() for t in tokens]
    width = min(3, len(wanted))
    there = set(zip(*(keys[k:] for k in range(width)), strict=False))
    covered: set[int] = set()
    for at in range(len(wanted) - width + 1):
        if tuple(wanted[at : at + width]) in there:
            covered.update(range(at, at + width))
    return len(covered)


def _aligned(finder: Finder, window: Window, tokens: Sequence[Token]) -> _Aligned | None:
    total = sum(finder.weight(token) for token in tokens) or 1.0
    best: _Aligned | None = None
    for found in alignments(window.read, tokens, alike, _ends(finder.quotation)):
        same = [token for step in found.steps if step.op == "equal" for token in tokens[step.given : step.until]]
        words = sum(token.kind == "word" for token in same)
        one = _Aligned(window, found, sum(map(finder.weight, same)) / total, words)
        if best is None or one.score > best.score:
            best = one
        if one.share >= CLEAR and one.changes <= 1:
            break  # no other place of the same stretch will be nearer
    return best


def _accepted(finder: Finder, best: _Aligned, tokens: Sequence[Token]) -> bool:
    """Whether so much is the same that the quotation must come from there, and not only speak of the same things.

    What the shared words tell is added up (`Rarity.weight`, in nats, so that chance has the logarithm of the number of
    passages to beat), less something for every word that is not shared.
    """
    steps = best.found.steps
    # What lies beyond the end of a sentence that was left out adds nothing: the words on one side must be enough.
    read = best.window.read
    cuts = [at for at, step in enumerate(steps) if step.op != "equal" and _halves(read, step.first, step.last)]
    groups = [steps[a:b] for a, b in zip([0, *(at + 1 for at in cuts)], [*cuts, len(steps)], strict=True)]
    total = sum(token.kind == "word" for token in tokens)
    return any(_enough(finder, read, tokens, group, total) for group in groups if group)


def _enough(finder: Finder, read: Read, tokens: Sequence[Token], steps: Sequence[Step], total: int) -> bool:
    """Whether these steps alone show that the quotation, of `total` words, comes from there."""
    told, words, skipped, longest = 0.0, 0, 0, 0
    for step in steps:
        old = [token for token in read.tokens[step.first : step.last] if token.kind == "word"]
        new = [token for token in tokens[step.given : step.until] if token.kind == "word"]
        if step.op == "equal":
            same = old
            longest = max(longest, len(same))
        else:
            same = [one for one, other in zip(old, new, strict=False) if alike(one.key, other.key) >= KIN]
            skipped += len(old) - len(same)
        words += len(same)
        told += sum(map(finder.weight, same))
    lost = max(0, total - words)
    edits = sum(step.op != "equal" for step in steps)
    inner = any(step.op != "equal" for step in steps[1:-1])
    gain = told - LOST * lost - SKIPPED * min(skipped, 20) - max(0, edits - 1)
    return (
        gain >= log(max(2, finder.rarity.passages)) + MARGIN + (0 if inner else OUTER)
        and told >= AVERAGE * lost
        and words >= max(2, (words + lost) // 2)
        and (longest >= 3 or edits <= 1)
    )


def _runs(finder: Finder, tokens: Sequence[Token], windows: Sequence[Window]) -> list[_Run]:
    """The quotation cut, from its beginning, into the longest runs that stand anywhere."""
    runs = list(_longest(tokens, windows))
    missing = _missing(runs, len(tokens))
    if runs and missing[1] - missing[0] >= RUN:
        further = finder.more(tokens[missing[0] : missing[1]])
        runs = list(_longest(tokens, list(dict.fromkeys([*windows, *further]))))
    return runs


def _missing(runs: Sequence[_Run], length: int) -> tuple[int, int]:
    """The longest stretch of the quotation that no run has."""
    borders = [0, *(at for run in runs for at in (run.given, run.until)), length]
    stretches = [(borders[at], borders[at + 1]) for at in range(0, len(borders), 2)]
    return max(stretches, key=lambda one: one[1] - one[0])


def _longest(tokens: Sequence[Token], windows: Sequence[Window]) -> Iterator[_Run]:
    wanted = [token.key for token in tokens]
    heads = {tuple(wanted[at : at + RUN]) for at in range(len(wanted) - RUN + 1)}
    places: dict[tuple[str, ...], list[tuple[Window, int]]] = {}
    for window in windows:
        keys = window.read.keys
        for at, head in enumerate(zip(*(keys[k:] for k in range(RUN)), strict=False)):
            if head in heads:
                places.setdefault(head, []).append((window, at))
    at = 0
    while at <= len(wanted) - RUN:
        best: _Run | None = None
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
                best = _Run(at, at + length, window, first)
        if best is not None and sum(token.kind == "word" for token in tokens[best.given : best.until]) >= RUN:
            yield best
            at = best.until
        else:
            at += 1


def _stitched(finder: Finder, runs: Sequence[_Run], tokens: Sequence[Token], best: _Aligned | None) -> Outcome | None:
    """`stitched`, where runs from separate places make up the quotation and no one place has nearly as much of it."""
    if len(runs) < 2:
        return None
    words = sum(token.kind == "word" for token in tokens)
    covered = sum(token.kind == "word" for run in runs for token in tokens[run.given : run.until])
    if covered < SPLICED * words:
        return None
    if best is not None and best.words >= covered - 3 and not _jumps(finder, best):
        return None
    places = tuple(finder.place(run.window, run.window.read, run.first, run.last) for run in runs)
    if len({one.document.id for one in places}) == 1 and _in_order(places) and together(places):
        return None
    named = len({one.document.id for one in places})
    where = f"{named} different documents" if named > 1 else "separate places of one document"
    return Outcome("stitched", (), (), places, places[0], (), (f"The pieces stand in {where}, and nothing says so.",))


def _in_order(places: Sequence[Place]) -> bool:
    return all(a.span.end <= b.span.start for a, b in pairwise(places))


def _foreign(best: _Aligned, tokens: Sequence[Token]) -> bool:
    """Whether words in a row, as many as a piece has at the least, are none of the place's."""
    return any(
        sum(token.kind == "word" for token in tokens[step.given : step.until]) >= RUN
        for step in best.found.steps
        if step.op != "equal"
    )


def _jumps(finder: Finder, best: _Aligned) -> bool:
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
        if not together(pieces) or _halves(read, before.last, after.first):
            return True
    return False


def _halves(read: Read, first: int, last: int) -> bool:
    """Whether tokens `first` to `last` hold the end of a sentence, and are not whole sentences."""
    stops = [at for at in range(first, last) if read.tokens[at].key in ".!?"]
    whole = first > 0 and read.tokens[first - 1].key in ".!?" and read.tokens[last - 1].key in '.!?"'
    return bool(stops) and not whole and stops != [last - 1]


def _altered(finder: Finder, quotation: Given, tokens: Sequence[Token], best: _Aligned) -> Outcome:
    read = best.window.read
    steps = list(_completed(read, best.found.steps))
    marks = _marks(quotation)
    diff: list[WordEdit] = []
    flags: set[QuoteFlag] = set()
    dropped: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for step in steps:
        sign = marks.get(step.given) if step.op == "delete" else None
        there, here = read.tokens[step.first : step.last], tokens[step.given : step.until]
        words = _text(quotation.read.text, here)
        diff.append(
            WordEdit(
                step.op if sign is None else "replace", read.of(step.first, step.last), sign or words, sign is not None
            )
        )
        if step.op == "equal" or sign is not None:
            continue
        begins = step.first == 0 or read.tokens[step.first - 1].key in ".!?"
        flags |= flagged(there, here, begins)
        dropped.update(token.key for token in there if token.kind == "word")
        added.update(token.key for token in here if token.kind == "word")
    if dropped and dropped == added and len(diff) > 1:
        flags = (flags - {"added", "dropped", "name", "number", "negation"}) | {"order"}
    first, last = steps[0].first, max(steps[-1].last, steps[0].first + 1)
    where = finder.place(best.window, read, first, last)
    return Outcome("altered", listed(flags), tuple(diff), (where,), where, (), ())


def _text(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


def _marks(quotation: Given) -> dict[int, str]:
    """What the quotation marks, by how many of its compared tokens stand before it."""
    found: dict[int, str] = {}
    count = 0
    for (first, last), gap in zip(quotation.pieces, quotation.gaps, strict=True):
        if gap is not None and gap.kind == "omission":
            found[count] = quotation.read.of(gap.first, gap.last)
        count += last - first
    return found


def _completed(read: Read, steps: Sequence[Step]) -> Iterator[Step]:
    """The steps, with what a cut severed at either end as a change: `5 |%`, `non-| violent`."""
    tokens = read.tokens
    first, last = steps[0].first, steps[-1].last
    start, end = tokens[first].start, tokens[max(first, last - 1)].end
    low = first
    while steps[0].op == "equal" and low and severed_before(read.text, start) and first - low < 3:
        low -= 1
        start = tokens[low].start
    if low < first:
        yield Step("delete", low, first, 0, 0)
    yield from steps
    high = last
    while steps[-1].op == "equal" and high < len(tokens) and severed_behind(read.text, end) and high - last < 3:
        high += 1
        end = tokens[high - 1].end
    if high > last:
        until = steps[-1].until
        yield Step("delete", last, high, until, until)
