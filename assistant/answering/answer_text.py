"""Render an answer as plain text."""

from ...corpus.utterances.turns.replies import question_words
from ...corpus.wording import attribution, counted, day, quoted
from ..types import ABSTAINED, Answer, Citation, Claim, Difference, Verdict

UNSUPPORTED: dict[Verdict, str] = {
    "contradicted": "The evidence says otherwise",
    "not_enough_evidence": "Not supported by the evidence",
    "unchecked": "Not checked against the evidence",
}
"""Labels for written claims that are not supported."""


def answer_text(answer: Answer) -> str:
    """Return an answer as plain text: each claim's words in quotation marks, its source, and the numbers of its citations.

    Written claims have no quotation marks, except around quoted words; unsupported claims are labelled.
    """
    if answer.reply:
        return answer.reply
    if answer.abstained:
        return " ".join((ABSTAINED, *answer.notes, f"Searched for: {answer.searched_for}"))
    if answer.mode == "writing":
        return "\n\n".join([*map(_written, answer.claims), *map(_differing, answer.differing)])
    lines = [f"({note})" for note in answer.notes]
    for place, claim in enumerate((*answer.claims[:1], *answer.further)):
        markers = "".join(f"[{citation.marker}]" for citation in claim.citations)
        others = len(claim.citations) - 1
        more = f" and {counted(others, 'more report')}" if others else ""
        lead = "" if place == 0 else "Also: "
        # Cut from the document, not taken from the claim: quotation marks only ever enclose words of the document.
        lines.append(
            f"{lead}{quoted(claim.citations[0].quote)} — {attribution(claim.citations[0].document)}{more} {markers}"
        )
        if asked := in_answer_to(claim.citations[0]):
            lines[-1] += f"\n({asked})"
        if place == 0:
            lines += map(_differing, answer.differing)
    if answer.trace and answer.trace.fallback:
        lines.append(f"({quoted_because(answer.trace.fallback)})")
    return "\n\n".join(lines)


def answer_with_foot(answer: Answer) -> str:
    """Return `answer_text` with `foot` below it, for people; what programs read and score has the answer alone."""
    return "\n\n".join(filter(None, (answer_text(answer), f"({foot(answer)})" if answer.looked_for else "")))


def foot(answer: Answer) -> str:
    """Say what was searched for, if it is not the question's own words, and what the question was read as asking for."""
    reworded = " ".join(answer.question.split()) != answer.searched_for
    searched = f"Searched for: {answer.searched_for.rstrip('?.! ')}. " if reworded else ""
    return f"{searched}Looked for: {answer.looked_for}."


def in_answer_to(citation: Citation) -> str | None:
    """Return the question of a transcript that the cited words reply to, marked as such; `None` if nobody asked."""
    asked = question_words(citation.document, citation.span)
    return f"In answer to: {quoted(asked)}" if asked else None


def _differing(value: Difference) -> str:
    """Say that a report contradicts the leading claim, or told an earlier state: how, which report, and its words."""
    cited = value.citation
    why = f" ({'; '.join(value.reasons)})" if value.reasons else ""
    return f"{difference_label(value)}{why}: {quoted(cited.quote)} — {attribution(cited.document)} [{cited.marker}]"


def difference_label(value: Difference) -> str:
    """Return the label of a difference: `Reports differ`, or `Earlier (3 March 2025)` for an overtaken state."""
    published = value.citation.document.published
    return f"Earlier ({day(published)})" if value.earlier and published else "Reports differ"


def quoted_because(reason: str) -> str:
    """Say why an answer quotes although a model is configured."""
    return f"Quoted, not written: {reason}."


def label(claim: Claim) -> str | None:
    """Return the label of an unsupported written claim, with the reasons; `None` for a supported claim."""
    text = UNSUPPORTED.get(claim.verdict)
    return text if text is None or not claim.reasons else f"{text}: {'; '.join(claim.reasons)}"


def _written(claim: Claim) -> str:
    markers = "".join(f"[{citation.marker}]" for citation in claim.citations)
    tag = label(claim)
    return f"{claim.text} {markers}".strip() if tag is None else f"[{tag}] {claim.text} {markers}".strip()


def sources(answer: Answer) -> str:
    """List the citations of an answer, one a line: number, title, link, and document id with offsets."""
    lines = []
    for citation in {each.marker: each for each in answer.citations}.values():
        document = citation.document
        about = document.based_on
        link = about.url or document.url if about else document.url
        address = f"{' about' if about else ''} <{link}>" if link else ""
        place = f"{document.id} {citation.span.start}:{citation.span.end}"
        lines.append(f"[{citation.marker}] {document.title}, {attribution(document)}{address} ({place})")
    return "\n".join(lines)
