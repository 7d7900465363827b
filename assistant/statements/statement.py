"""Parsed sentences of evidence, and the choice of the few that a claim is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise

from ...corpus.language.numbers import Number, calendar, numbers
from ...corpus.language.synonyms import covered, with_groups
from ...corpus.language.words import AnalysedWord, words
from ...corpus.sentences import sentence_bounds
from ...corpus.types import Span
from .named_entities import known

# Maximum number of sentences that support a claim together.
TOGETHER = 3
# Minimum share of the claim that each further sentence must add.
GAIN = 0.08
# Minimum share of the claim's words, in the same order, in a sentence of which the claim is a copy.
COPY = 0.6
# Weight of all neighbouring pairs of the claim's words, relative to all its words.
NEIGHBOURS = 0.5
# Maximum number of sentences that are compared closely.
CLOSE = 8

# Units are left out here, since they are compared with their numbers.
_UNITS = frozenset("cent percent percentag dollar euro pound".split())

Rarity = Callable[[str], float]


@dataclass(frozen=True)
class ParsedSentence:
    """One parsed sentence; `of` is the index of its text in the evidence."""

    of: int
    span: Span
    text: str

    @cached_property
    def words(self) -> tuple[AnalysedWord, ...]:
        """The words; those of a number have its value as their term, however it is written."""
        found = []
        for word in words(self.text):
            number = next((one for one in self.numbers if word.start < one.end and one.start < word.end), None)
            if number is None:
                found.append(replace(word, content=word.content and word.term not in _UNITS))
            else:
                first = word.start <= number.start
                found.append(replace(word, term=f"#{number.value:.15g}", content=first))
        return tuple(found)

    @cached_property
    def known(self) -> tuple[frozenset[str], frozenset[str]]:
        """The terms, and the initials of names."""
        return known(self.text, self.words)

    @property
    def terms(self) -> frozenset[str]:
        """The terms, including the names that they count as."""
        return self.known[0]

    @cached_property
    def meant(self) -> frozenset[str]:
        """The terms, and the labels of their synonym groups."""
        return with_groups(self.terms)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of neighbouring content terms."""
        return frozenset(pairwise(word.term for word in self.words if word.content))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers."""
        return numbers(self.text)

    @cached_property
    def calendar(self) -> frozenset[str]:
        """The months and weekdays."""
        return frozenset(name for name, _, _ in calendar(self.text))


@lru_cache(maxsize=512)
def sentences(text: str, of: int = 0) -> tuple[ParsedSentence, ...]:
    """Parse the sentences of a text; `of` is its index in the evidence."""
    return tuple(
        ParsedSentence(of, Span(start, end), text[start:end]) for block in sentence_bounds(text) for start, end in block
    )


def claim_weights(claim: ParsedSentence, rarity: Rarity) -> dict[str, float]:
    """Return the claim's content terms with their weights; if it has none, all its terms with weight 1."""
    return {word.term: rarity(word.term) for word in claim.words if word.content} or {
        word.term: 1.0 for word in claim.words
    }


def closest(
    claim: ParsedSentence, evidence: Sequence[ParsedSentence], rarity: Rarity
) -> list[tuple[ParsedSentence, float]]:
    """Return the sentences that share most with the claim, best first, each with its share (0 to 1) of the claim's weight.

    If two share the same words, the one with more of the claim's word pairs comes first.
    """
    weights = claim_weights(claim, rarity)
    total = sum(weights.values())
    scored = []
    for at, one in enumerate(evidence):
        share = sum(weight for term, weight in weights.items() if covered(term, one.meant)) / total
        neighbours = len(claim.pairs & one.pairs) / max(len(claim.pairs), 1)
        scored.append((share + NEIGHBOURS * neighbours, -at, share, one))
    best = sorted(scored, key=lambda row: row[:2], reverse=True)[:CLOSE]
    return [(one, share) for _, _, share, one in best if share > 0]


def best_combination(
    claim: ParsedSentence, ranked: Sequence[tuple[ParsedSentence, float]], rarity: Rarity
) -> tuple[tuple[ParsedSentence, float], ...]:
    """Return the best sentence and those that add most of the rest of the claim, each with its share (0 to 1)."""
    weights = claim_weights(claim, rarity)
    total = sum(weights.values())
    chosen = [ranked[0]]
    open_terms = {term for term in weights if not covered(term, chosen[0][0].meant)}
    while len(chosen) < TOGETHER and open_terms:
        gains = [
            (sum(weights[term] for term in open_terms if covered(term, one.meant)) / total, share, -at)
            for at, (one, share) in enumerate(ranked)
        ]
        gain, _, at = max(gains)
        if gain < GAIN:
            break
        chosen.append(ranked[-at])
        open_terms = {term for term in open_terms if not covered(term, chosen[-1][0].meant)}
    return tuple(chosen)


def likely_copies(claim: ParsedSentence, chosen: Sequence[ParsedSentence]) -> tuple[ParsedSentence, ...]:
    """Return those of the chosen sentences of which the claim looks like a changed copy."""
    given = [word.term for word in claim.words]
    found = []
    for one in chosen:
        matcher = SequenceMatcher(None, [word.term for word in one.words], given, autojunk=False)
        if sum(block.size for block in matcher.get_matching_blocks()) >= COPY * len(given):
            found.append(one)
    return tuple(found)
