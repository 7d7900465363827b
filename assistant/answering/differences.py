"""Find sentences that contradict the leading claim of an answer.

Only sentences that the search returned are compared, and of those only the ones relevant enough to be quoted: a
contradiction on another subject is of no use to the reader. So an answer costs a few dozen comparisons and no further
search.
"""

from collections.abc import Sequence
from itertools import count

from ...index.retrieval.search import NEAR, EvidenceSentence
from ..comparison.related import EmbeddedSentence, relate
from ..types import Citation, Claim, Difference
from .recency import asks_for_latest, is_earlier, is_of_state
from .states import asked_state, told_earlier

SHOWN = 3
"""The most contradicting reports that an answer shows, the most relevant first."""

READ = 60
"""The most sentences compared, the most relevant first."""


def find_differences(
    claims: Sequence[Claim], evidence: Sequence[EvidenceSentence], question: str = ""
) -> tuple[Difference, ...]:
    """Return words of other reports that contradict the best sentence of the leading claim: one a report, at most `SHOWN`.

    If `question` asks for a state, those of older reports are marked as earlier: they were overtaken and dispute nothing.

    `evidence` is what the claims were taken from, best first. Sentences that the answer already cites keep their marker.
    """
    cited = [citation for claim in claims for citation in claim.citations]
    if not claims or not claims[0].citations:
        return ()
    near = [one for one in evidence[:READ] if one.score > evidence[0].score - NEAR]
    leading = next((one for one in near if _holds(claims[0].citations[0], one)), None)
    if leading is None:
        return ()
    markers = count(max(citation.marker for citation in cited) + 1)
    agreeing = {citation.document.id for citation in claims[0].citations}
    found: list[Difference] = []
    published = leading.sentence.document.published
    state = asked_state(question)
    of_today = state is not None or asks_for_latest(question)
    older = [one for one in near if of_today and is_earlier(one.sentence.document.published, published)]
    overtaken = told_earlier(state, leading, older) if state and older else []
    for other in near:
        document = other.sentence.document
        if document.id in agreeing or len(found) == SHOWN:
            continue
        judged = relate(
            EmbeddedSentence(leading.sentence, leading.vector), EmbeddedSentence(other.sentence, other.vector)
        )
        differs = judged is not None and judged.kind == "differs"
        if differs or any(other is one for one in overtaken):
            known = next((one for one in cited if _holds(one, other)), None)
            found.append(
                Difference(
                    known or Citation(next(markers), document, other.sentence.span),
                    judged.reasons if judged and differs else (),
                    any(other is one for one in older) and is_of_state(judged.reasons if judged and differs else ()),
                )
            )
            agreeing.add(document.id)
    return tuple(found)


def _holds(citation: Citation, other: EvidenceSentence) -> bool:
    """Return whether a citation contains this sentence."""
    same = citation.document.id == other.sentence.document.id
    return same and citation.span.start <= other.sentence.span.start and other.sentence.span.end <= citation.span.end
