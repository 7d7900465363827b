"""Word by word, what is the same and what is not: exact occurrences, and the cheapest edit from corpus to quotation.

An edit is found by anchors (the longest run of equal tokens, then the longest on either side of it, and so on) and, in
the small gaps between, by dynamic programming with affine costs (Gotoh, J. Mol. Biol. 162, 1982), so that words left
out together are one omission. It is deterministic, and every operation can be shown.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import islice
from typing import Literal

from assistant.quotes.tokens import Read, Token

Operation = Literal["equal", "replace", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Step:
    """Tokens `first` to `last` of the corpus became tokens `given` to `until` of the quotation (half-open)."""

    op: Operation
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


# What a difference costs; only the order matters. A changed word costs less than one added and one dropped; words left
# out together cost little more than one; a mark costs less than a word and is never exchanged for one. Where the edit may
# end anywhere in the corpus, it costs something not to end where a sentence or clause does.
_CHANGED, _ADDED, _DROPPED, _DROPPED_MORE, _MARK = 1.3, 1.4, 0.9, 0.08, 0.4
_TORN, _TORN_WHOLE = 0.5, 1.6
_STOPPED = 1.0  # to leave out the end of a sentence
# Changes of words added and dropped together, the cheapest first.
_SMALL = sorted(
    ((i, j) for i in range(4) for j in range(9) if i or j),
    key=lambda one: _CHANGED * min(one) + _ADDED * max(0, one[0] - one[1]) + 0.3 * max(0, one[1] - one[0]) + 0.6,
)
_CELLS = 12_000  # of the largest table that is filled: some 15 ms
_REACH = 70  # tokens of the corpus beyond twice the quotation's rest that an omission may skip at an end
_AGAIN = 6  # further places of the longest run that are tried
_SEPARATOR = "\x1f"


def occurrences(corpus: Read, given: Sequence[Token], *, loose: bool = True) -> Iterator[tuple[int, int]]:
    """Where `given` stands in the corpus, token by token (half-open); `loose`: the first letter's case is free."""
    if not given or len(corpus.tokens) < len(given):
        return
    keys = corpus.keys
    head, *rest = (token.key for token in given)
    if not rest:
        yield from ((at, at + 1) for at, key in enumerate(keys) if _begins_alike(key, head, loose))
        return
    # The text that is searched begins with a separator, so what stands before a find is a number of whole tokens.
    joined = _SEPARATOR + _SEPARATOR.join(keys) + _SEPARATOR
    wanted = _SEPARATOR + _SEPARATOR.join(rest) + _SEPARATOR
    place, counted, upto = joined.find(wanted), 0, 0
    while place >= 0:
        counted += joined.count(_SEPARATOR, upto, place)
        upto = place
        if counted > 0 and _begins_alike(keys[counted - 1], head, loose):
            yield counted - 1, counted + len(rest)
        place = joined.find(wanted, place + 1)


def _begins_alike(key: str, head: str, loose: bool) -> bool:
    """Whether two words are equal, or (`loose`) differ in the case of their first letter only."""
    if key == head:
        return True
    a, b = key[:1], head[:1]
    return loose and key[1:] == head[1:] and (a.lower() == b or a.upper() == b or a == b.lower() or a == b.upper())


@dataclass(frozen=True, slots=True)
class Ends:
    """How a quotation begins and ends: `heads` are its tokens in which the first letter's case is free.

    `begins` and `closes` say that it looks like whole sentences, so that its ends are looked for where theirs are.
    """

    heads: frozenset[int] = frozenset((0,))
    begins: bool = False
    closes: bool = False


