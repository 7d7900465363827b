"""Find where a quotation may occur: fetch the stretches that the index proposes, tokenise each once, and match exactly."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from sqlalchemy import Engine

from ...corpus.interruption import checkpoint
from ...corpus.language.lookalikes import skeleton
from ...corpus.language.number_words import SCALE_ABBREVIATIONS, SCALES
from ...corpus.language.terms import content_terms, terms
from ...corpus.types import Document, Span
from ...index.extracted.utterances import stored_utterances
from ...index.retrieval.phrase_search import Rarity, Stretch, holding, propose, rarity, stretches
from ...index.storage.queries import documents_at
from .attribution import place_at
from .flags import similarity
from .paragraph_tokens import paragraphs_with, without_opening
from .quotation import ParsedQuotation
from .report import Place
from .spelling import unaccented
from .tokens import APOSTROPHE, QUOTES, REORDERING, QuoteToken, TokenisedText, has_vowels, occurrences, plain, tokenise
from .utterance_bounds import is_known, remember
from .word_status import given_words

PROPOSED = 12
"""Passages compared with the quotation: those that share its rarest terms."""

TELLING = 2.5
"""The least information of a content word, in nats: in an index of three reports no word is rare."""

NEAREST = 30
"""Passages searched for a sentence of similar meaning."""

EVERYWHERE = 200
"""The most passages searched for further occurrences of the same words."""

UNSPACED = "\u0e00"
"""The first character of the scripts without spaces between words."""

_REOPENED = re.compile(f"\n[{QUOTES}]+")
_HIDDEN = re.compile(f"[{REORDERING}]")


@dataclass(frozen=True)
class Window:
    """A stretch of a document. Offsets of its tokens refer to `stretch.text`."""

    stretch: Stretch
    vowels: bool

    @cached_property
    def tokenised(self) -> TokenisedText:
        """The stretch, tokenised."""
        return tokenise(self.stretch.text, vowels=self.vowels)

    def holding(self, phrases: Sequence[str]) -> list[TokenisedText]:
        """Return the parts that can have all these `phrases`, tokenised: the paragraphs that have them, or else the whole."""
        if not phrases or "tokenised" in self.__dict__:
            return [self.tokenised]
        return paragraphs_with(self.stretch.text, phrases, vowels=self.vowels) or [self.tokenised]

    def lacks(self, phrases: Sequence[str]) -> bool:
        """Return whether any of these `phrases` is missing. This quick test saves tokenising most windows."""
        return any(phrase not in self._flat for phrase in phrases)

    def lacks_any_case(self, phrases: Sequence[str]) -> bool:
        """Do the same as `lacks`, for phrases in lower case; accents do not count."""
        return any(unaccented(phrase) not in self._flat_low for phrase in phrases)

    @cached_property
    def _flat(self) -> str:
        text = plain(self.stretch.text, vowels=self.vowels).translate(APOSTROPHE)
        return " ".join(_REOPENED.sub("\n", text).split())

    @cached_property
    def _flat_low(self) -> str:
        return unaccented(self._flat.lower())

    def span(self, found: TokenisedText, first: int, last: int) -> Span:
        """Return the span in the document of tokens `first` to `last` of `found`."""
        some = found.tokens[first:last]
        low = self.stretch.span.start
        return Span(low + some[0].start, low + some[-1].end)


class PlaceFinder:
    """Looks up one quotation in the index."""

    def __init__(self, engine: Engine, quotation: ParsedQuotation) -> None:
        self._engine = engine
        self.quotation = quotation
        self._documents: dict[int, Document] = {}
        self._vowels = has_vowels(quotation.tokenised.text)
        self._windows: dict[tuple[int, Span], Window] = {}
        self._weights: dict[str, float] = {}
        self._asked: set[int] = set()  # documents whose utterances the index was asked for

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms of the quotation, as the index has them."""
        return tuple(_terms(self.quotation.tokenised.text))

    @cached_property
    def rarity(self) -> Rarity:
        """How rare each term is."""
        looks = [term for word in self.quotation.tokenised.tokens for term in _looks(word)]
        return rarity(self._engine, [*self.terms, *looks], set(self.terms) - self._telling)

    def weight(self, token: QuoteToken) -> float:
        """Return the information of a word in nats; 0 for a mark."""
        if token.kind != "word":
            return 0.0
        if token.key not in self._weights:
            information = max(map(self.rarity.weight, _terms(token.key)), default=0.0)
            self._weights[token.key] = max(information, TELLING) if self.is_telling(token) else information
        return self._weights[token.key]

    @cached_property
    def alike(self) -> Callable[[str, str], float]:
        """`flags.similarity`, cached for this quotation: the same words meet in many stretches."""
        return cache(similarity)

    @cached_property
    def asks(self) -> bool:
        """Whether the quotation ends with a question mark."""
        return self.quotation.tokenised.text.rstrip(" \n\t\"'”’»!").endswith(("?", "؟"))

    def is_telling(self, token: QuoteToken) -> bool:
        """Return whether a word is a content word, unlike `the`, `was` or `not`."""
        return token.kind == "word" and not self._telling.isdisjoint(_terms(token.key))

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(content_terms(_shown(self.quotation.tokenised.text)))

    @cached_property
    def passages(self) -> dict[int, float]:
        """Row numbers of the passages that best match the quotation's terms."""
        return dict(islice(self.proposed.items(), PROPOSED))

    @cached_property
    def proposed(self) -> dict[int, float]:
        """Row numbers of `NEAREST` passages, best first, with the total weight of the terms that they share."""
        return self._proposed(self.quotation.tokenised.tokens, self.terms, NEAREST)

    @cached_property
    def _given(self) -> tuple[str, ...]:
        return given_words(self.quotation.tokenised.text)

    @cached_property
    def windows(self) -> list[Window]:
        """Stretches to compare with, best first."""
        return self._read(self.passages)

    def windows_for(self, tokens: Sequence[QuoteToken]) -> list[Window]:
        """Return the stretches for a part of the quotation."""
        text = self.quotation.tokenised.text[tokens[0].start : tokens[-1].end]
        return self._read(self._proposed(tokens, _terms(text), PROPOSED))

    @cached_property
    def everywhere(self) -> list[Window]:
        """Every stretch that has the rarest terms, from at most `EVERYWHERE` passages."""
        # Among equally rare terms take the first, so that a quotation always gets the same places.
        indexed = [term for term in dict.fromkeys(self.terms) if self.rarity.counts.get(term)]
        indexed.sort(key=self.rarity.weight, reverse=True)
        rows = holding(self._engine, indexed[:4], EVERYWHERE)
        return self._read(dict.fromkeys(rows, 0.0))

    def fetch(self, rows: Collection[int]) -> None:
        """Load the documents with these row numbers in one query; one query for each is slower."""
        if missing := set(rows) - self._documents.keys():
            self._documents |= documents_at(self._engine, missing)

    def document(self, row: int) -> Document:
        """Return the document with this row number."""
        self.fetch([row])
        return self._documents[row]

    def place(self, window: Window, found: TokenisedText, first: int, last: int) -> Place:
        """Turn tokens of a window into a place."""
        return self.place_in(window.stretch.row, window.span(found, first, last), self._given)

    def place_in(self, row: int, span: Span, given: Sequence[str] = ()) -> Place:
        """Return the place of a span of the document with this row number, by the utterances that the index has of it, if any."""
        self.fetch_utterances([row])
        return place_at(self.document(row), span, given)

    def fetch_utterances(self, rows: Collection[int]) -> None:
        """Load the documents with these row numbers, and the utterances that the index has of them, in one query for each."""
        self.fetch(rows)
        wanted = [row for row in rows if row not in self._asked]
        self._asked.update(wanted)
        unknown = {row: self._documents[row] for row in wanted if not is_known(self._documents[row])}
        if unknown:
            for row, said in stored_utterances(self._engine, unknown).items():
                remember(self._documents[row], said)

    def exact(
        self, tokens: Sequence[QuoteToken], windows: Collection[Window]
    ) -> Iterator[tuple[Window, TokenisedText, int, int]]:
        """Yield each place that has the tokens in sequence and is not cut from a larger unit that changes their meaning."""
        seen: set[tuple[int, int]] = set()
        sought = phrases(tokens[1:])  # the case of the first letter may differ
        bare = [token for token in tokens if token.kind != "quote"]
        for window in windows:
            checkpoint()
            if window.lacks(sought):
                continue
            parts = window.holding(sought)
            searched = [(corpus, tokens) for corpus in parts]
            if unopened := [other for one in parts if len((other := without_opening(one)).tokens) < len(one.tokens)]:
                closed = tokens if len(bare) == len(tokens) else _unopened(self.quotation.tokenised.text, tokens)
                searched += [(corpus, closed) for corpus in unopened]
            for corpus, sought_tokens in searched:
                for first, last in occurrences(corpus, sought_tokens):
                    key = (window.stretch.row, window.span(corpus, first, last).start)
                    if key not in seen and not severed(
                        corpus.text, corpus.tokens[first].start, corpus.tokens[last - 1].end
                    ):
                        seen.add(key)
                        yield window, corpus, first, last

    def _proposed(self, tokens: Sequence[QuoteToken], searched: Sequence[str], most: int) -> dict[int, float]:
        looks = [
            term
            for token in tokens
            if any(not self.rarity.counts.get(one) for one in _terms(token.key))
            for term in _looks(token)
        ]
        return propose(self._engine, [*searched, *looks], self.rarity, most)

    def _read(self, rows: dict[int, float]) -> list[Window]:
        margin = len(self.quotation.tokenised.text) + 300
        proposed = stretches(self._engine, rows, margin)
        self.fetch({stretch.row for stretch in proposed})
        found = []
        for stretch in proposed:
            if stretch.row not in self._documents:
                continue  # it has been removed since, or its row is damaged
            key = (stretch.row, stretch.span)
            found.append(self._windows.setdefault(key, Window(stretch, self._vowels)))
        return found


