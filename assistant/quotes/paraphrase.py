"""The sentence that says most nearly what a quotation says, where its words stand nowhere.

Meaning is the encoder's cosine among sentences of the passages that share the quotation's rarest terms: a paraphrase
that shares no telling word with the corpus is not looked for.
"""

from dataclasses import dataclass

from ...corpus.language.terms import content_terms, terms
from ...index.home import Home
from ...index.storage.queries import passages_at
from .attribution import place
from .places import PlaceFinder
from .report import Place

SAME = 0.66
"""Cosine and `SHARED` times the share of the quotation's content terms, together, from which a sentence says much the same.

Set by judgement, after looking at reference summaries of BUMP beside sentences of articles that are not in the index.
"""

SHARED = 0.2
"""What all content terms in common are worth in cosine."""

READ = 1_000
"""Characters of the quotation that the encoder reads."""


@dataclass(frozen=True, slots=True)
class NearestSentence:
    """A sentence, how near its meaning is (cosine), and whether that is much the same."""

    place: Place
    cosine: float
    same: bool


def nearest_sentence(home: Home, finder: PlaceFinder, quote: str) -> NearestSentence | None:
    """The nearest sentence of the passages that the quotation's terms propose; `None` where there are none."""
    found = passages_at(home.catalogue.engine, set(finder.proposed))
    if not found:
        return None
    vector = home.encoder.encode([quote[:READ]])[0]
    scored = [
        (float(cosine), passage, span)
        for passage in found
        for cosine, span in zip(passage.vectors @ vector, passage.sentences, strict=True)
    ]
    cosine, passage, span = max(scored, key=lambda one: (one[0], -one[1].row, -one[2].start))
    wanted = set(content_terms(quote))
    document = finder.document(passage.document)
    shared = len(wanted & set(terms(span.of(document.text)))) / max(1, len(wanted))
    return NearestSentence(place(document, span), cosine, cosine + SHARED * shared >= SAME)
