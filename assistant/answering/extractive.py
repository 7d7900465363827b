"""Answer by quoting: the sentence that answers, the reports that agree with it, and other relevant statements.

No words are generated: a claim's text is the words of its first citation. Adjacent sentences are quoted together, since a
report often names its subject in one and continues in the next. Reports that say the same (`comparison.agreement`) become
further citations of one claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import inf

from ...corpus.antecedents import TOGETHER, with_antecedent
from ...corpus.language.terms import content_terms, terms
from ...corpus.types import Sentence, Span
from ...index.retrieval.features import answer_signs
from ...index.retrieval.search import NEAR, EvidenceSentence
from ..comparison.agreement import says_same
from ..statements.reported import read_sentence
from ..types import Citation, Claim
from .answer_kinds import having

QUOTED = 4
"""The most claims in an answer, and the most sentences in them, not counting those of reports that agree."""

BEARING = 5.0
"""Maximum difference of scores between the leading sentence and another one that is quoted.

With it, and without sentences that have no word of the question, an answer has a third fewer further quotations; none of the
right ones among the first three is lost (docs/decisions/0024).
"""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What one claim quotes: a piece of one passage with its best sentence, and other reports that agree.

    A piece is one or two sentences: more would hide the one that answers.
    """

    lead: EvidenceSentence
    span: Span
    others: tuple[EvidenceSentence, ...] = ()
    whole: bool = False

    def with_neighbour(self, one: EvidenceSentence) -> "_Quoted | None":
        """Return this piece extended by an adjacent sentence, or `None` if it is not adjacent or the piece would be too long."""
        span, text = self.span, self.lead.sentence.document.text
        other = one.sentence.span
        if self.whole or one.passage != self.lead.passage or span.overlaps(other):
            return None
        joined = Span(min(span.start, other.start), max(span.end, other.end))
        between = text[min(span.end, other.end) : max(span.start, other.start)]
        if between.strip() or "\n" in between or joined.end - joined.start > TOGETHER:
            return None
        return replace(self, span=joined, whole=True)


def quoted_claims(
    evidence: Sequence[EvidenceSentence],
    question: str = "",
    *,
    speaker: str | None = None,
    most: int = QUOTED,
    near: float = BEARING,
) -> tuple[Claim, ...]:
    """Return at most `most` claims, of as many sentences, from sentences sorted best first; the first claim leads the answer.

    The leading one is extended by a neighbour if only that has the kind of answer that `question` asks for. Sentences whose
    score is more than `near` below the first one's are left out, and further ones without a word of the question. An
    adjacent sentence is quoted with another one although its score is lower, down to `NEAR`. If somebody's words are asked for
    (`speaker`), the leading piece gains a sentence before it only if that names them.
    """
    telling = [one for one in evidence if not _headline(one.sentence.text)]
    asked = frozenset(content_terms(question)) if near != inf else frozenset[str]()
    quoted: list[_Quoted] = []
    sentences = 0
    for one in telling or evidence:
        if sentences == most or (quoted and one.score < quoted[0].lead.score - max(near, NEAR)):
            break
        at = next((at for at, piece in enumerate(quoted) if _same(piece.lead, one)), None)
        if at is not None:
            if all(_report(one) != _report(other) for other in (quoted[at].lead, *quoted[at].others)):
                quoted[at] = replace(quoted[at], others=(*quoted[at].others, one))
            continue
        pieces = ((at, old, old.with_neighbour(one)) for at, old in enumerate(quoted))
        grown = next(
            ((at, piece) for at, old, piece in pieces if piece and _keeps_speaker(at, old, piece, speaker)), None
        )
        if grown is not None:
            quoted[grown[0]] = grown[1]
        elif len(quoted) < most and (
            not quoted or (one.score >= quoted[0].lead.score - near and _bears_on(asked, one))
        ):
            quoted.append(_Quoted(one, one.sentence.span))
        else:
            continue
        sentences += 1
    if quoted:
        quoted[0] = _with_answer(question, quoted[0], evidence)
    markers = count(1)
    return tuple(_claim(piece, markers) for piece in quoted)


def _bears_on(asked: frozenset[str], one: EvidenceSentence) -> bool:
    """Return whether a sentence has one of the question's terms; always if there are none.

    Synonyms do not count: with them, sentences that do not bear on the question took the place of reports that differ.
    """
    return not asked or not asked.isdisjoint(terms(one.sentence.text))


def _keeps_speaker(at: int, old: _Quoted, grown: _Quoted, speaker: str | None) -> bool:
    """Return whether what a leading piece gains before it names the speaker: else it would be read as theirs."""
    gained = grown.lead.sentence.document.text[grown.span.start : old.span.start]
    return at > 0 or not speaker or not gained or speaker.rstrip("?.! ").split()[-1].lower() in gained.lower()


def _with_answer(question: str, leading: _Quoted, evidence: Sequence[EvidenceSentence]) -> _Quoted:
    """Extend the leading piece by the sentence after or before it, if only that one has the kind of answer asked for."""
    passage = [one for one in evidence if one.passage == leading.lead.passage]
    after = sorted(
        (one for one in passage if one.sentence.span.start >= leading.span.end), key=lambda one: one.sentence.span.start
    )
    before = sorted(
        (one for one in passage if one.sentence.span.end <= leading.span.start), key=lambda one: one.sentence.span.start
    )
    near = [*after[:1], *before[-1:]]
    texts = [leading.span.of(leading.lead.sentence.document.text), *(one.sentence.text for one in near)]
    lead, *others = answer_signs(question, texts)
    # The signs of a finer kind tell more than those of its question word.
    finer, *others_finer = having(question, texts)
    gains = [(not finer and has) or (lead < sign == 1) for sign, has in zip(others, others_finer, strict=True)]
    wider = (leading.with_neighbour(one) for one, gain in zip(near, gains, strict=True) if gain)
    return next((piece for piece in wider if piece is not None), leading)


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


def _headline(text: str) -> bool:
    """Return whether the text is a heading: a few words without the punctuation of a sentence."""
    return len(text.split()) <= 6 and text[-1] not in ".!?…؟۔\"”’'»)"


def _report(one: EvidenceSentence) -> str:
    return one.sentence.document.id


def _same(a: EvidenceSentence, b: EvidenceSentence) -> bool:
    """Return whether two sentences of different reports say the same, or two of one report overlap."""
    if _report(a) == _report(b):
        return a.sentence.span.overlaps(b.sentence.span)
    return says_same(read_sentence(a.sentence), read_sentence(b.sentence), float(a.vector @ b.vector))