def phrases(tokens: Sequence[QuoteToken]) -> list[str]:
    """Return the runs of words without a mark between them, each joined by single spaces.

    A text with these tokens contains every phrase once its white space is collapsed. Scripts without spaces between words are
    left out.
    """
    found: list[list[str]] = [[]]
    for token in tokens:
        if token.kind == "word" and max(token.key) < UNSPACED:
            found[-1].append(token.key)
        elif found[-1]:
            found.append([])
    return [" ".join(words) for words in found if words]


def _terms(text: str) -> list[str]:
    return terms(_shown(text))


def _shown(text: str) -> str:
    return _HIDDEN.sub("", plain(text))


def _looks(token: QuoteToken) -> list[str]:
    """Return the terms that a word appears to be, if it mixes in letters of another script that look the same."""
    if token.kind != "word" or token.key.isascii():
        return []
    shown = skeleton(token.key)
    return terms(shown) if shown.isascii() else []


def _unopened(text: str, tokens: Sequence[QuoteToken]) -> list[QuoteToken]:
    return [t for t in tokens if t.kind != "quote" or not (t.start and text[: t.start].rstrip(" \t")[-1:] == "\n")]


_HYPHENS = "-‐‑\u00ad"
_SCALE = re.compile(
    rf"\s?(?:%|‰|per\s?cents?\b|percent\b|(?:{'|'.join((*SCALES, *SCALE_ABBREVIATIONS))})\b"
    r"|٪|في المئة|بالمئة|مليون|مليار|ألف)",
    re.IGNORECASE,
)


def severed(text: str, start: int, end: int) -> bool:
    """Return whether a cut splits a unit: `non-|violent`, `$|5`, `−|5`, `5|%`, `5 | million`."""
    return severed_before(text, start) or severed_behind(text, end)


def severed_before(text: str, start: int) -> bool:
    """Return whether a stretch that starts at `start` lacks something joined to its start."""
    before, beyond, first = text[max(0, start - 1) : start], text[max(0, start - 2) : max(0, start - 1)], text[start]
    if before and (before in _HYPHENS or (before == "–" and first.isdigit())) and (beyond.isalnum() or first.isdigit()):
        return True
    return bool(before) and first.isdigit() and (before in "$€£¥₪−" or beyond + before in ("$ ", "€ ", "£ "))


def severed_behind(text: str, end: int) -> bool:
    """Return whether a stretch that ends at `end` lacks something joined to its end."""
    behind, next_one, number = text[end : end + 1], text[end + 1 : end + 2], text[end - 1].isdigit()
    if behind and (behind in _HYPHENS or (behind == "–" and number)) and next_one.isalnum():
        return True
    return number and _SCALE.match(text, end) is not None
