"""The words of a claim that its evidence has in no form, each with the word that the alignment finds closest to it."""

from collections.abc import Iterator, Sequence

from ...corpus.language.synonyms import covered
from ...corpus.types import Span
from ...index.encoding.word_vectors import WordVectors
from ..statements.statement import ParsedSentence
from .alignment import Alignment
from .judge import UnmatchedWord


def unmatched_words(
    claim: ParsedSentence,
    read: WordVectors,
    evidence: Sequence[tuple[ParsedSentence, WordVectors]],
    alignment: Alignment,
) -> tuple[UnmatchedWord, ...]:
    """Return the content words of a claim that the evidence has in no form, with the words of the evidence closest to them.

    Args:
        claim: a sentence of the claim.
        read: its words (n).
        evidence: the sentences that it was aligned with, in this order, and their words (m in all).
        alignment: of the n words with the m words.

    All such words are returned, however close their vectors: cosines do not tell words that were changed from words that are
    only chosen freely (ROC-AUC 0.50 on 390 words of changed summaries). Words beyond the encoder's input length have no
    closest word.
    """
    every = frozenset().union(*(one.meant for one, _ in evidence))
    places = [place for one, words in evidence for place in _placed(one, words)]
    tokens = list(_placed(claim, read))
    found = []
    for word in claim.words:
        if not word.content or covered(word.term, every):
            continue
        start, end = claim.span.start + word.start, claim.span.start + word.end
        near = [at for at, (_, place) in enumerate(tokens) if place.start < end and start < place.end]
        if not near or not places:
            found.append(UnmatchedWord(Span(start, end)))
            continue
        of, place = places[int(alignment.best[max(near, key=lambda one: float(alignment.cosines[one]))])]
        found.append(UnmatchedWord(Span(start, end), of, place))
    return tuple(found)


def _placed(sentence: ParsedSentence, read: WordVectors) -> Iterator[tuple[int, Span]]:
    """Yield the index of the text and the offsets in it of each word that the encoder read, in order."""
    at = 0
    for word in read.words:
        at = sentence.text.index(word, at)
        yield sentence.of, Span(sentence.span.start + at, sentence.span.start + at + len(word))
        at += len(word)
