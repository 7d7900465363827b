"""Questions to go on with: made from what an answer quoted and read, and each tried on the index before it is offered.

A candidate comes from one sentence of a document that was read (`assistant.questions`); the nearer its sentence is to the one
that led the answer, the sooner it is tried. It is offered only if searching for it leads, with confidence, to that very
sentence, and not to the one that has just been given. So a suggestion never ends in "This corpus does not say." No clock
and no chance has a say in it: the same answer gives the same questions. Trying one costs a search, so it is done after
the answer is shown; `TRIED` bounds it.
"""

from collections.abc import Callable, Sequence

from ...corpus.language.terms import content_terms
from ...corpus.segment import segment
from ...corpus.types import Document, Span
from ...index.home import Home
from ...index.retrieval.search import Results
from ...index.storage.queries import vectors_of
from ..questions import GeneratedQuestion, generate_questions
from ..types import Answer, Citation
from .extractive import quoted_claims

SUGGESTED = 3
TRIED = 6
"""Searches for one answer at most."""

DOCUMENTS = 5
"""Documents whose sentences questions are made from: those quoted, then those read."""

LIKE = 0.6
"""Share of content terms from which two questions ask the same."""

RELATED = 0.35
"""Cosine of a candidate's sentence with the one that led the answer below which it is about something else."""

SHARED = 0.04
"""What each content term that a question shares with the answer adds to that cosine."""

VARIED = 0.12
"""What is taken off for each question of the same kind that is offered already."""

Search = Callable[[str], Results]


def suggestions(answer: Answer, home: Home, search: Search, threshold: float) -> tuple[str, ...]:
    """At most three questions that follow from the answer and that the corpus answers; none for an answer that abstained.

    `search` searches for a question, `threshold` is the confidence from which it counts as answered.
    """
    if answer.abstained or not answer.citations:
        return ()
    rated = _candidates(answer, home)
    offered: list[GeneratedQuestion] = []
    leads = [answer.citations[0]]
    for _ in range(TRIED):
        left = [
            (score - VARIED * sum(one.kind == other.kind for other in offered), one)
            for score, one in rated
            if not any(_alike(one.text, text) for text in (answer.question, *(other.text for other in offered)))
            and not any(_inside(one, lead) for lead in leads)
        ]
        if len(offered) == SUGGESTED or not left:
            break
        # Of equal scores, the one that stands first.
        best = max(left, key=lambda pair: pair[0])[1]
        rated = [pair for pair in rated if pair[1] != best]
        lead = answered_by(best, search, threshold)
        if lead is not None and not any(_same_place(lead, other) for other in leads):
            offered.append(best)
            leads.append(lead)
    return tuple(one.text for one in offered)


def answered_by(one: GeneratedQuestion, search: Search, threshold: float) -> Citation | None:
    """What leads the answer to a question, where that is the sentence which the question was made from; else `None`."""
    found = search(one.text)
    if found.confidence < threshold:
        return None
    claims = quoted_claims(found.evidence)
    told = claims[0].citations if claims else ()
    return told[0] if any(_inside(one, citation) for citation in told) else None


def _candidates(answer: Answer, home: Home) -> list[tuple[float, GeneratedQuestion]]:
    """Questions from the documents that were quoted and read, rated, in the order of their places."""
    near = dict.fromkeys(citation.document for citation in answer.citations)
    near.update(dict.fromkeys(hit.passage.document for hit in answer.hits))
    made = [one for document in list(near)[:DOCUMENTS] for one in generate_questions(document)]
    lead = answer.citations[0]
    first = [(lead.document.id, span) for span in _sentences(lead.document) if span.overlaps(lead.span)]
    vectors = vectors_of(home.catalogue.engine, {(one.document.id, one.span) for one in made} | set(first))
    leading = [vectors[place] for place in first if place in vectors]
    about = set(content_terms(answer.question)) | set(content_terms(lead.quote))
    rated = []
    for one in made:
        vector = vectors.get((one.document.id, one.span))
        if vector is None or not leading:
            continue
        cosine = float(max(vector @ other for other in leading))
        if cosine >= RELATED:
            rated.append((round(cosine + SHARED * len(about & set(content_terms(one.text))), 6), one))
    return rated


def _sentences(document: Document) -> Sequence[Span]:
    return segment(document.text).sentences


def _inside(one: GeneratedQuestion, citation: Citation) -> bool:
    return citation.document.id == one.document.id and citation.span.overlaps(one.span)


def _alike(a: str, b: str) -> bool:
    one, other = set(content_terms(a)), set(content_terms(b))
    return len(one & other) >= LIKE * min(len(one), len(other)) if one and other else False


def _same_place(a: Citation, b: Citation) -> bool:
    return a.document.id == b.document.id and a.span.overlaps(b.span)
