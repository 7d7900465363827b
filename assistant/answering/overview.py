"""Answer "what happened in …", "summarise …" and "tell me about …" by sentences of several reports.

Such a question does not ask for one fact, so no sentence answers it, and the confidence of a search says little. What counts is
whether sentences name the topic: each quoted one does so, and they come from as many reports as possible.
"""

import re
from collections.abc import Iterator, Sequence

from ...corpus.language.terms import content_terms, terms
from ...index.retrieval.search import EvidenceSentence
from ...index.storage.queries import heading

QUOTED = 6
"""The most claims of an overview."""

READ = 20
"""Passages that an overview is made from."""

NAMED = 0.5
"""The least share of the topic's terms that a quoted sentence has."""

OPENING = 400
"""Characters of a report that count as its opening."""

_ASKING = re.compile(
    r"\W*(?:(?:please|can you|could you)\s+)*"
    r"(?:what(?:['’]s| is| has| was)? (?:happen(?:ed|ing|s)|going on|new|known)"
    r"(?:\s+(?:in|on|at|with|to|about|during|around|of|between))?"
    r"|what(?:['’]s| is) the (?:deal|story|situation|news) (?:with|about|in|of|on)"
    r"|summari[sz]e|sum up|outline|(?:give me )?(?:an? |the )?(?:summary|overview) of|tell me (?:more )?about"
    r"|what (?:do|does) (?:we|you|the (?:reports|documents|corpus)) (?:know|say|have) about)"
    r"\s+(?P<topic>\S.*?)[\s?.!]*",
    re.IGNORECASE,
)


def overview_topic(question: str) -> str | None:
    """Return what an overview is asked of; `None` if the question asks for something else or names no topic."""
    found = _ASKING.fullmatch(question)
    return found["topic"] if found and content_terms(found["topic"]) else None


def on_topic(topic: str, evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the sentences that name the topic: the best of each report first, then further ones.

    Sentences that open a report and name the whole topic lead. Nothing is returned unless some sentence and its title together have every term of the topic.
    """
    wanted = set(content_terms(topic))
    named = [one for one in evidence if len(wanted & set(terms(one.sentence.text))) >= NAMED * len(wanted)]
    whole = [wanted <= {*terms(one.sentence.text), *terms(heading(one.sentence.document))} for one in named]
    if not any(whole):
        return ()
    # What a report opens with sums it up.
    order = sorted(range(len(named)), key=lambda at: not (whole[at] and named[at].sentence.span.start < OPENING))
    return tuple(_by_turns([named[at] for at in order]))


def _by_turns(evidence: Sequence[EvidenceSentence]) -> Iterator[EvidenceSentence]:
    """Yield the best sentence of each report, then the second of each, and so on."""
    left = list(evidence)
    while left:
        seen: set[str] = set()
        later = []
        for one in left:
            report = one.sentence.document.id
            if report in seen:
                later.append(one)
            else:
                seen.add(report)
                yield one
        left = later
