"""Find the sentence closest in meaning to a quotation whose words do not occur.

Similarity is the encoder's cosine, computed for the sentences of the passages that share the quotation's rarest terms. So
a paraphrase that shares no content word with the corpus is not found.
"""

from dataclasses import dataclass

from ...corpus.language.terms import content_terms, terms
from ...index.home import Home
from ...index.storage.queries import passages_at
from .places import PlaceFinder
from .report import Place

SAME = 0.66
"""The cosine plus `SHARED` times the share of common content terms from which a sentence counts as a paraphrase.

A judgement, made on reference summaries of BUMP and sentences of articles that are not in the index.
"""

SHARED = 0.2
"""The weight of the share of common content terms, in cosine."""

READ = 1_000
"""Characters of the quotation that the encoder reads."""


@dataclass(frozen=True, slots=True)
class NearestSentence:
    """A sentence, its cosine with the quotation, and whether it counts as a paraphrase (`same`)."""

    place: Place
    cosine: float
    same: bool


def nearest_sentence(home: Home, finder: PlaceFinder, quote: str) -> NearestSentence | None:
    """Return the closest sentence of the passages that the quotation's terms propose; `None` if there are none."""
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
    content = set(content_terms(quote))
    document = finder.document(passage.document)
    shared = len(content & set(terms(span.of(document.text)))) / max(1, len(content))
    return NearestSentence(finder.place_in(passage.document, span), cosine, cosine + SHARED * shared >= SAME)
