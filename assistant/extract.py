"""Answering by quoting: the sentence that answers, who else reports it, and what else is said.

Nothing here writes words: a claim's text is its first citation's words. Reports that say the same become further
citations of one claim; two sentences say the same when their vectors are close *and* they agree in every number and in
negation, because a vector hardly sees either.
"""

import re
from collections.abc import Sequence
from itertools import count

from assistant.types import Citation, Claim
from corpus.segment import segment
from corpus.types import Sentence, Span
from index.search import Evidence
from index.terms import terms

QUOTED = 3
"""Statements in an answer: the leading one and two more (the first three hold a gold answer in 9 of 10 questions)."""

NEAR = 8.0
"""Nothing is quoted whose score is further below the leading sentence's: of the gold answers that stand in the first
three sentences this loses hardly one (counted on the data that the weights come from)."""

SAME = 0.82
"""Cosine from which two sentences may say the same; set by judgement, not measured."""

TOGETHER = 450
"""A sentence that leans on the one before it is quoted with it, up to this many characters."""

_LEANING = re.compile(
    r"[\"“'‘«]?(?:He|She|They|It|This|These|Those|That|His|Her|Their|Its|Both|Such)\b|(?:وقال|وأضاف|وأكد)\b"
)
_NEGATION = re.compile(
    r"\b(?:not?|never|none|nor|neither|without|cannot|\w+n['’]t|لا|لم|لن|ليس|ليست|غير)\b", re.IGNORECASE
)
_WRITTEN = frozenset(
    terms(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty hundred thousand million billion"
    )
)


def quoted_claims(evidence: Sequence[Evidence]) -> tuple[Claim, ...]:
    """At most `QUOTED` claims from sentences sorted best first; the first one leads the answer."""
    telling = [one for one in evidence if not _headline(one.sentence.text)]
    groups: list[list[Evidence]] = []
    for one in telling or evidence:
        if groups and one.score < groups[0][0].score - NEAR:
            break
        group = next((group for group in groups if _same(group[0], one)), None)
        if group is None:
            groups.append([one])
        elif all(_report(one) != _report(other) for other in group):
            group.append(one)
    markers = count(1)
    return tuple(_claim(group, markers) for group in groups[:QUOTED])


def _claim(group: Sequence[Evidence], markers: "count[int]") -> Claim:
    lead, *others = group
    spans = [with_antecedent(lead.sentence, lead.passage.span), *(other.sentence.span for other in others)]
    citations = tuple(
        Citation(next(markers), one.sentence.document, span) for one, span in zip(group, spans, strict=True)
    )
    return Claim(citations[0].quote, citations, "supported", ("these are the document's own words",))


def with_antecedent(sentence: Sentence, passage: Span) -> Span:
    """The sentence's span, or with the sentence before it where it begins with a word that points back to that."""
    text = sentence.document.text
    if not _LEANING.match(sentence.text):
        return sentence.span
    paragraph = max(text.rfind("\n", 0, sentence.span.start) + 1, passage.start)
    before = segment(text[paragraph : sentence.span.start]).sentences
    if not before or sentence.span.end - (start := paragraph + before[-1].start) > TOGETHER:
        return sentence.span
    return Span(start, sentence.span.end)


def _headline(text: str) -> bool:
    """A few words that are no sentence: they say what comes, not what is."""
    return len(text.split()) <= 6 and text[-1] not in ".!?…؟۔\"”’'»)"


def _report(one: Evidence) -> str:
    return one.sentence.document.id


def _same(a: Evidence, b: Evidence) -> bool:
    """Whether two sentences of different reports say the same, or two of one report overlap."""
    if _report(a) == _report(b):
        return a.sentence.span.overlaps(b.sentence.span)
    if float(a.vector @ b.vector) < SAME:
        return False
    return _telling(a.sentence.text) == _telling(b.sentence.text)


def _telling(text: str) -> tuple[frozenset[str], bool]:
    """The numbers in a sentence, and whether it negates: what must agree before two sentences say the same."""
    numbers = frozenset(term for term in terms(text) if term[0].isdigit() or term in _WRITTEN)
    return numbers, bool(_NEGATION.search(text))
