"""Say why an answer abstains: what the evidence lacks, which words no document has, and what a filter leaves out."""

import re
from collections.abc import Callable, Sequence

from ...corpus.language.synonyms import covered, with_groups
from ...corpus.language.terms import content_terms, terms
from ...corpus.wording import counted
from ...index.filters import Filters
from ...index.home import Home
from ...index.retrieval.search import EvidenceSentence
from ...index.storage.queries import allowed, frequencies
from .answer_kinds import counted_thing, having
from .offices import holder
from .spoken_topics import Encode, speaks_of, spoken_topic

SHOWN = 3
"""The most words named."""

LOOKED_THROUGH = 4
"""The best sentences that are looked through for a number of what is counted, or a place of the kind asked for."""

# Kinds of place whose names have the kind in them, or stand beside it.
_NAMED_BY_KIND = re.compile(
    r"\b(?:which|what) (?:[\w’'-]+ ){0,2}?(?P<kind>hotel|prison|jail|hospital|clinic|university|college|school|airport|court"
    r"|church|mosque|stadium|restaurant|street|museum|theatre|theater)\b",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def lacking(question: str, speaker: str | None, evidence: Sequence[EvidenceSentence], encode: Encode) -> str | None:
    """Return a sentence on what the evidence, best first, lacks to answer; `None` if nothing that can be told.

    It lacks a number of what "how many" asks for, a place of the kind that "which hotel" asks for, or words of the `speaker` on
    the topic asked about.
    """
    best = [one.sentence.text for one in evidence[:LOOKED_THROUGH]]
    thing = counted_thing(question)
    if thing and not any(having(question, best)):
        return f"What was found gives no number of {thing}."
    if place := _NAMED_BY_KIND.search(question):
        found = with_groups(terms(" ".join(best)))
        if not all(covered(term, found) for term in terms(place["kind"])):
            return f"What was found names no {place['kind'].lower()}."
    topic = spoken_topic(question) if speaker else None
    if speaker and topic and not speaks_of(topic, holder(speaker, evidence) or speaker, evidence, encode):
        return f"What was found of the words of {speaker} is not about {topic}."
    return None


def missing(home: Home, question: str, filters: Filters, answers_without: Callable[[], bool]) -> tuple[str, ...]:
    """Return sentences on why nothing answers; `answers_without` tells whether the corpus answers without the filters."""
    engine = home.catalogue.engine
    said = []
    if filters:
        number = len(allowed(engine, filters))
        more = " Without the filter there are answers." if answers_without() else ""
        said.append(f"Nothing in the {counted(number, 'document')} that your filter lets through answers it.{more}")
    content = content_terms(question)
    counts, _ = frequencies(engine, content)
    words = [word for word in _WORD.findall(question) if any(one in content and not counts[one] for one in terms(word))]
    named = list(dict.fromkeys(words))[:SHOWN]
    if named:
        said.append(f"No document has the {'word' if len(named) == 1 else 'words'} {', '.join(named)}.")
    return tuple(said)
