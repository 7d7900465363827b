"""Whether what somebody says bears on the topic that a question names: "What did X say about Y?".

X says something in most reports that name X, so a search finds words of X although none is about Y.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ...corpus.language.names import same_person
from ...corpus.language.synonyms import covered, with_groups
from ...corpus.language.terms import content_terms, of_one_family, terms
from ...corpus.utterances.turns import turn_at
from ...index.retrieval.search import EvidenceSentence

READ = 12
"""The most sentences that are read for the topic."""

ALIKE = 0.45
"""The least cosine of the topic and a sentence that counts as its topic in other words."""

_TOPIC = re.compile(
    r"\b(?:say|said|saying|think|thinks|tell|tells|told|claim|argue|announce|promise|warn|explain|(?:reaction|response|view"
    r"|opinion|position|stance|comment|take|words|remarks)s?)(?: \w+)? (?:about|on|of|to|regarding|concerning) (?P<topic>[^?]+)",
    re.IGNORECASE,
)

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Returns a unit row for each text (`Encoder.encode`)."""


def spoken_topic(question: str) -> str | None:
    """Return what somebody's words are asked about; `None` if the question does not say."""
    found = _TOPIC.search(question)
    return found["topic"].strip(" .!") if found and content_terms(found["topic"]) else None


def speaks_of(topic: str, speaker: str, evidence: Sequence[EvidenceSentence], encode: Encode) -> bool:
    """Return whether a sentence that names `speaker` or stands beside one, or is a turn of theirs, is about the topic.

    It is if it or a neighbour has a term of the topic, a synonym or a word of the same family, or if its vector is near.
    """
    asked = set(content_terms(topic)) - set(terms(speaker))
    surname = speaker.rstrip("?.! ").split()[-1].lower()
    if not asked:
        return True
    spoken = []
    for one in evidence[:READ]:
        near = " ".join(other.sentence.text for other in evidence if _beside(one, other))
        if surname not in near.lower() and not in_turn_of(speaker, one):
            continue
        meant = with_groups(terms(near))
        if any(covered(term, meant) or any(of_one_family(term, other) for other in meant) for term in asked):
            return True
        spoken.append(one)
    if not spoken:
        return False
    vector = encode([topic])[0]
    return any(float(one.vector @ vector) >= ALIKE for one in spoken)


def _beside(one: EvidenceSentence, other: EvidenceSentence) -> bool:
    """Return whether the other sentence is the same one or adjoins it in its passage."""
    if one.passage != other.passage:
        return False
    a, b = sorted((one.sentence.span, other.sentence.span), key=lambda span: span.start)
    return not one.sentence.document.text[a.end : b.start].strip()


def in_turn_of(speaker: str, one: EvidenceSentence) -> bool | None:
    """Return whether a sentence is of this speaker's turn in a transcript; `None` if it is of nobody's."""
    found = turn_at(one.sentence.document, one.sentence.span.end - 1)
    return same_person(speaker, found[1].speaker) if found and found[1].speaker else None
