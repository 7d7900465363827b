"""The cheapest edit between two ranges of tokens, by dynamic programming with affine gap costs.

The recurrence is Gotoh's (J. Mol. Biol. 162, 1982), so that consecutive missing words count as one omission. The costs
below are a judgement; only their order matters.
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...corpus.interruption import checkpoint
from .tokens import QuoteToken, TokenisedText, begins_alike

# Costs. A changed word costs less than one added and one dropped; words left
# out together cost little more than one; a mark costs less than a word and is never paired with one. If the edit may
# end anywhere in the corpus, ending inside a sentence or clause has a cost, too.
_CHANGED, _ADDED, _DROPPED, _DROPPED_MORE, _MARK = 1.3, 1.4, 0.9, 0.08, 0.4
_TORN, _TORN_WHOLE = 0.5, 1.6
_STOPPED = 1.0  # for leaving out the end of a sentence
# Combined changes (words added, words dropped), the cheapest first.
_SMALL = sorted(
    ((i, j) for i in range(4) for j in range(9) if i or j),
    key=lambda one: _CHANGED * min(one) + _ADDED * max(0, one[0] - one[1]) + 0.3 * max(0, one[1] - one[0]) + 0.6,
)
_CELLS = 12_000  # of the largest table that is filled; a judgement
REACH = 70  # corpus tokens that an omission at an end may skip, beyond twice the rest of the quotation


@dataclass(frozen=True, slots=True)
class QuotationEnds:
    """How a quotation starts and ends. `heads` are the indices of tokens whose first letter may differ in case.

    `begins` and `closes` say that it looks like whole sentences, so that its ends should match ends of sentences.
    """

    heads: frozenset[int] = frozenset((0,))
    begins: bool = False
    closes: bool = False


TokenPair = tuple[int | None, int | None]


class EditPath:
    """Computes the edit between two ranges of tokens, in the direction of the ranges."""

    def __init__(
        self, corpus: TokenisedText, here: Sequence[QuoteToken], alike: Callable[[str, str], float], ends: QuotationEnds
    ) -> None:
        self.quote = here
        self._text, self._there, self._here, self._alike = corpus.text, corpus.tokens, here, alike
        self._ends = ends
        self._costs: dict[
            int, dict[str, float]
        ] = {}  # token of the quotation → word of the corpus → cost of the change

    def same(self, a: int, b: int) -> bool:
        """Return whether token `a` of the corpus and token `b` of the quotation are equal."""
        one, other = self._there[a].key, self._here[b].key
        return one == other or (b in self._ends.heads and begins_alike(one, other, loose=True))

    def edit(self, corpus: range, quote: range, free: bool) -> list[TokenPair]:
        """Return pairs of indices, with `None` for a token that the other side lacks. `free`: the corpus may continue."""
        checkpoint()
        pairs: list[TokenPair] = []
        while quote and corpus and self.same(corpus[0], quote[0]):
            pairs.append((corpus[0], quote[0]))
            corpus, quote = corpus[1:], quote[1:]
        if not quote:
            return pairs if free else pairs + [(at, None) for at in corpus]
        tail: list[TokenPair] = []
        while not free and quote and corpus and self.same(corpus[-1], quote[-1]):
            tail.append((corpus[-1], quote[-1]))
            corpus, quote = corpus[:-1], quote[:-1]
        tail.reverse()
        if free:
            if (one := self._one_change(corpus, quote)) is not None:
                return [*pairs, *one]
            corpus = corpus[: 2 * len(quote) + REACH]
        if not corpus or not quote:
            return [*pairs, *((at, None) for at in corpus if not free), *((None, at) for at in quote), *tail]
        if len(corpus) * len(quote) <= _CELLS:
            return [*pairs, *self._table(corpus, quote, free), *tail]
        there, here = [self._there[at].key for at in corpus], [self._here[at].key for at in quote]
        anchor = SequenceMatcher(None, there, here, autojunk=False).find_longest_match()
        if not anchor.size:
            corpus = corpus[: len(quote)] if free else corpus
            return [*pairs, *((at, None) for at in corpus), *((None, at) for at in quote), *tail]
        first = self.edit(corpus[: anchor.a], quote[: anchor.b], free=False)
        middle = [(corpus[anchor.a + k], quote[anchor.b + k]) for k in range(anchor.size)]
        rest = self.edit(corpus[anchor.a + anchor.size :], quote[anchor.b + anchor.size :], free)
        return [*pairs, *first, *middle, *rest, *tail]

    def _one_change(self, corpus: range, quote: range) -> list[TokenPair] | None:
        """Return the edit if it is a single small change at the start, as in most altered quotations."""
        for added, dropped in _SMALL:
            rest = len(quote) - added
            if rest < 4 or len(corpus) < dropped + rest:
                continue
            there, here = corpus[dropped : dropped + rest], quote[added:]
            if all(self.same(a, b) for a, b in zip(there, here, strict=True)):
                return [
                    *((at, None) for at in corpus[:dropped]),
                    *((None, at) for at in quote[:added]),
                    *zip(there, here, strict=True),
                ]
        return None

    def _change(self, corpus: Sequence[QuoteToken], at: int) -> list[float]:
        """Return the cost of pairing each corpus token with token `at` of the quotation."""
        costs = self._costs.setdefault(at, {})
        token = self._here[at]
        loose = at in self._ends.heads
        for there in corpus:
            if there.key in costs:
                continue
            if there.key == token.key or (loose and begins_alike(there.key, token.key, loose=True)):
                costs[there.key] = 0.0
            elif (there.kind == "word") != (token.kind == "word"):
                costs[there.key] = 9.0
            else:
                word = there.kind == "word"
                costs[there.key] = _CHANGED - 0.5 * self._alike(there.key, token.key) if word else _MARK
        return [costs[there.key] for there in corpus]

    def _table(self, corpus: range, quote: range, free: bool) -> list[TokenPair]:
        """Find the cheapest edit by dynamic programming. States: 0 paired, 1 added (quotation only), 2 dropped (corpus only)."""
        corpus_tokens = [self._there[at] for at in corpus]
        width = len(corpus_tokens) + 1
        drop = [
            (_DROPPED, _DROPPED_MORE) if t.kind == "word" else (_STOPPED, _STOPPED) if t.key in ".!?" else (_MARK, 0.05)
            for t in corpus_tokens
        ]
        infinite = float("inf")
        pair, added = [0.0] + [infinite] * (width - 1), [infinite] * width
        dropped = [infinite] * width
        trace: list[tuple[list[int], list[int], list[int]]] = []
        from_dropped = [0] * width
        for j in range(1, width):
            opened, more = (pair[0] if j == 1 else infinite) + drop[j - 1][0], dropped[j - 1] + drop[j - 1][1]
            dropped[j], from_dropped[j] = (opened, 0) if opened <= more else (more, 2)
        trace.append(([0] * width, [0] * width, from_dropped))
        for at in quote:
            add = _ADDED if self._here[at].kind == "word" else _MARK
            least, state_of = [infinite] * width, [0] * width  # the lowest cost in the previous row, and its state
            for j, (a, b, c) in enumerate(zip(pair, added, dropped, strict=True)):
                if a <= b and a <= c:
                    least[j] = a
                elif b <= c:
                    least[j], state_of[j] = b, 1
                else:
                    least[j], state_of[j] = c, 2
            new_added, by_added = [cost + add for cost in least], state_of
            new_pair = [infinite, *map(operator.add, least, self._change(corpus_tokens, at))]
            by_pair = [0, *state_of[:-1]]
            new_dropped, by_dropped = [infinite], [0]
            last = infinite
            for a, b, (opened, more) in zip(new_pair, new_added, drop, strict=False):
                a, b, c = a + opened, b + opened, last + more
                if a <= b and a <= c:
                    last = a
                    by_dropped.append(0)
                elif b <= c:
                    last = b
                    by_dropped.append(1)
                else:
                    last = c
                    by_dropped.append(2)
                new_dropped.append(last)
            pair, added, dropped = new_pair, new_added, new_dropped
            trace.append((by_pair, by_added, by_dropped))
        if free:  # nothing is dropped after the end of the quotation, so a free end is no omission
            whole = self._ends.begins if corpus.step < 0 else self._ends.closes
            torn = [0.0 if self._rests(corpus, j) else _TORN_WHOLE if whole else _TORN for j in range(width)]
            finals = [(row[j] + torn[j], j, state) for state, row in enumerate((pair, added)) for j in range(width)]
        else:
            finals = [(row[-1], width - 1, state) for state, row in enumerate((pair, added, dropped))]
        _, j, state = min(finals)
        return self._traced(trace, corpus, quote, j, state)

    def _rests(self, corpus: range, j: int) -> bool:
        """Return whether a sentence or clause ends (or, read backwards, starts) after `j` tokens of the range."""
        at = corpus[j] if j < len(corpus) else corpus[-1] + corpus.step
        if not 0 <= at < len(self._there):
            return True
        before, after = sorted((at, at - corpus.step))
        if self._there[at].key in ('.!?…":;' if corpus.step < 0 else '.!?…":;,'):
            return True
        return (
            before >= 0
            and after < len(self._there)
            and "\n" in self._text[self._there[before].end : self._there[after].start]
        )

    @staticmethod
    def _traced(
        trace: Sequence[tuple[list[int], list[int], list[int]]], corpus: range, quote: range, j: int, state: int
    ) -> list[TokenPair]:
        pairs: list[TokenPair] = []
        i = len(quote)
        while i or j:
            before = trace[i][state][j]
            if state == 0:
                i, j = i - 1, j - 1
                pairs.append((corpus[j], quote[i]))
            elif state == 1:
                i -= 1
                pairs.append((None, quote[i]))
            else:
                j -= 1
                pairs.append((corpus[j], None))
            state = before
        return pairs[::-1]
