"""Dates, bylines, quotation marks and plurals, as all output formats them."""

from datetime import date

from .types import NOT_READ, OCR, Document


def day(value: date) -> str:
    """Format a date: `25 October 2025`."""
    return f"{value.day} {value:%B} {value.year}"


def attribution(document: Document) -> str:
    """Return the byline of a document: `Dragoman brief on Leaders MENA, 25 October 2025`.

    A brief is never attributed to the publisher of the report it is based on. Without a publisher the title is used.
    """
    if document.based_on:
        writer = (document.publisher or "A").removesuffix("s")  # "Dragoman briefs": each of them is a Dragoman brief
        name = f"{writer} on {document.based_on.publisher}"
        published = document.based_on.published or document.published
    else:
        name, published = document.publisher or document.title, document.published
    return f"{name}, {day(published)}" if published else f"{name}, undated"


def date_notes(document: Document) -> tuple[str, ...]:
    """Return what is to be told about a document's dates beside its byline: the last change, and where the date was found.

    A brief's own date is written by us, so nothing is said about where it was found.
    """
    notes = (
        f"updated {day(document.updated)}" if document.updated else "",
        f"date from {document.date_source}" if document.date_source and not document.based_on else "",
    )
    return tuple(filter(None, notes))


def description_notes(document: Document) -> tuple[str, ...]:
    """Return what a user should know of a document's description: what of its source was not read, and what it lacks."""
    lacking = [
        name
        for name, value in (("publisher", document.publisher), ("day of publication", document.published))
        if not value and not document.based_on
    ]
    metadata = dict(document.metadata)
    left_out, recognised = metadata.get(NOT_READ), metadata.get(OCR)
    notes = (
        "Its words were recognised in pictures of pages (OCR); compare them with the pages." if recognised else "",
        f"Not read: {left_out}." if left_out else "",
        f"It has no {' and no '.join(lacking)}; 'dragoman edit {document.id}' can add it." if lacking else "",
    )
    return tuple(filter(None, notes))


def quoted(words: str) -> str:
    """Put the words in quotation marks unless they contain quotation marks; the words themselves do not change."""
    return words if any(mark in words for mark in '“”"«»„') else f"“{words}”"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Format a number with its noun: `1 report`, `2 reports`; `plural` if it is not the noun with an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"
