"""Answer "what happened in …", "summarise …" and "tell me about …" by sentences of several reports.

Such a question does not ask for one fact, so no sentence answers it, and the confidence of a search says little. What counts is
whether sentences name the topic: each quoted one does so, and they come from as many reports as possible.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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
    r"(?:what(?:['’]s| is| has| was)? (?:happened|been happening|happening|going on|new) (?:in|on|at|with|during|around|between)"
    r"|what(?:['’]s| is) known about"
    r"|what(?:['’]s| is) the (?:deal|story|situation|news) (?:with|about|in|of|on)"
    r"|summari[sz]e|sum up|outline|(?:give me )?(?:an? |the )?(?:summary|overview) of|tell me (?:more )?about"
    r"|(?:what(?:['’]s| is| are) )?(?:the )?(?P<news>(?:most recent|latest|newest) (?:news|reports?|developments?|updates?))"
    r" (?:from|on|about|in|of)"
    r"|what (?:do|does) (?:we|you|the (?:reports|documents|corpus)) (?:know|say|have) about)"
    r"\s+(?P<topic>\S.*?)[\s?.!]*",
    re.IGNORECASE,
)

_ROLE = re.compile(
    r"\W*what (?:role|part) (?:does|do|did|has) (?P<topic>\S.*?) (?:play|played)\b[\s?.!]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What an overview is asked of. `newest`: the latest news are asked for, so the newest report leads."""

    words: str
    newest: bool = False


def overview_topic(question: str) -> Topic | None:
    """Return what an overview is asked of; `None` if the question asks for something else or names no topic."""
    found = _ASKING.fullmatch(question) or _ROLE.fullmatch(question)
    if found is None or not content_terms(found["topic"]):
        return None
    return Topic(found["topic"], bool(found.groupdict().get("news")))


def on_topic(topic: Topic, evidence: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the sentences that name the topic: the best of each report first, then further ones.

    Sentences that open a report and name the whole topic lead. Nothing is returned unless some sentence and its title
    together have every term of the topic.
    """
    wanted = set(content_terms(topic.words))
    named = [one for one in evidence if len(wanted & set(terms(one.sentence.text))) >= NAMED * len(wanted)]
    whole = [wanted <= {*terms(one.sentence.text), *terms(heading(one.sentence.document))} for one in named]
    if not any(whole):
        return ()
    # What a report opens with sums it up.
    order = sorted(range(len(named)), key=lambda at: not (whole[at] and named[at].sentence.span.start < OPENING))
    told = [named[at] for at in order]
    if topic.newest:
        told.sort(key=lambda one: one.sentence.document.published or date.min, reverse=True)
    return tuple(_by_turns(told))


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