def alignments(
    corpus: Read, given: Sequence[Token], alike: Callable[[str, str], float], ends: Ends
) -> Iterator[Alignment]:
    """The cheapest edit from a stretch of the corpus to all of `given`, then one at another place of the same corpus.

    None where they share no token. `alike` (0 to 1) says how near two words are, so that a changed word is paired with
    the one it stands for.
    """
    there, here = corpus.keys, [token.key for token in given]
    matcher = SequenceMatcher(None, there, here, autojunk=False)
    path = _Path(corpus, given, alike, ends)
    anchor = matcher.find_longest_match()
    if not anchor.size:
        return
    yield (first := _anchored(path, anchor, len(there), len(here)))
    run = given[anchor.b : anchor.b + anchor.size]
    again = (at for at, _ in occurrences(corpus, run, loose=False) if at != anchor.a)
    for at in islice(again, _AGAIN):
        yield _anchored(path, Match(at, anchor.b, anchor.size), len(there), len(here))
    low, high = first.bounds
    others = [matcher.find_longest_match(0, low), matcher.find_longest_match(high, len(there))]
    other = max(others, key=lambda match: match.size)
    if other.size >= max(3, len(here) // 5):
        yield _anchored(path, other, len(there), len(here))


def _anchored(path: "_Path", anchor: Match, there: int, here: int) -> Alignment:
    low = max(0, anchor.a - 2 * anchor.b - _REACH)
    before = path.edit(range(anchor.a - 1, low - 1, -1), range(anchor.b - 1, -1, -1), free=True)
    high = min(there, anchor.a + anchor.size + 2 * (here - anchor.b - anchor.size) + _REACH)
    after = path.edit(range(anchor.a + anchor.size, high), range(anchor.b + anchor.size, here), free=True)
    middle = [(anchor.a + k, anchor.b + k) for k in range(anchor.size)]
    return Alignment(tuple(_steps([*reversed(before), *middle, *after], path.same)))


_Pair = tuple[int | None, int | None]


class _Path:
    """The edit between two ranges of tokens, in the order in which the ranges run."""

    def __init__(self, corpus: Read, here: Sequence[Token], alike: Callable[[str, str], float], ends: Ends) -> None:
        self._text, self._there, self._here, self._alike = corpus.text, corpus.tokens, here, alike
        self._ends = ends

    def same(self, a: int, b: int) -> bool:
        """Whether token `a` of the corpus and token `b` of the quotation are equal."""
        one, other = self._there[a].key, self._here[b].key
        return one == other or (b in self._ends.heads and _begins_alike(one, other, loose=True))

    def edit(self, corpus: range, given: range, free: bool) -> list[_Pair]:
        """Pairs of positions; `None` on one side for a token that only the other has. `free`: the corpus may go on."""
        pairs: list[_Pair] = []
        while given and corpus and self.same(corpus[0], given[0]):
            pairs.append((corpus[0], given[0]))
            corpus, given = corpus[1:], given[1:]
        if not given:
            return pairs if free else pairs + [(at, None) for at in corpus]
        tail: list[_Pair] = []
        while not free and given and corpus and self.same(corpus[-1], given[-1]):
            tail.append((corpus[-1], given[-1]))
            corpus, given = corpus[:-1], given[:-1]
        tail.reverse()
        if free:
            if (one := self._one_change(corpus, given)) is not None:
                return [*pairs, *one]
            corpus = corpus[: 2 * len(given) + _REACH]
        if not corpus or not given:
            return [*pairs, *((at, None) for at in corpus if not free), *((None, at) for at in given), *tail]
        if len(corpus) * len(given) <= _CELLS:
            return [*pairs, *self._table(corpus, given, free), *tail]
        there, here = [self._there[at].key for at in corpus], [self._here[at].key for at in given]
        anchor = SequenceMatcher(None, there, here, autojunk=False).find_longest_match()
        if not anchor.size:
            corpus = corpus[: len(given)] if free else corpus
            return [*pairs, *((at, None) for at in corpus), *((None, at) for at in given), *tail]
        first = self.edit(corpus[: anchor.a], given[: anchor.b], free=False)
        middle = [(corpus[anchor.a + k], given[anchor.b + k]) for k in range(anchor.size)]
        rest = self.edit(corpus[anchor.a + anchor.size :], given[anchor.b + anchor.size :], free)
        return [*pairs, *first, *middle, *rest, *tail]

    def _one_change(self, corpus: range, given: range) -> list[_Pair] | None:
        """The edit where one small change at the beginning is all there is: what most altered quotations have."""
        for added, dropped in _SMALL:
            rest = len(given) - added
            if rest < 4 or len(corpus) < dropped + rest:
                continue
            there, here = corpus[dropped : dropped + rest], given[added:]
            if all(self.same(a, b) for a, b in zip(there, here, strict=True)):
                return [
                    *((at, None) for at in corpus[:dropped]),
                    *((None, at) for at in given[:added]),
                    *zip(there, here, strict=True),
                ]
        return None

    def _change(self, a: int, b: int) -> float:
        if self.same(a, b):
            return 0.0
        there, here = self._there[a], self._here[b]
        if (there.kind == "word") != (here.kind == "word"):
            return 9.0
        return _CHANGED - 0.5 * self._alike(there.key, here.key) if there.kind == "word" else _MARK

    def _table(self, corpus: range, given: range, free: bool) -> list[_Pair]:
        """The cheapest edit by dynamic programming; states: 0 pair, 1 added (given only), 2 dropped (corpus only)."""
        there = [self._there[at] for at in corpus]
        width = len(there) + 1
        drop = [
            (_DROPPED, _DROPPED_MORE) if t.kind == "word" else (_STOPPED, _STOPPED) if t.key in ".!?" else (_MARK, 0.05)
            for t in there
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
        for at in given:
            add = _ADDED if self._here[at].kind == "word" else _MARK
            costs = [self._change(a, at) for a in corpus]
            new_pair, new_added, new_dropped = [infinite] * width, [infinite] * width, [infinite] * width
            by_pair, by_added, by_dropped = [0] * width, [0] * width, [0] * width
            for j in range(width):
                a, b, c = pair[j], added[j], dropped[j]
                if a <= b and a <= c:
                    new_added[j], by_added[j] = a + add, 0
                elif b <= c:
                    new_added[j], by_added[j] = b + add, 1
                else:
                    new_added[j], by_added[j] = c + add, 2
                if j:
                    a, b, c = pair[j - 1], added[j - 1], dropped[j - 1]
                    if a <= b and a <= c:
                        new_pair[j], by_pair[j] = a + costs[j - 1], 0
                    elif b <= c:
                        new_pair[j], by_pair[j] = b + costs[j - 1], 1
                    else:
                        new_pair[j], by_pair[j] = c + costs[j - 1], 2
                    opened, more = drop[j - 1]
                    a, b, c = new_pair[j - 1] + opened, new_added[j - 1] + opened, new_dropped[j - 1] + more
                    if a <= b and a <= c:
                        new_dropped[j], by_dropped[j] = a, 0
                    elif b <= c:
                        new_dropped[j], by_dropped[j] = b, 1
                    else:
                        new_dropped[j], by_dropped[j] = c, 2
            pair, added, dropped = new_pair, new_added, new_dropped
            trace.append((by_pair, by_added, by_dropped))
        if free:  # nothing is dropped behind the quotation's end, so a free end is no omission
            whole = self._ends.begins if corpus.step < 0 else self._ends.closes
            torn = [0.0 if self._rests(corpus, j) else _TORN_WHOLE if whole else _TORN for j in range(width)]
            finals = [(row[j] + torn[j], j, state) for state, row in enumerate((pair, added)) for j in range(width)]
        else:
            finals = [(row[-1], width - 1, state) for state, row in enumerate((pair, added, dropped))]
        _, j, state = min(finals)
        return self._traced(trace, corpus, given, j, state)

    def _rests(self, corpus: range, j: int) -> bool:
        """Whether a sentence or clause ends (or, read backwards, begins) after `j` tokens of the range."""
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
        trace: Sequence[tuple[list[int], list[int], list[int]]], corpus: range, given: range, j: int, state: int
    ) -> list[_Pair]:
        pairs: list[_Pair] = []
        i = len(given)
        while i or j:
            before = trace[i][state][j]
            if state == 0:
                i, j = i - 1, j - 1
                pairs.append((corpus[j], given[i]))
            elif state == 1:
                i -= 1
                pairs.append((None, given[i]))
            else:
                j -= 1
                pairs.append((corpus[j], None))
            state = before
        return pairs[::-1]


def _steps(pairs: Sequence[_Pair], alike: Callable[[int, int], bool]) -> Iterator[Step]:
    """Pairs put together into runs: equal tokens, and what lies between them as one change."""
    first = next(a for a, _ in pairs if a is not None)
    at, given = first, 0
    run: list[_Pair] = []
    equal = False

    def close() -> Iterator[Step]:
        nonlocal at, given
        if run:
            dropped, added = sum(a is not None for a, _ in run), sum(b is not None for _, b in run)
            op: Operation = "equal" if equal else "replace" if dropped and added else "delete" if dropped else "insert"
            yield Step(op, at, at + dropped, given, given + added)
            at, given = at + dropped, given + added

    for a, b in pairs:
        same = a is not None and b is not None and alike(a, b)
        if same != equal:
            yield from close()
            run, equal = [], same
        run.append((a, b))
    yield from close()


# Letters of other scripts that are drawn like Latin ones, and digits like letters (from Unicode's UTS 39), folded.
_LOOKALIKE = str.maketrans(
    {
        pair[0]: pair[1]
        for pair in "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl вb кk мm нh тt гr пn ѵv ԛq ԝw αa οo εe νv ρp τt υu ιi κk "
        "χx ηn γy ωw βb σo ςc μu ɑa ɡg ıl 0o 1l il |l ʼ'".split()
    }
)
_NOT_SHOWN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f\x7f-\x9f]")


def skeleton(word: str) -> str:
    """A word as it looks: without case, diacritics and controls, with Latin letters for those drawn like them."""
    shown = unicodedata.normalize("NFKD", _NOT_SHOWN.sub("", word)).casefold()
    return "".join(c for c in shown.translate(_LOOKALIKE) if not unicodedata.combining(c))
