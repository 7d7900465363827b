"""Score how much spans of documents are about a topic: by shared words and by sentence vectors."""

from collections.abc import Sequence

import numpy as np

from ...corpus.language.terms import content_terms, match_expression, terms
from ...corpus.types import Span
from ..home import Home
from ..storage.queries import documents_at, lexical, passages_at

PROPOSED = 400  # passages proposed by the topic's words, and sentences by its vector
CLOSE = 0.3  # cosine from which a sentence is about a topic even if it shares no word with it


def about(home: Home, topic: str, places: Sequence[tuple[int, Span]]) -> list[float]:
    """Return, for each (row number of a document, span), how much it is about the topic: 0 (not at all) to 2.

    The score is the share of the topic's words in the span, plus the best cosine of the sentences that overlap it.
    """
    searched = content_terms(topic)
    among = {document for document, _ in places}
    if not searched or not among:
        return [0.0] * len(places)
    engine = home.catalogue.engine
    vector = home.encoder.encode([topic])[0]
    proposed = set(lexical(engine, match_expression(searched), PROPOSED, among))
    proposed.update(number for number, _ in home.nearest(among).nearest(vector, PROPOSED))
    near: dict[int, list[tuple[Span, float]]] = {}
    for found in passages_at(engine, proposed):
        cosines = np.asarray(found.vectors @ vector).tolist()
        near.setdefault(found.document, []).extend(zip(found.sentences, cosines, strict=True))
    texts = documents_at(engine, among & near.keys())
    scores = []
    for document, span in places:
        cosine = max((c for one, c in near.get(document, ()) if one.overlaps(span)), default=0.0)
        share = 0.0
        if cosine != 0.0 and document in texts and span.end <= len(texts[document].text):  # it may have been replaced
            words = set(terms(span.of(texts[document].text)))
            share = sum(term in words for term in searched) / len(searched)
        scores.append(share + cosine if share > 0 or cosine >= CLOSE else 0.0)
    return scores
