"""Find the words of a quotation where they differ harmlessly: in spelling, contractions, numerals, case, an interruption.

Both texts are read side by side, token by token. Where the tokens differ, each side may be read in another way
(`assistant.quotes.expansions`), and what is not spoken may be skipped on either side. Nothing is scored: a stretch of the corpus
either says the same words, with the differences listed, or it does not match.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...corpus.interruption import checkpoint
from ...corpus.language.vocabulary import is_english
from . import arabic_letters, letter_case
from .expansions import has_readings, readings
from .interruptions import Interruption, interruption, is_changed_copy
from .notes import LONGEST_NOTE, adds_emphasis, skipped_in_quotation, skipped_in_source
from .report import Normalisation
from .spelling import may_vary, same_but_for_accents, unaccented
from .tokens import QuoteToken, TokenisedText, begins_alike

Pair = tuple[tuple[int, int], tuple[int, int]]
"""A range of corpus tokens and the range of quotation tokens that says the same (both half-open)."""

_STATES = 60_000
"""The most states that are visited in one stretch: what has so many ways to be read is no quotation."""

_ENDS = frozenset('.,;:!?…"')
_PAUSES = frozenset(",.;:-")


@dataclass(frozen=True, slots=True)
class VariantMatch:
    """A stretch of the corpus that says the same words. `pairs` has more than one item if attributions interrupt the source."""

    pairs: tuple[Pair, ...]
    names: frozenset[Normalisation]

    @property
    def bounds(self) -> tuple[int, int]:
        """The range of corpus tokens (half-open)."""
        return self.pairs[0][0][0], self.pairs[-1][0][1]


@dataclass(frozen=True, slots=True)
class _State:
    """Tokens `there` and `here` come next, behind words that readings have left over on either side."""

    there: int
    here: int
    words_there: tuple[str, ...] = ()
    words_here: tuple[str, ...] = ()


_Trail = tuple["_Trail | None", str, int, int, int, int]


class VariantSearch:
    """The search for one quotation, or for one piece of it; `whole` are the tokens by which its letter case is judged."""

    def __init__(self, quote: TokenisedText, whole: Sequence[QuoteToken]) -> None:
        self._quote, self._whole = quote, whole
        self._emphasised = adds_emphasis(quote.text)

    @cached_property
    def fixed_words(self) -> list[str]:
        """The words, in lower case, that every match has as they are; a quick test for stretches that cannot match."""
        unspoken: set[int] = set()
        tokens = self._quote.tokens
        for at in range(len(tokens)):
            if at not in unspoken:
                if (note := skipped_in_quotation(self._quote, at)) is not None:
                    unspoken.update(range(at, note[0]))
                elif (own := interruption(self._quote, at)) is not None:
                    unspoken.update(range(at, own.after))
        return list(
            dict.fromkeys(
                token.key.lower()
                for at, token in enumerate(tokens)
                if at not in unspoken
                and token.kind == "word"
                and token.key.isascii()
                and token.key.isalpha()
                and not may_vary(token.key)
                and not has_readings(token.key, token.kind)
            )
        )

    def matches(self, corpus: TokenisedText) -> Iterator[VariantMatch]:
        """Yield the stretches of the corpus that say the same, with at least one harmless difference in each."""
        seen: set[_State] = set()
        heads = self._heads(self._quote, self._first_word)
        for first, token in enumerate(corpus.tokens):
            low = unaccented(token.key.lower())
            if low == "one" and not {"one", "#1"} & heads:
                continue  # whether it is a number is a matter of the parse
            if low not in heads and heads.isdisjoint(self._heads(corpus, first)):
                continue
            checkpoint()
            trail = self._walk(corpus, first, seen)
            if trail is not None and (found := self._match(corpus, first, trail)) is not None:
                yield found

    @cached_property
    def _closing(self) -> int:
        """The token from which on the quotation has only closing marks and notes; its length if it ends without a note."""
        size = at = len(self._quote.tokens)
        while at:
            starts = [k for k in range(max(0, at - LONGEST_NOTE), at) if self._note_ends(k, at)]
            if starts:
                at = starts[-1]
            elif self._quote.tokens[at - 1].key in _ENDS and at < size:
                at -= 1
            else:
                break
        return at

    def _note_ends(self, first: int, last: int) -> bool:
        note = skipped_in_quotation(self._quote, first)
        return note is not None and note[0] == last and note[1] == "editor's notes"

    @cached_property
    def _first_word(self) -> int:
        at = 0
        while at < len(self._quote.tokens) and (note := skipped_in_quotation(self._quote, at)) is not None:
            at = note[0]
        return min(at, len(self._quote.tokens) - 1)

    @staticmethod
    def _heads(text: TokenisedText, at: int) -> set[str]:
        key = unaccented(text.tokens[at].key.lower())
        found = {key, *(one.words[0].lower() for one in readings(text, at))}
        return found | {arabic_letters.bare(key)} if arabic_letters.is_arabic(key) else found

    def _walk(self, corpus: TokenisedText, first: int, seen: set[_State]) -> _Trail | None:
        """Return the first way to read the corpus, from token `first` on, as the whole quotation."""
        stack: list[tuple[_State, bool, _Trail | None]] = [(_State(first, 0), True, None)]
        size = len(self._quote.tokens)
        while stack:
            state, loose, trail = stack.pop()
            if state in seen or len(seen) > _STATES:
                continue
            seen.add(state)
            if state.here == size and not state.words_here and not state.words_there:
                return (trail, "end", state.there, size, 0, 0)
            stack += self._next(corpus, state, loose, trail)
        return None

    def _next(
        self, corpus: TokenisedText, state: _State, loose: bool, trail: _Trail | None
    ) -> list[tuple[_State, bool, _Trail | None]]:
        """Return the states that may follow, the best last."""
        there, here = state.there, state.here
        old, new = corpus.tokens, self._quote.tokens
        if state.words_there and state.words_here:
            kind = self._same(state.words_there[0], state.words_here[0], loose)
            if kind is None:
                return []
            rest = _State(there, here, state.words_there[1:], state.words_here[1:])
            return [(rest, False, _noted(trail, kind, there - 1, here - 1))]
        found: list[tuple[_State, bool, _Trail | None]] = []
        whole = not state.words_there and not state.words_here
        if whole:
            found += self._skips(corpus, state, loose, trail)
        if here >= len(new) and not state.words_here:
            return found
        if not state.words_there and there < len(old):
            for after, words, kind in _ways(corpus, there, as_it_is=not whole):
                read = _State(after, here, words, state.words_here)
                found.append((read, loose, _noted(trail, kind, there, here)))
        if not state.words_here and here < len(new):
            for after, words, kind in _ways(self._quote, here, as_it_is=not whole):
                read = _State(there, after, state.words_there, words)
                found.append((read, loose, _noted(trail, kind, there, here)))
        if whole and there < len(old) and here < len(new):
            a, b = old[there], new[here]
            kind = self._same(a.key, b.key, loose) if a.kind == b.kind else None
            if kind is not None:
                found.append((_State(there + 1, here + 1), False, _noted(trail, kind, there, here)))
        return found

    @staticmethod
    def _same(old: str, new: str, loose: bool) -> str | None:
        """Return how two words are the same: `equal`, `case`, or a normalisation; `None` if they are not."""
        if old == new:
            return "equal"
        if loose and begins_alike(old, new, loose=True):
            return "case of the first letter"
        if old.lower() == new.lower():
            return "case"
        if arabic_letters.is_arabic(old) and arabic_letters.is_arabic(new):
            return arabic_letters.same_word(old, new)
        return "accents" if same_but_for_accents(old, new) else None

    def _skips(
        self, corpus: TokenisedText, state: _State, loose: bool, trail: _Trail | None
    ) -> Iterator[tuple[_State, bool, _Trail | None]]:
        """Yield the states behind what is not spoken, on either side."""
        there, here = state.there, state.here
        old, new = corpus.tokens, self._quote.tokens
        if here < len(new) and (note := skipped_in_quotation(self._quote, here)) is not None:
            yield _State(there, note[0]), loose, (trail, note[1], there, here, 0, 0)
        elif here and here >= self._closing < len(new):
            yield _State(there, len(new)), loose, (trail, "editor's notes", there, here, 0, 0)
        if not here or there >= len(old):
            return
        if here < len(new) and (stage := skipped_in_source(corpus, there)) is not None:
            yield _State(stage[0], here), loose, (trail, stage[1], there, here, 0, 0)
        if here >= self._closing:
            return
        marked = old[there].kind != "word"
        theirs = interruption(corpus, there) if marked and here < len(new) else None
        ours = interruption(self._quote, here) if here < len(new) and new[here].kind != "word" else None
        if theirs is not None and ours is not None:
            copied = is_changed_copy(old[there : theirs.after], new[here : ours.after])
            if _marks_agree(theirs.mark, ours.mark) and not copied:
                yield _State(theirs.after, ours.after), True, (trail, "cut", there, theirs.after, here, ours.after)
            return
        if theirs is not None:
            for mark in _pause(theirs, new[here]):
                after = here + bool(mark)
                yield _State(theirs.after, after), True, (trail, "cut", there, theirs.after, here, after)
        elif ours is not None:
            for mark in _pause(ours, old[there]):
                yield _State(there + bool(mark), ours.after), True, (trail, "interruption", there, here, 0, 0)

    def _match(self, corpus: TokenisedText, first: int, trail: _Trail) -> VariantMatch | None:
        """Turn a way through both texts into a match, unless the case of a word may change its sense."""
        names: set[Normalisation] = set()
        cases: list[tuple[int, int]] = []
        cuts: list[tuple[int, int, int, int]] = []
        end = trail[2]
        step: _Trail | None = trail[0]
        while step is not None:
            before, kind, a, b, c, d = step
            if kind == "case":
                cases.append((a, b))
            elif kind == "cut":
                cuts.append((a, b, c, d))
                names.add("interruption")
            else:
                names.add(kind)  # type: ignore[arg-type]  # all other kinds are normalisations
            step = before
        if cases:
            if not letter_case.is_harmless(corpus, (first, end), self._whole, cases, self._emphasised):
                return None
            names.add("letter case")
        if "accents" in names and not is_english(corpus.text):
            return None  # `Vater` and `Väter`
        if "abbreviations" in names and letter_case.style(corpus.tokens[first:end]) == "upper":
            return None  # `US` in a text in capitals need not be `U.S.`
        pairs: list[Pair] = []
        at, at_here = first, 0
        for a, b, c, d in reversed(cuts):
            pairs.append(((at, a), (at_here, c)))
            at, at_here = b, d
        pairs.append(((at, end), (at_here, len(self._quote.tokens))))
        if any(a >= b for (a, b), _ in pairs):
            return None
        return VariantMatch(tuple(pairs), frozenset(names))


def _ways(text: TokenisedText, at: int, *, as_it_is: bool) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield the ways to read token `at`: the token behind, the words, and the kind of the difference."""
    for one in readings(text, at):
        yield at + one.length, one.words, one.name
    if as_it_is:
        yield at + 1, (text.tokens[at].key,), "equal"


def _noted(trail: _Trail | None, kind: str, there: int, here: int) -> _Trail | None:
    return trail if kind == "equal" else (trail, kind, there, here, 0, 0)


def _marks_agree(one: str, other: str) -> bool:
    return one == other or not {one, other} & {"!", "?"}


def _pause(at: Interruption, other: QuoteToken) -> Iterator[str]:
    """Yield the punctuation that the uninterrupted text may have at an interruption: one mark, or none."""
    if at.mark in ("!", "?"):
        if other.key == at.mark:
            yield other.key
        return
    yield ""
    if other.key in _PAUSES:
        yield other.key
