"""Answering by quoting: the sentence that answers, who else reports it, and what else is said.

Nothing here writes words: a claim's text is its first citation's words. Sentences that stand next to each other are
quoted as one piece, as they stand: a report names its subject in one and tells the rest in the next. Reports that say
the same become further citations of one claim; two sentences say the same when their vectors are close *and* they agree
in every number and in negation, because a vector hardly sees either.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from assistant.types import Citation, Claim
from corpus.segment import segment
from corpus.types import Sentence, Span
from index.search import Evidence
from index.terms import terms

QUOTED = 4
"""Statements in an answer at most: the leading one, and what else is said."""

SENTENCES = 4
"""Sentences in all claims together, those of reports that say the same not counted."""

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


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What one claim quotes: a piece of one passage, led by its best sentence, and other reports that say the same.

    A piece is one sentence, or two: more would hide the one that answers.
    """

    lead: Evidence
    span: Span
    others: tuple[Evidence, ...] = ()
    whole: bool = False

    def with_neighbour(self, one: Evidence) -> "_Quoted | None":
        """This with a sentence that stands next to it; `None` where it does not, or the piece would grow too long."""
        span, text = self.span, self.lead.sentence.document.text
        other = one.sentence.span
        if self.whole or one.passage != self.lead.passage or span.overlaps(other):
            return None
        joined = Span(min(span.start, other.start), max(span.end, other.end))
        between = text[min(span.end, other.end) : max(span.start, other.start)]
        if between.strip() or "\n" in between or joined.end - joined.start > TOGETHER:
            return None
        return replace(self, span=joined, whole=True)


def quoted_claims(evidence: Sequence[Evidence]) -> tuple[Claim, ...]:
    """At most `QUOTED` claims from sentences sorted best first; the first one leads the answer."""
    telling = [one for one in evidence if not _headline(one.sentence.text)]
    quoted: list[_Quoted] = []
    sentences = 0
    for one in telling or evidence:
        if sentences == SENTENCES or (quoted and one.score < quoted[0].lead.score - NEAR):
            break
        at = next((at for at, piece in enumerate(quoted) if _same(piece.lead, one)), None)
        if at is not None:
            if all(_report(one) != _report(other) for other in (quoted[at].lead, *quoted[at].others)):
                quoted[at] = replace(quoted[at], others=(*quoted[at].others, one))
            continue
        grown = next(((at, piece) for at, old in enumerate(quoted) if (piece := old.with_neighbour(one))), None)
        if grown is not None:
            quoted[grown[0]] = grown[1]
        elif len(quoted) < QUOTED:
            quoted.append(_Quoted(one, one.sentence.span))
        else:
            continue
        sentences += 1
    markers = count(1)
    return tuple(_claim(piece, markers) for piece in quoted)


def _claim(piece: _Quoted, markers: "count[int]") -> Claim:
    lead = piece.lead
    document = lead.sentence.document
    spans = [with_antecedent(Sentence(document, piece.span), lead.passage.span)]
    spans += [other.sentence.span for other in piece.others]
    citations = tuple(
        Citation(next(markers), one.sentence.document, span)
        for one, span in zip((lead, *piece.others), spans, strict=True)
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
    return says_the_same(a.sentence.text, b.sentence.text, float(a.vector @ b.vector))


def says_the_same(a: str, b: str, cosine: float, least: float = SAME) -> bool:
    """Whether two sentences say the same: their vectors' cosine is `least` or more, and numbers and negation agree."""
    return cosine >= least and _telling(a) == _telling(b)


def _telling(text: str) -> tuple[frozenset[str], bool]:
    """The numbers in a sentence, and whether it negates: what must agree before two sentences say the same."""
    numbers = frozenset(term for term in terms(text) if term[0].isdigit() or term in _WRITTEN)
    return numbers, bool(_NEGATION.search(text))
