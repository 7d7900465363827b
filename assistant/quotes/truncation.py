"""Find words left out of a quotation that change the meaning of what it keeps: a negation, a condition, whose claim it is.

Words left out count if they govern, negate, condition, hedge, restrict or ascribe the words kept, by the parse of the sentence
(`assistant.quotes.cuts.syntax_rules`). A plain "he said that" of a reporter changes nothing; another's claim inside a
speaker's own words does. Arabic has rules over strings (`assistant.quotes.cuts.arabic_rules`). A quotation of whole sentences
is not parsed.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from ...corpus.types import Span
from .cuts import arabic_rules, syntax_rules
from .cuts.omission import OmittedWord, flags_and_reasons, unique
from .cuts.sentence import CutSentence, owned_by_speaker, sentences_between, sentences_of
from .report import Place

__all__ = [
    "OmittedWord",
    "flags_and_reasons",
    "omitted_around",
    "omitted_around_pieces",
    "omitted_between",
    "omitted_words",
]

_ARABIC = re.compile(r"[\u0600-\u06ff]")


def omitted_words(text: str, span: Span, owned: tuple[Span, ...] = ()) -> tuple[OmittedWord, ...]:
    """Return the words left out around `span` that change its meaning; none if whole sentences are quoted.

    `owned` are the parts inside quotation marks of a speaker's sentence that contains `span`; the words outside them are the
    reporter's and do not count.
    """
    return unique(one for sentence in sentences_of(text, span, owned) for one in _turning(sentence))


def omitted_around(place: Place, *, asks: bool = False) -> tuple[OmittedWord, ...]:
    """Return the words left out around a place that change its meaning; see `omitted_words`.

    `asks`: the quotation ends with a question mark, which a place does not have.
    """
    return omitted_around_pieces([place], asks=asks)


def omitted_around_pieces(pieces: Sequence[Place], *, asks: bool = False) -> tuple[OmittedWord, ...]:
    """Return the words left out around the pieces of one quotation; parts of an interrupted sentence count as one."""
    found: list[OmittedWord] = []
    for owned, group in groupby(pieces, owned_by_speaker):
        together = tuple(group)
        text = together[0].document.text
        spans = [one.span for one in together]
        for span in [Span(spans[0].start, spans[-1].end)] if owned else spans:
            found += omitted_words(text, span, owned)
    return unique(one for one in found if not (asks and one.kind == "question"))


def omitted_between(text: str, before: Span, after: Span) -> tuple[OmittedWord, ...]:
    """Return the words of a marked omission between two pieces that change the meaning of one of them."""
    sentences = sentences_between(text, before, after)
    found = [one for sentence in sentences for one in _turning(sentence)]
    if len(sentences) == 2 and not _ARABIC.search(text[before.start : after.end]):
        found += filter(None, (syntax_rules.splice(*sentences),))
    return unique(found)


def _turning(sentence: CutSentence) -> tuple[OmittedWord, ...]:
    if _ARABIC.search(sentence.text):
        return arabic_rules.turning(sentence)
    return syntax_rules.turning(sentence)
