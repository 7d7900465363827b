"""Names of sources and dates, as every other form of output shows them."""

from datetime import date

from assistant.types import ABSTAINED, Answer
from corpus.types import Document


def day(value: date) -> str:
    """A date in words: `25 October 2025`."""
    return f"{value.day} {value:%B} {value.year}"


def attribution(document: Document) -> str:
    """Whose words these are, and of when: `Dragoman brief on Leaders MENA, 25 October 2025`.

    A document that is based on another publisher's report is never shown as that publisher's words. Without a
    publisher the title stands in.
    """
    if document.based_on:
        writer = (document.publisher or "A").removesuffix("s")  # "Dragoman briefs": each of them is a Dragoman brief
        name = f"{writer} on {document.based_on.publisher}"
        published = document.based_on.published or document.published
    else:
        name, published = document.publisher or document.title, document.published
    return f"{name}, {day(published)}" if published else f"{name}, undated"


def quoted(words: str) -> str:
    """The words in quotation marks, or as they are where they hold such marks themselves: the words are not touched."""
    return words if any(mark in words for mark in '“”"«»„') else f"“{words}”"


def answer_text(answer: Answer) -> str:
    """An answer as plain text: each claim's words in quotation marks, who reports them, and the citations' numbers."""
    if answer.abstained:
        return f"{ABSTAINED} Searched for: {answer.searched_for}"
    lines = []
    for place, claim in enumerate(answer.claims):
        markers = "".join(f"[{citation.marker}]" for citation in claim.citations)
        others = len(claim.citations) - 1
        more = f" and {others} more report{'s' if others > 1 else ''}" if others else ""
        lead = "" if place == 0 else "Also: "
        lines.append(f"{lead}{quoted(claim.text)} — {attribution(claim.citations[0].document)}{more} {markers}")
    return "\n\n".join(lines)


def sources(answer: Answer) -> str:
    """The citations of an answer, a line each: number, title, link, and the document's id with the offsets."""
    lines = []
    for citation in answer.citations:
        document = citation.document
        link = document.url or (document.based_on.url if document.based_on else None)
        place = f"{document.id} {citation.span.start}:{citation.span.end}"
        lines.append(f"[{citation.marker}] {document.title}{f' <{link}>' if link else ''} ({place})")
    return "\n".join(lines)
