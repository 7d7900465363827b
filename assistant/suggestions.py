"""Questions to go on with: made from what an answer quoted and read, and each tried on the index before it is offered.

A candidate comes from one sentence of a passage that was read (`assistant.asking`), and it is offered only if searching
for it leads with that very sentence, with confidence, and not with the sentence that has just been given. So a suggestion
never ends in "This corpus does not say." No clock and no chance has a say in it: the same answer gives the same questions.
Trying one costs a search, so it is done after the answer is shown; `TRIED` bounds it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant.asking import Question, questions
from assistant.extract import quoted_claims
from assistant.premises import unmentioned
from assistant.types import Answer, Citation
from corpus.types import Document, Span
from index.reading import Reader
from index.search import Results
from index.terms import content_terms

SUGGESTED = 3
TRIED = 9
"""Searches for one answer at most: some 30 ms each on two cores over the briefs."""

LIKE = 0.6
"""Share of content terms from which two questions ask the same."""

DOCUMENTS = 4
"""Documents whose sentences questions are made from: those quoted, then those read."""

Search = Callable[[str], Results]


def suggestions(answer: Answer, search: Search, threshold: float, read: Reader) -> tuple[str, ...]:
    """At most three questions that follow from the answer and that the corpus answers; none for an answer that abstained.

    `search` searches for a question, `threshold` is the confidence from which it counts as answered.
    """
    if answer.abstained or not answer.claims:
        return ()
    given = [*answer.citations]
    asked = [answer.question, answer.searched_for]
    offered: list[str] = []
    leads = [given[0]]
    tried = 0
    for one in _in_turn(_candidates(answer)):
        if len(offered) == SUGGESTED or tried == TRIED:
            break
        if any(_alike(one.text, other) for other in (*asked, *offered)):
            continue
        tried += 1
        lead = answered_by(one, search, threshold, read)
        if lead is not None and not any(_same_place(lead, other) for other in leads):
            offered.append(one.text)
            leads.append(lead)
    return tuple(offered)


def answered_by(one: Question, search: Search, threshold: float, read: Reader) -> Citation | None:
    """The citation that leads the answer to a question, where it is the sentence the question was made from; else `None`."""
    found = search(one.text)
    if found.confidence < threshold:
        return None
    claims = quoted_claims(found.evidence)
    if not claims or unmentioned(one.text, claims, read):
        return None
    for citation in claims[0].citations:
        if citation.document.id == one.document.id and citation.span.overlaps(one.span):
            return claims[0].citations[0]
    return None


def _candidates(answer: Answer) -> list[Question]:
    """Questions from the sentences that were quoted, then from those around them, then from others that were read."""
    near: dict[Document, list[Span]] = {}
    for citation in answer.citations:
        near.setdefault(citation.document, []).append(citation.span)
    for hit in answer.hits:
        near.setdefault(hit.passage.document, []).append(hit.passage.span)
    made = []
    for document, spans in list(near.items())[:DOCUMENTS]:
        made += [(_distance(one.span, spans), one) for one in questions(document)]
    about = set(content_terms(answer.searched_for)) | {
        term for claim in answer.claims for term in content_terms(claim.text)
    }
    order = {document.id: at for at, document in enumerate(near)}
    return [
        one
        for _, one in sorted(
            made,
            key=lambda pair: (
                pair[0] > 0,
                -len(about & set(content_terms(pair[1].text))),
                order[pair[1].document.id],
                pair[1].span,
                pair[1].text,
            ),
        )
    ]


def _distance(span: Span, near: Iterable[Span]) -> int:
    return min(max(0, one.start - span.end, span.start - one.end) for one in near)


def _in_turn(made: Sequence[Question]) -> Iterator[Question]:
    """The questions with their kinds taking turns, so that three are not all of one kind."""
    kinds: dict[str, list[Question]] = {}
    for one in made:
        kinds.setdefault(one.kind, []).append(one)
    rows = list(kinds.values())
    for at in range(max(map(len, rows), default=0)):
        yield from (row[at] for row in rows if at < len(row))


def _alike(a: str, b: str) -> bool:
    one, other = set(content_terms(a)), set(content_terms(b))
    return len(one & other) >= LIKE * min(len(one), len(other)) if one and other else False


def _same_place(a: Citation, b: Citation) -> bool:
    return a.document.id == b.document.id and a.span.overlaps(b.span)
