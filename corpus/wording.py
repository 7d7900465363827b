"""Dates, bylines, quotation marks and plurals, as every form of output shows them."""

from datetime import date

from .types import Document


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


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"
