"""Suggest further questions: generated from the documents that an answer used, and tried before they are offered.

Each candidate comes from one sentence of such a document (`assistant.questions`); candidates whose sentence is close to the
one that led the answer are tried first. A candidate is offered only if searching for it leads, with confidence, to that very
sentence, and not to one already shown. So a suggestion never ends in "This corpus does not say." The result depends on the
answer only, not on time or chance. Each try costs a search, so suggestions are made after the answer is shown; `TRIED`
limits the cost.
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
"""The most searches for one answer."""

DOCUMENTS = 5
"""Documents from which questions are generated: first those quoted, then the others found."""

LIKE = 0.6
"""The share of common content terms from which two questions count as the same."""

RELATED = 0.35
"""The least cosine of a candidate's sentence with the one that led the answer; below it the subject is another."""

SHARED = 0.04
"""The amount added to that cosine for each content term that the question shares with the answer."""

VARIED = 0.12
"""The amount subtracted for each question of the same kind that is already offered."""

Search = Callable[[str], Results]


def suggestions(answer: Answer, home: Home, search: Search, threshold: float) -> tuple[str, ...]:
    """Return at most three questions that follow from the answer and that the corpus answers; none if it abstained.

    `search` runs a query; `threshold` is the confidence from which a question counts as answered.
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
        # On equal scores, the first one.
        best = max(left, key=lambda pair: pair[0])[1]
        rated = [pair for pair in rated if pair[1] != best]
        lead = answered_by(best, search, threshold)
        if lead is not None and not any(_same_place(lead, other) for other in leads):
            offered.append(best)
            leads.append(lead)
    return tuple(one.text for one in offered)


def answered_by(one: GeneratedQuestion, search: Search, threshold: float) -> Citation | None:
    """Return the leading citation for a question if it contains the sentence the question was generated from; else `None`."""
    found = search(one.text)
    if found.confidence < threshold:
        return None
    claims = quoted_claims(found.evidence, one.text)
    leading = claims[0].citations if claims else ()
    return leading[0] if any(_inside(one, citation) for citation in leading) else None


def _candidates(answer: Answer, home: Home) -> list[tuple[float, GeneratedQuestion]]:
    """Return (score, question) for questions from the documents quoted and found, in document order."""
    documents = dict.fromkeys(citation.document for citation in answer.citations)
    documents.update(dict.fromkeys(hit.passage.document for hit in answer.hits))
    generated = [one for document in list(documents)[:DOCUMENTS] for one in generate_questions(document)]
    lead = answer.citations[0]
    first = [(lead.document.id, span) for span in _sentences(lead.document) if span.overlaps(lead.span)]
    vectors = vectors_of(home.catalogue.engine, {(one.document.id, one.span) for one in generated} | set(first))
    leading = [vectors[place] for place in first if place in vectors]
    about = set(content_terms(answer.question)) | set(content_terms(lead.quote))
    rated = []
    for one in generated:
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
